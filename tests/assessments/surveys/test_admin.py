from __future__ import annotations

import pytest
from django.urls import reverse

from assessments.models import Survey
from tests.assessments.surveys.conftest import STATEMENT, keys, make_survey, send
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NAME = "wagtailsnippets_assessments_survey"


def form(*items: tuple[str, str, str], **values: object) -> dict[str, object]:
    """What the editor posts for a survey of these questions: kind, words, answers."""
    posted = {
        "key": "my-class", "kind": "feedback", "title_en": "My class", "intro_en": "",
        "items-TOTAL_FORMS": len(items), "items-INITIAL_FORMS": 0, "items-MIN_NUM_FORMS": 1,
        "items-MAX_NUM_FORMS": 1000,
    }  # fmt: skip
    for at, (kind, text, choices) in enumerate(items):
        posted |= {
            f"items-{at}-kind": kind, f"items-{at}-text_en": text, f"items-{at}-choices_en": choices,
            f"items-{at}-ORDER": at + 1, f"items-{at}-DELETE": "", f"items-{at}-id": "",
        }  # fmt: skip
    return {**posted, **values}


def edited(survey: Survey, **values: object) -> dict[str, object]:
    """What the editor posts for a saved survey."""
    rows = list(survey.items.order_by("position"))
    posted = form(*[(row.kind, row.text_en, row.choices_en or "") for row in rows], key=survey.key, kind=survey.kind)
    posted |= {f"items-{at}-id": row.pk for at, row in enumerate(rows)}
    posted |= {f"items-{at}-shows_numbers": "on" for at, row in enumerate(rows) if row.shows_numbers}
    return {**posted, "items-INITIAL_FORMS": len(rows), "intro_en": survey.intro_en, **values}


def test_saving_a_new_survey_lets_it_be_asked(desk):
    response = desk.post(reverse(f"{NAME}:add"), form(("agreement", STATEMENT, ""), ("choice", "What?", "A\nB")))
    assert response.status_code == 302, response.context["form"].errors
    survey = Survey.objects.get()
    assert survey.published_at is not None
    assert [item.choices_en for item in survey.items.all()] == ["", "A\nB"]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (("choice", "What?", "Only one"), "needs at least two answers"),
        (("choice", "What?", "A\nA"), "read the same"),
        (("agreement", "", ""), "needs words in English"),
    ],
)
def test_a_faulty_survey_is_not_saved_and_the_editor_says_why(desk, item, told):
    response = desk.post(reverse(f"{NAME}:add"), form(item))
    assert response.status_code == 200
    assert told in response.content.decode()
    assert not Survey.objects.exists()


def test_before_answers_come_everything_may_change(desk, survey):
    posted = edited(survey, **{"items-0-text_en": "I know my wage."})
    response = desk.post(reverse(f"{NAME}:edit", args=[survey.pk]), posted)
    assert response.status_code == 302, response.context["form"].errors
    assert survey.items.get(position=0).text_en == "I know my wage."


@pytest.mark.parametrize(
    "change",
    [
        {"items-0-text_en": "I know my wage."},
        {"items-2-choices_en": "Time\nNothing\nWords"},
        {"items-0-DELETE": "on"},
        {"items-0-kind": "yes_no"},
        {"items-0-ORDER": 2, "items-1-ORDER": 1},
        {"kind": "employer"},
        {"key": "other"},
    ],
)
def test_once_answers_have_come_the_questions_are_frozen(desk, survey, change):
    send(survey, "5")
    before = keys(survey)
    response = desk.post(reverse(f"{NAME}:edit", args=[survey.pk]), edited(survey, **change))
    assert response.status_code == 200
    assert "People have answered this survey" in response.content.decode()
    assert keys(Survey.objects.get()) == before


def test_the_title_may_still_change(desk, survey):
    send(survey, "5")
    response = desk.post(reverse(f"{NAME}:edit", args=[survey.pk]), edited(survey, title_en="The class and I"))
    assert response.status_code == 302, response.context["form"].errors
    assert Survey.objects.get().title_en == "The class and I"


def test_a_copy_asks_the_same_under_keys_of_its_own(desk, survey):
    send(survey, "5")
    page = desk.get(reverse(f"{NAME}:copy", args=[survey.pk])).content.decode()
    assert 'value="my-class-2"' in page
    assert STATEMENT in page
    posted = edited(survey, key="my-class-2", **{f"items-{at}-id": "" for at in range(3)})
    response = desk.post(reverse(f"{NAME}:add"), posted)
    assert response.status_code == 302, response.context["form"].errors
    copy = Survey.objects.get(key="my-class-2")
    assert [item.text_en for item in copy.items.all()] == [item.text_en for item in survey.items.all()]
    assert not set(keys(copy)) & set(keys(survey))
    assert Survey.objects.get(key="my-class").items.count() == 3


def test_surveys_are_never_deleted(desk, survey):
    desk.post(reverse(f"{NAME}:delete", args=[survey.pk]))
    assert Survey.objects.filter(pk=survey.pk).exists()


@pytest.mark.parametrize("count", [1, 10])
def test_the_list_takes_a_flat_number_of_queries(desk, count, django_assert_max_num_queries):
    for number in range(count):
        make_survey(key=f"survey-{number}")
    desk.get(reverse(f"{NAME}:list"))
    with django_assert_max_num_queries(25):
        desk.get(reverse(f"{NAME}:list"))


def test_trainees_do_not_come_in(client, survey):
    client.force_login(UserFactory())
    assert client.get(reverse(f"{NAME}:edit", args=[survey.pk])).status_code == 302
