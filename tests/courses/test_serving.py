"""The shelf in front of Django: a warm document costs no query, and never outlives what it says."""

import gzip
from datetime import date

import pytest
from django.core import signals
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections, connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from courses import serving, shelf
from courses.models import LessonPage
from courses.serving import DocumentShelf
from tests import factories

pytestmark = pytest.mark.django_db
PATH = "/en/ph-jo/my-contract/lesson-1/"


class Browser:
    """Asks a WSGI application and remembers what it said."""

    def __init__(self, application):
        self.application = application

    def get(self, path, method="GET", **headers):
        environ = RequestFactory(headers={"host": "testserver"}).generic(method, path).environ
        environ.update({f"HTTP_{name.upper()}": value for name, value in headers.items()})
        said = {}

        def start_response(status, answer_headers, _exc_info=None):
            said.update(status=status, headers=dict(answer_headers))

        answer = self.application(environ, start_response)
        said["body"] = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return said


@pytest.fixture
def browser(db):
    # A real WSGI handler closes connections after each request; the test's transaction lives in one.
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    factories.OriginFactory()
    factories.FactFactory()
    factories.course(
        factories.module("My contract", body=[("step", "Rest"), ("fact", {"key": "rest_day", "scope": "destination"})])
    )
    yield Browser(DocumentShelf(WSGIHandler()))
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


def test_a_warm_document_is_the_same_and_takes_no_query(browser):
    cold = browser.get(PATH)
    with CaptureQueriesContext(connection) as queries:
        warm = browser.get(PATH)
    assert (warm["status"], warm["body"], len(queries)) == ("200 OK", cold["body"], 0)
    assert "Set-Cookie" not in warm["headers"]
    assert "X-Shelve-Until" not in warm["headers"]


def test_a_document_known_to_the_reader_is_not_sent_again(browser):
    etag = browser.get(PATH)["headers"]["ETag"]
    again = browser.get(PATH, if_none_match=etag)
    assert (again["status"], again["body"]) == ("304 Not Modified", b"")


def test_a_reader_that_unpacks_gets_it_packed(browser):
    plain = browser.get(PATH)
    packed = browser.get(PATH, accept_encoding="gzip, br")
    assert packed["headers"]["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed["body"]) == plain["body"]
    assert len(packed["body"]) < len(plain["body"]) / 2


def test_a_published_lesson_is_seen_at_once(browser, django_capture_on_commit_callbacks):
    browser.get(PATH)
    lesson = LessonPage.objects.get(slug="lesson-1")
    lesson.title = "New words"
    with django_capture_on_commit_callbacks(execute=True):
        lesson.save_revision().publish()
    assert b"New words" in browser.get(PATH)["body"]


def test_a_document_is_made_again_on_the_day_its_fact_is_overdue(browser, monkeypatch):
    browser.get(PATH)
    monkeypatch.setattr(serving, "_today", lambda: date(2027, 5, 2))
    with CaptureQueriesContext(connection) as queries:
        browser.get(PATH)
    assert len(queries) > 0


def test_a_query_string_or_a_post_passes_by(browser):
    assert browser.get(f"{PATH}?x=1")["status"] == "200 OK"
    assert browser.get(PATH, method="POST")["status"].startswith("403")


def test_what_is_not_found_is_not_kept(browser):
    assert browser.get("/en/ph-jo/my-contract/none/")["status"].startswith("404")
    assert browser.get("/xx/ph-jo/my-contract/lesson-1/")["status"].startswith("404")


def test_a_foreign_host_gets_no_document(browser):
    browser.get(PATH)
    assert browser.get(PATH, host="evil.example")["status"].startswith("400")


def test_the_shelf_holds_no_more_than_it_may(browser):
    small = Browser(DocumentShelf(browser.application.application, most_bytes=1))
    assert small.get(PATH)["status"] == "200 OK"
    assert (small.application._kept, small.application._bytes) == ({}, 0)


def test_every_renewal_changes_the_mark():
    marks = []
    for _ in range(3):
        shelf.renew()
        marks.append(shelf.mark())
    assert len(set(marks)) == 3


def test_a_shared_cache_that_forgets_never_gives_an_old_mark_again(settings, monkeypatch):
    settings.CACHE_URL = "shared"
    monkeypatch.setattr(shelf, "_SHARED_FOR_SECONDS", 0.0)
    marks = [shelf.mark()]
    for forget in (shelf.renew, cache.clear, cache.clear):
        forget()
        marks.append(shelf.mark())
    assert len(set(marks)) == 4
    assert shelf.mark() == marks[-1]
