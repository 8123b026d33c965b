"""E5: what a trainee sees of a lesson that is translated in part, or from older English."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext, override

from tests import factories
from tests.translating.actions.test_work import change
from tests.translating.conftest import publish, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(lesson, fil, client):
    factories.course(lesson.get_parent().specific)

    def html() -> str:
        from core import tongues
        from courses import shelf

        tongues.forget()
        shelf.renew()
        return client.get("/fil/any-any/my-contract/lesson-1/").content.decode()

    return html


def says_it_may_be_older(html: str) -> bool:
    with override("fil"):
        notice = gettext("The English lesson was changed on %(day)s; this part may be older.")
    before_the_day, _day, after_the_day = notice.partition("%(day)s")
    return before_the_day in html and after_the_day in html


def test_passages_in_english_say_so(lesson, fil, translator, read):
    publish(translate(lesson, fil, by=translator, words={"One idea": "Isang ideya"}), by=translator)
    html = read()
    assert '<span class="not-yet" lang="en" dir="ltr">Keep your contract.</span>' in html
    assert '<span class="not-yet" lang="en" dir="ltr">Ask for <b>help</b>.</span>' in html
    assert html.count("not-yet-note") == 1
    assert "Isang ideya" in html


def test_a_whole_translation_says_nothing_of_the_kind(lesson, fil, translator, read):
    publish(translate(lesson, fil, by=translator), by=translator)
    assert "not-yet" not in read()


def test_a_lesson_whose_english_changed_says_since_when(lesson, fil, translator, read):
    publish(translate(lesson, fil, by=translator), by=translator)
    assert not says_it_may_be_older(read())
    change(lesson, "<p>Keep a copy.</p><p>Ask for <b>help</b>.</p>")
    html = read()
    assert says_it_may_be_older(html)
    assert "Ingatan ang kontrata mo." in html


def test_publishing_anew_shows_today_s_english_and_says_so(lesson, fil, translator, read):
    translation = translate(lesson, fil, by=translator)
    publish(translation, by=translator)
    change(lesson, "<p>Keep a copy.</p><p>Ask for <b>help</b>.</p>")
    translation.refresh_from_db()
    publish(translation, by=translator)
    html = read()
    assert '<span class="not-yet" lang="en" dir="ltr">Keep a copy.</span>' in html
    assert not says_it_may_be_older(html)


def test_the_document_asks_nothing_more_for_it(lesson, fil, translator, read, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    translation = translate(lesson, fil, by=translator)
    publish(translation, by=translator)
    read()
    with CaptureQueriesContext(connection) as whole:
        read()
    publish(translate(lesson, fil, by=translator, words={}), by=translator)
    change(lesson, "<p>Keep a copy.</p><p>Ask for <b>help</b>.</p>")
    read()
    with CaptureQueriesContext(connection) as partly:
        read()
    assert len(partly) == len(whole)
