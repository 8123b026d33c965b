from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Locale

from assessments.models import Question, QuestionVersion, Quiz, QuizComponent, QuizPart
from assessments.viewsets import QuestionViewSet, QuizViewSet
from core import tongues
from tests.assessments.conftest import make_question, published
from tests.factories import QuizFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_assessments_question:add"
EDIT = "wagtailsnippets_assessments_question:edit"
LIST = "wagtailsnippets_assessments_question:list"
DELETE = "wagtailsnippets_assessments_question:delete"


def form(*answers: tuple[str, bool], **values: object) -> dict[str, object]:
    """What the editor posts for a question with these answers."""
    posted = {
        "key": "when", "topic": TopicFactory().pk, "kind": "single", "level": "2", "destinations": "qa, jo",
        "fact": "", "origin_fact": "", "lesson": "", "retired_at": "", "stem_en": "When?", "scene_en": "",
        "feedback_right_en": "", "feedback_wrong_en": "", "unit_en": "", "picture": "", "number": "", "tolerance": "0",
        "options-TOTAL_FORMS": len(answers), "options-INITIAL_FORMS": 0, "options-MIN_NUM_FORMS": 0,
        "options-MAX_NUM_FORMS": 1000,
    }  # fmt: skip
    for at, (text, correct) in enumerate(answers):
        posted |= {
            f"options-{at}-text_en": text, f"options-{at}-match_en": "", f"options-{at}-feedback_en": "",
            f"options-{at}-gap": 0, f"options-{at}-area": "", f"options-{at}-picture": "",
            f"options-{at}-ORDER": at + 1, f"options-{at}-DELETE": "", f"options-{at}-id": "",
            **({f"options-{at}-correct": "on"} if correct else {}),
        }  # fmt: skip
    return {**posted, **values}


def test_saving_a_new_question_publishes_it(desk):
    response = desk.post(reverse(ADD), form(("Before", True), ("After", False)))
    assert response.status_code == 302, response.context["form"].errors
    content = QuestionVersion.objects.get(question__key="when", number=1).content
    assert content["destinations"] == ["JO", "QA"]
    assert [(option["text"], option["correct"]) for option in content["options"]] == [
        ({"en": "Before"}, True), ({"en": "After"}, False),
    ]  # fmt: skip


def _changed(question: Question, **values: object) -> dict[str, object]:
    """What the editor posts for a saved question."""
    rows = list(question.options.order_by("position"))
    posted = form(*[(row.text_en, row.correct) for row in rows], key=question.key, stem_en=question.stem_en)
    posted |= {f"options-{at}-id": row.pk for at, row in enumerate(rows)}
    return {**posted, "options-INITIAL_FORMS": len(rows), "destinations": "", "level": question.level, **values}


def test_saving_a_change_publishes_the_next_version(desk):
    version = published()
    response = desk.post(reverse(EDIT, args=[version.question_id]), _changed(version.question, stem_en="Reworded?"))
    assert response.status_code == 302, response.context["form"].errors
    newest = version.question.versions.first()
    assert (newest.number, newest.content["stem"]) == (2, {"en": "Reworded?"})
    assert [option["key"] for option in newest.content["options"]] == [
        option["key"] for option in version.content["options"]
    ]


def test_answers_keep_the_order_the_author_gave_them(desk):
    question = published("ordering").question
    order = {"options-0-ORDER": 3, "options-1-ORDER": 1, "options-2-ORDER": 2}
    desk.post(reverse(EDIT, args=[question.pk]), _changed(question, kind="ordering", **order))
    texts = [option["text"]["en"] for option in question.versions.first().content["options"]]
    assert texts == ["Ask", "Sign", "Read"]


def test_words_in_languages_that_are_not_open_are_kept(desk):
    question = make_question(stem_ne="कहिले?")
    desk.post(reverse(EDIT, args=[question.pk]), _changed(question, stem_en="Reworded?"))
    assert question.versions.first().content["stem"] == {"en": "Reworded?", "ne": "कहिले?"}


def test_an_open_language_has_fields_of_its_own(desk):
    Locale.objects.get_or_create(language_code="ar")
    tongues.forget()
    question = make_question()
    html = desk.get(reverse(EDIT, args=[question.pk])).content.decode()
    for field in ("stem_en", "stem_ar", "options-0-text_ar"):
        assert f'name="{field}"' in html
    assert 'name="stem_fil"' not in html
    assert 'name="stem"' not in html


@pytest.mark.parametrize(
    ("answers", "values", "told"),
    [
        ([("Before", False), ("After", False)], {}, "Mark an answer as right."),
        ([("Before", True), ("After", True)], {}, "Mark only one answer as right"),
        ([("Before", True)], {}, "Give at least two answers."),
        ([("Before", True), ("Before", False)], {}, "Two answers read the same."),
        ([("Before", True), ("After", False)], {"stem_en": ""}, "Write the question in English"),
        ([("Before", True), ("After", False)], {"kind": "matching"}, "Every answer needs what it belongs to"),
        ([("Before", True), ("After", False)], {"destinations": "Jordan"}, "two-letter country codes"),
    ],
)
def test_a_faulty_question_is_not_saved_and_the_editor_says_why(desk, answers, values, told):
    response = desk.post(reverse(ADD), form(*answers, **values))
    assert response.status_code == 200
    assert told in response.content.decode()
    assert not Question.objects.exists()


def test_an_answer_taken_away_no_longer_counts(desk):
    question = published().question
    response = desk.post(reverse(EDIT, args=[question.pk]), _changed(question, **{"options-0-DELETE": "on"}))
    assert "Mark an answer as right." in response.content.decode()
    assert question.versions.count() == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"contract", "wage"}),
        ({"q": "wage"}, {"wage"}),
        ({"q": "सम्झौता"}, {"contract"}),
        ({"topic": "money"}, {"wage"}),
        ({"kind": "multiple"}, {"wage"}),
        ({"level": "1"}, {"contract"}),
        ({"must_know": "true"}, {"contract"}),
    ],
)
def test_the_bank_is_searched_and_filtered(desk, asked, found):
    make_question(key="contract", must_know=True, stem_ne="सम्झौता कहिले?")
    make_question("multiple", key="wage", topic="money", level=2)
    if "topic" in asked:
        asked = {"topic": TopicFactory(code="money").pk}
    listed = desk.get(reverse(LIST), asked).context["object_list"]
    assert {question.key for question in listed} == found


@pytest.mark.parametrize("count", [1, 15])
def test_the_list_takes_a_flat_number_of_queries(desk, count, django_assert_max_num_queries):
    for number in range(count):
        make_question(key=f"q-{number}")
    desk.get(reverse(LIST))
    with django_assert_max_num_queries(17):
        desk.get(reverse(LIST))


def test_questions_are_retired_never_deleted(desk):
    question = published().question
    many = reverse("wagtail_bulk_action", args=["assessments", "question", "delete"])
    desk.post(reverse(DELETE, args=[question.pk]))
    desk.post(f"{many}?id={question.pk}")
    assert Question.objects.filter(pk=question.pk).exists()
    assert reverse(DELETE, args=[question.pk]) not in desk.get(reverse(EDIT, args=[question.pk])).content.decode()


def test_a_quiz_is_made_of_parts(desk):
    posted = {
        "key": "a3", "title_en": "My contract", "pass_mark": 75, "parts-TOTAL_FORMS": 1, "parts-INITIAL_FORMS": 0,
        "parts-MIN_NUM_FORMS": 1, "parts-MAX_NUM_FORMS": 1000, "parts-0-topic": TopicFactory().pk, "parts-0-count": 5,
        "parts-0-level": "", "parts-0-DELETE": "", "parts-0-id": "",
        "fixed-TOTAL_FORMS": 0, "fixed-INITIAL_FORMS": 0, "components-TOTAL_FORMS": 1, "components-INITIAL_FORMS": 0,
        "components-0-kind": "theory", "components-0-weight": 2, "components-0-pass_mark": 60,
        "components-0-DELETE": "", "components-0-id": "",
    }  # fmt: skip
    response = desk.post(reverse("wagtailsnippets_assessments_quiz:add"), posted)
    assert response.status_code == 302, response.context["form"].errors
    assert Quiz.objects.values_list("key", "title_en", "pass_mark").get() == ("a3", "My contract", 75)
    assert QuizPart.objects.values_list("topic__code", "count", "level").get() == ("contracts", 5, None)
    assert QuizComponent.objects.values_list("kind", "weight", "pass_mark").get() == ("theory", 2, 60)


def quiz_form(quiz: Quiz, **values: object) -> dict[str, object]:
    """What the editor posts for a quiz of which nothing is said but its title."""
    posted = {"key": quiz.key, "title_en": "One", "pass_mark": 70}
    for rows in ("parts", "fixed", "components"):
        posted |= {f"{rows}-TOTAL_FORMS": 0, f"{rows}-INITIAL_FORMS": 0}
    return {**posted, **values}


def always(question: Question) -> dict[str, object]:
    """The rows of one question that is always asked."""
    return {
        "fixed-TOTAL_FORMS": 1, "fixed-0-question": question.pk, "fixed-0-ORDER": 1, "fixed-0-DELETE": "",
        "fixed-0-id": "",
    }  # fmt: skip


def test_a_quiz_that_asks_nothing_is_told_so(desk):
    quiz = QuizFactory()
    address = reverse("wagtailsnippets_assessments_quiz:edit", args=[quiz.pk])
    response = desk.post(address, quiz_form(quiz))
    assert "Say what this quiz asks" in str(response.context["form"].non_field_errors())
    assert desk.post(address, quiz_form(quiz, **always(make_question()))).status_code == 302


def test_a_final_test_names_another_quiz_as_the_one_before(desk):
    quiz, other = QuizFactory(), QuizFactory(key="before")
    address = reverse("wagtailsnippets_assessments_quiz:edit", args=[quiz.pk])
    asked = always(make_question())
    response = desk.post(address, quiz_form(quiz, before=quiz.pk, **asked))
    assert "before" in response.context["form"].errors
    assert desk.post(address, quiz_form(quiz, before=other.pk, **asked)).status_code == 302
    assert Quiz.objects.get(pk=quiz.pk).before == other


def test_the_pass_mark_lies_between_1_and_100(desk):
    quiz = QuizFactory()
    posted = {"key": quiz.key, "title_en": "One", "pass_mark": 101, "parts-TOTAL_FORMS": 0, "parts-INITIAL_FORMS": 0}
    response = desk.post(reverse("wagtailsnippets_assessments_quiz:edit", args=[quiz.pk]), posted)
    assert "pass_mark" in response.context["form"].errors


def test_a_quiz_is_edited_in_the_open_languages(desk):
    html = desk.get(reverse("wagtailsnippets_assessments_quiz:edit", args=[QuizFactory().pk])).content.decode()
    assert 'name="title_en"' in html
    assert 'name="title"' not in html


def test_the_admin_starts_without_asking_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        QuestionViewSet().get_edit_handler()
        QuizViewSet().get_edit_handler()


def test_a_trainee_stays_outside(client):
    client.force_login(UserFactory())
    assert client.get(reverse(LIST)).status_code == 302
