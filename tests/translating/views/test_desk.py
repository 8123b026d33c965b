"""The desk in the admin: who enters, what the buttons do, what is told."""

from __future__ import annotations

import json

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from accounts.models import Role
from core import tongues
from courses.models import LessonPage
from tests import factories
from tests.translating.conftest import client_of, person, publish, translate
from translating import passages, workbooks
from translating.actions import languages
from translating.actions.terms import load_glossary
from translating.models import Delivery, Request

pytestmark = pytest.mark.django_db


def told(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def at(name, page, language="fil") -> str:
    return reverse(f"translating:{name}", args=[language, page.translation_key])


@pytest.fixture
def desk(translator):
    tongues.forget()
    return client_of(translator)


def test_the_board_shows_every_page_and_the_next_step(desk, lesson):
    html = desk.get("/admin/translations/").content.decode()
    assert "Lesson 1 of My contract" in html
    assert at("begin", lesson) in html


@pytest.mark.parametrize(
    ("query", "shown"),
    [("", True), ("?kind=page", True), ("?kind=facts", False), ("?state=published", False), ("?state=missing", True),
     ("?language=fil", True), ("?language=xx", True), ("?module=none", True), ("?p=9", True)],
)  # fmt: skip
def test_the_board_can_be_narrowed(desk, lesson, query, shown):
    assert ("Lesson 1 of My contract" in desk.get(f"/admin/translations/{query}").content.decode()) is shown


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.TRANSLATOR, 200), (Role.REVIEWER, 200), (Role.AUTHOR, 200), (Role.ADMINISTRATOR, 200),
     (Role.INSTRUCTOR, 302), (Role.PROGRAMME_OFFICER, 302)],
)  # fmt: skip
def test_who_works_on_words_sees_the_board(fil, role, status):
    assert client_of(person(role)).get("/admin/translations/").status_code == status


def test_starting_leads_into_the_editor_with_what_memory_knows(desk, lesson, plain_lesson, fil, translator):
    translate(lesson, fil, by=translator)
    response = desk.post(at("begin", plain_lesson))
    target = plain_lesson.get_translation(fil)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[target.pk])
    assert told(response) == ["3 passages filled from memory."]


def test_another_language_is_closed_to_her(desk, lesson):
    languages.open_language("ar", by=None)
    tongues.forget()
    assert desk.post(at("begin", lesson, "ar")).status_code == 302
    assert not LessonPage.objects.filter(locale__language_code="ar").exists()


def test_a_language_that_is_not_open_is_not_found(desk, lesson):
    assert desk.post(at("begin", lesson, "am")).status_code == 404


def test_the_editor_has_the_agreed_terms_beside_it(desk, lesson, fil, translator):
    load_glossary({"contract": {"say": {"fil": "kontrata"}}})
    translate(lesson, fil, by=translator, words={})
    html = desk.get(reverse("wagtailadmin_pages:edit", args=[lesson.get_translation(fil).pk])).content.decode()
    assert "js-translation-editor" in html
    assert "translating/editor.js" in html
    assert '<bdi lang="fil">kontrata</bdi>' in html


def test_publishing_in_the_editor_goes_through_our_actions(
    desk, lesson, fil, translator, django_capture_on_commit_callbacks
):
    load_glossary({"help": {"say": {"fil": "saklolo"}}})
    translate(lesson, fil, by=translator)
    target = lesson.get_translation(fil)
    edit = reverse("wagtailadmin_pages:edit", args=[target.pk])
    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(edit, {"action": "publish"})
    assert response.url == edit
    assert LessonPage.objects.get(pk=target.pk).live
    assert told(response)[1:] == ["Lesson 1 of My contract › body › text: “help” is agreed to be “saklolo”."]


def test_saving_a_passage_brings_new_hints(desk, lesson, fil, translator):
    load_glossary({"contract": {"say": {"fil": "kontrata"}}})
    translation = translate(lesson, fil, by=translator, words={"Keep your contract.": "Ingatan ang papel mo."})
    answer = desk.get(reverse("translating:hints", args=[translation.pk]))
    assert "not used in the translation" in json.loads(answer.content)["html"]


def test_a_suggestion_is_taken(desk, lesson, plain_lesson, fil, translator):
    translate(lesson, fil, by=translator)
    translation = translate(plain_lesson, fil, by=translator, words={})
    [held] = [h for h in passages.passages([plain_lesson.translation_key], "fil") if h.message.source == "One idea"]
    desk.post(reverse("translating:take", args=[translation.pk, held.segment]), {"text": "Isang ideya"})
    assert StringTranslation.objects.filter(context_id=held.context, data="Isang ideya").exists()
    response = desk.post(reverse("translating:take", args=[translation.pk, held.segment]), {"text": "<b>Isa"})
    assert "tags differ" in told(response)[0]


def test_asking_for_review(desk, lesson, fil, translator):
    publish(translate(lesson, fil, by=translator), by=translator)
    desk.post(at("ask", lesson))
    assert Request.objects.get().key == lesson.translation_key


def test_what_changed_is_shown_word_by_word(desk, lesson, fil, translator):
    from tests.translating.actions.test_work import change

    publish(translate(lesson, fil, by=translator), by=translator)
    change(lesson, "<p>Keep your paper.</p><p>Ask for <b>help</b>.</p>")
    html = desk.get(at("changes", lesson)).content.decode()
    assert "Keep your <del>contract.</del>" in html
    assert "Keep your <ins>paper.</ins>" in html


def test_the_review_page_carries_a_lesson_to_its_signature(lesson, fil, translator, reader, third, reviewer):
    page = publish(translate(lesson, fil, by=translator), by=translator)
    tongues.forget()
    keys = [message.key for message in passages.messages([lesson.translation_key], "fil")]
    url = at("review", lesson)
    client_of(reader).post(url, {"do": "write", **{f"back:{key}": "Back" for key in keys}})
    client_of(third).post(url, {"do": "check", **{f"finding:{key}": "same" for key in keys}})
    page_seen = client_of(reviewer).get(url).content.decode()
    assert "I sign for these words" in page_seen
    questions = ("voice", "danger", "translation", "true_there")
    assert page_seen.count('required><option value="">') == len(questions)  # nothing is answered for her
    client_of(reviewer).post(url, {"do": "sign", **{f"answer:{name}": "" for name in questions}})
    assert LessonPage.objects.get(pk=page.pk).translation_state != "reviewed"
    client_of(reviewer).post(url, {"do": "sign", **{f"answer:{name}": "fine" for name in questions}})
    assert LessonPage.objects.get(pk=page.pk).translation_state == "reviewed"


def test_who_writes_back_sees_the_translation_alone(lesson, fil, translator, reader):
    publish(translate(lesson, fil, by=translator), by=translator)
    tongues.forget()
    html = client_of(reader).get(at("review", lesson)).content.decode()
    assert "Ingatan ang kontrata mo." in html
    assert "Keep your contract." not in html


def test_a_file_goes_out_and_comes_back_through_the_browser(desk, lesson, fil):
    scope = f"page-{lesson.translation_key}"
    out = desk.post(reverse("translating:download", args=["fil", scope, "xlsx"]))
    rows = workbooks.read(out.content)
    assert [row.source for row in rows] == [
        "Lesson 1 of My contract",
        "One idea",
        "Keep your contract.",
        "Ask for <b>help</b>.",
    ]
    catalogue = desk.post(reverse("translating:download", args=["fil", scope, "po"])).content.decode()
    back = catalogue.replace('msgid "One idea"\nmsgstr ""', 'msgid "One idea"\nmsgstr "Isang ideya"')
    response = desk.post(
        reverse("translating:files", args=["fil", scope]), {"file": SimpleUploadedFile("back.po", back.encode())}
    )
    assert "Isang ideya" in desk.get(response.url).content.decode()
    assert not StringTranslation.objects.exists()
    desk.post(response.url, {"do": "take"})
    assert StringTranslation.objects.get().data == "Isang ideya"
    desk.post(response.url, {"do": "undo"})
    assert not StringTranslation.objects.exists()


def test_a_damaged_file_is_told_and_changes_nothing(desk, lesson):
    url = reverse("translating:files", args=["fil", f"page-{lesson.translation_key}"])
    html = desk.post(url, {"file": SimpleUploadedFile("back.xlsx", b"x")}).content.decode()
    assert "it is damaged" in html
    assert not Delivery.objects.exists()


def test_somebody_elses_language_is_closed_in_files_too(desk, lesson, fil, translator):
    languages.open_language("ar", by=None)
    tongues.forget()
    delivery = Delivery.objects.create(
        scope="words-places", language="ar", name="x.po", by=translator, at=factories.NOW
    )
    assert desk.get(reverse("translating:delivery", args=[delivery.pk])).status_code == 302


@pytest.mark.parametrize("scope", ["page-x", "nothing", "module-"])
def test_what_is_no_piece_is_not_found(desk, scope):
    assert desk.get(reverse("translating:words", args=["fil", scope])).status_code == 404


def test_questions_are_translated_side_by_side(desk):
    question = factories.QuestionFactory(key="q1", stem="Ask {name}?")
    url = reverse("translating:words", args=["fil", "questions-contracts"])
    html = desk.post(url, {"question:q1:stem": "Tanungin?"}).content.decode()
    assert "placeholders" in html
    desk.post(url, {"question:q1:stem": "Tanungin si {name}?"})
    question.refresh_from_db()
    assert question.stem_fil == "Tanungin si {name}?"


def test_an_administrator_opens_a_language_and_appoints(admin, fil, django_capture_on_commit_callbacks):
    someone = person(Role.TRANSLATOR, name="New")
    client = client_of(admin)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/admin/translations/languages/", {"do": "open", "language": "am"})
    client.post("/admin/translations/languages/", {"do": "appoint", "language": "am", "person": someone.pk})
    assert someone.groups.filter(name="Translators: am").exists()
    html = client.get("/admin/translations/languages/").content.decode()
    assert "አማርኛ" in html
    client.post("/admin/translations/languages/", {"do": "dismiss", "language": "am", "person": someone.pk})
    assert not someone.groups.filter(name="Translators: am").exists()


def test_others_do_not_open_languages(desk):
    assert desk.get("/admin/translations/languages/").status_code == 302


def test_the_glossary_is_kept_in_the_admin(admin, fil):
    load_glossary({"contract": {"say": {"fil": "kontrata"}}})
    assert "contract" in client_of(admin).get(reverse("wagtailsnippets_translating_term:list")).content.decode()
