from __future__ import annotations

from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image
from wagtail.models import Locale

from accounts.models import AccessLog
from assessments.exchange import importing
from assessments.models import Question, QuestionImport
from core import tongues
from media.models import Picture
from tests.assessments.conftest import make_question, published
from tests.assessments.exchange.conftest import GIFT, told
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
UPLOAD, EXPORT, DOWNLOAD = "exchange:upload", "exchange:export", "exchange:download"
LIST = "wagtailsnippets_assessments_question:list"


def upload(desk, name: str = "a.txt", data: bytes = GIFT.encode(), **values: str):
    file = SimpleUploadedFile(name, data)
    return desk.post(reverse(UPLOAD), {"file": file, "format": "gift", "language": "en", "topic": "", **values})


def download(desk, **asked: str):
    query = urlencode({"language": "en", "topic": "", **asked})
    return desk.post(f"{reverse(DOWNLOAD)}?{query}", {"purpose": "translation"})


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
    response = download(desk, format="gift")
    text = b"".join(response.streaming_content)
    assert response.headers["Content-Disposition"].startswith('attachment; filename="baon-questions-')
    assert [line.outcome for line in bring(text).lines.all()] == ["same"]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_spreadsheet_of_all_kinds_comes_back_as_it_was(desk, bring, format):
    for kind in ("single", "true_false", "multiple", "ordering", "matching"):
        published(kind, stem_ne="के?", family="f", form="A")
    make_question(key="gone", retired_at="2026-01-01T00:00:00Z")
    response = download(desk, format=format)
    data = b"".join(response.streaming_content)
    assert [line.outcome for line in bring(data, format).lines.all()] == ["same"] * 5


def test_an_export_that_makes_no_sense_is_not_found(desk):
    assert download(desk, format="docx").status_code == 404


def test_who_took_which_questions_for_what_is_written_down(desk, author, topic):
    make_question(key="one", topic=topic.code)
    download(desk, format="csv", topic=str(topic.pk))
    logged = AccessLog.objects.get()
    assert (logged.actor, logged.verb, logged.subject, logged.purpose) == (
        author, "questions_exported", "questions.csv topic=contracts language=en", "translation",
    )  # fmt: skip


@pytest.mark.parametrize("purpose", ["", "curiosity"])
def test_without_a_purpose_there_is_no_file(desk, purpose):
    make_question(key="one")
    response = desk.post(f"{reverse(DOWNLOAD)}?format=gift&language=en&topic=", {"purpose": purpose})
    assert (response.status_code, AccessLog.objects.count()) == (422, 0)
    assert "1 question goes along" in words(response)
    assert desk.get(f"{reverse(DOWNLOAD)}?format=gift&language=en&topic=").status_code == 405


def _picture(title: str) -> Picture:
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    return Picture.objects.create(title=title, file=ContentFile(file.getvalue(), name="a.png"))


def test_a_sheet_names_a_picture_by_its_title(bring, take, topic):
    house, door = _picture("A house"), _picture("A door")
    received = bring(
        "key,kind,topic,stem,picture,option 1,option picture 1,option 2,right\n"
        f"q,single,contracts,Where?,A house,Here,A door,There,1\nr,single,contracts,Who?,{door.pk},She,,He,1", "csv"
    )  # fmt: skip
    take(received)
    questions = {question.key: question for question in Question.objects.all()}
    assert (questions["q"].picture, questions["r"].picture) == (house, door)
    assert [option.picture for option in questions["q"].options.order_by("position")] == [door, None]


def test_a_picture_that_nobody_knows_is_told_in_words(desk, bring, topic):
    for _copy in range(2):
        _picture("A wall")
    rows = "q,reflection,contracts,Where?,A window\nr,reflection,contracts,Who?,A wall"
    received = bring(f"key,kind,topic,stem,picture\n{rows}", "csv")
    assert told(received) == [("q", "refused", ["unknown_picture"]), ("r", "refused", ["several_pictures"])]
    html = words(desk.get(reverse("exchange:import", args=[received.pk])))
    assert "No picture in the library has this title." in html
    assert "A window" in html


def test_a_file_does_not_write_over_a_question_that_is_made_from_a_fact(bring, topic):
    published(key="when", template="hours")
    sheet = "key,kind,topic,stem\nwhen,reflection,contracts,Other?"
    assert told(bring(sheet, "csv")) == [("when", "refused", ["made_from_fact"])]


def test_a_made_question_that_comes_back_as_it_went_is_as_it_is(desk, bring):
    published(key="when", template="hours", origins=["NP"])
    data = b"".join(download(desk, format="csv").streaming_content)
    assert told(bring(data, "csv")) == [("when", "same", [])]


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
        b"".join(download(desk, format="csv").streaming_content)
