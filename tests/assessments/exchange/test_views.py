from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import Locale

from assessments.exchange import importing
from assessments.models import Question, QuestionImport
from core import tongues
from tests.assessments.conftest import make_question, published
from tests.assessments.exchange.conftest import GIFT
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
UPLOAD, EXPORT, DOWNLOAD = "exchange:upload", "exchange:export", "exchange:download"
LIST = "wagtailsnippets_assessments_question:list"


@pytest.fixture
def desk(client, author):
    client.force_login(author)
    return client


def upload(desk, name: str = "a.txt", data: bytes = GIFT.encode(), **values: str):
    file = SimpleUploadedFile(name, data)
    return desk.post(reverse(UPLOAD), {"file": file, "format": "gift", "language": "en", "topic": "", **values})


def words(response) -> str:
    return response.content.decode()


def test_the_list_leads_in_and_out(desk):
    html = words(desk.get(reverse(LIST)))
    assert reverse(UPLOAD) in html
    assert reverse(EXPORT) in html


def test_a_file_comes_in_is_looked_through_taken_and_undone(desk, topic):
    response = upload(desk)
    received = QuestionImport.objects.get()
    address = reverse("exchange:import", args=[received.pk])
    assert (response.status_code, response.headers["Location"]) == (302, address)
    waiting = desk.get(address)
    assert waiting.headers["Refresh"] == "2"
    importing.look(received)
    preview = words(desk.get(address))
    assert "When should you have your contract?" in preview
    assert "An answer typed by letters cannot be taken" in preview
    desk.post(address, {"do": "take"})
    received.refresh_from_db()
    assert received.state == "taking"
    importing.take_over(received, now=received.at)
    done = desk.get(address)
    assert "Undo this import" in words(done)
    assert "Refresh" not in done.headers
    desk.post(address, {"do": "undo"})
    desk.post(address, {"do": "undo"})
    assert "That was done already." in words(desk.get(address, follow=True))
    received.refresh_from_db()
    importing.undo(received, now=received.at)
    assert Question.objects.filter(retired_at=None).count() == 0
    assert "a.txt" in words(desk.get(reverse(UPLOAD)))


def test_the_preview_shows_what_differs_and_is_narrowed(desk, bring):
    published(key="when")
    received = bring()
    address = reverse("exchange:import", args=[received.pk])
    changed = words(desk.get(address, {"outcome": "changed"}))
    assert "A single question?" in changed
    assert "stem[en]" in changed
    assert "It is fine to sign a blank page." not in changed


@pytest.mark.parametrize(
    ("name", "format", "kept"),
    [("a.csv", "", "csv"), ("a.XLSX", "", "xlsx"), ("a.xml", "", "moodle"), ("a.txt", "aiken", "aiken")],
)
def test_the_format_is_told_by_the_name_or_chosen(desk, name, format, kept):
    upload(desk, name, format=format)
    assert QuestionImport.objects.get().format == kept


def test_a_name_that_tells_nothing_asks_for_the_format(desk):
    assert "We cannot tell the format by the name." in words(upload(desk, format=""))
    assert not QuestionImport.objects.exists()


def test_a_file_too_large_is_refused_at_once(desk, monkeypatch):
    monkeypatch.setattr(importing, "MOST_BYTES", 3)
    assert "This file is too large." in words(upload(desk))


def test_a_file_that_cannot_be_read_is_told_in_words(desk, bring):
    received = bring(b"<!DOCTYPE quiz><quiz/>", "moodle")
    html = words(desk.get(reverse("exchange:import", args=[received.pk])))
    assert "We do not open such files." in html


def test_an_export_says_first_what_stays_behind(desk):
    make_question(key="one", topic="contracts")
    make_question("ordering", key="two", topic="contracts")
    html = words(desk.get(reverse(EXPORT), {"format": "gift", "language": "en", "topic": ""}))
    assert "1 question goes along" in html
    assert "This format has no such kind of question." in html
    assert "two" in html
    assert "Download" not in words(desk.get(reverse(EXPORT)))


def test_gift_goes_out_and_comes_back_as_it_was(desk, bring):
    published(key="one")
    response = desk.get(reverse(DOWNLOAD), {"format": "gift", "language": "en", "topic": ""})
    text = b"".join(response.streaming_content)
    assert response.headers["Content-Disposition"].startswith('attachment; filename="baon-questions-')
    assert [line.outcome for line in bring(text).lines.all()] == ["same"]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_spreadsheet_of_all_kinds_comes_back_as_it_was(desk, bring, format):
    for kind in ("single", "true_false", "multiple", "ordering", "matching"):
        published(kind, stem_ne="के?", family="f", form="A")
    make_question(key="gone", retired_at="2026-01-01T00:00:00Z")
    response = desk.get(reverse(DOWNLOAD), {"format": format, "language": "en", "topic": ""})
    data = b"".join(response.streaming_content)
    assert [line.outcome for line in bring(data, format).lines.all()] == ["same"] * 5


def test_an_export_that_makes_no_sense_is_not_found(desk):
    assert desk.get(reverse(DOWNLOAD), {"format": "docx"}).status_code == 404


def test_the_template_names_the_columns_and_is_taken_back(desk, bring):
    data = b"".join(desk.get(reverse("exchange:template")).streaming_content)
    head = [cell.value for cell in load_workbook(BytesIO(data)).active[1]]
    assert {"key", "topic", "kind", "stem[en]", "right", "option 4[en]"} <= set(head)
    assert bring(data, "xlsx").fault["reason"] == "file_empty"


def test_the_languages_that_are_open_are_offered(desk):
    Locale.objects.get_or_create(language_code="ar")
    tongues.forget()
    assert '<option value="ar">' in words(desk.get(reverse(UPLOAD)))


@pytest.mark.parametrize("name", [UPLOAD, EXPORT, DOWNLOAD, "exchange:template"])
def test_who_may_not_edit_the_bank_stays_outside(client, name):
    client.force_login(UserFactory())
    assert client.get(reverse(name)).status_code in (302, 403)


@pytest.mark.parametrize("count", [1, 40])
def test_the_preview_takes_a_flat_number_of_queries(desk, bring, topic, count, django_assert_max_num_queries):
    received = bring("\n\n".join(f"Question {at}? {{=Right ~Wrong}}" for at in range(count)), topic=topic)
    with django_assert_max_num_queries(30):
        desk.get(reverse("exchange:import", args=[received.pk]))


@pytest.mark.parametrize("count", [1, 15])
def test_an_export_takes_a_flat_number_of_queries(desk, count, django_assert_max_num_queries):
    for number in range(count):
        make_question(key=f"q-{number}")
    with django_assert_max_num_queries(15):
        b"".join(desk.get(reverse(DOWNLOAD), {"format": "csv", "language": "en", "topic": ""}).streaming_content)
