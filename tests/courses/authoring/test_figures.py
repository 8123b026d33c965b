"""What stands beside a lesson: its figures, and what its author should look at."""

from datetime import date

import pytest
from django.urls import reverse

from courses.authoring.figures import figures
from courses.authoring.remarks import Problem, Remark, of_blocks
from courses.authoring.wording import told
from courses.models import Fact, LessonPage
from tests import factories

TODAY = date(2026, 11, 21)
STEP = {"type": "step", "value": "One idea"}
TRY = {"type": "practice", "value": {}}


@pytest.mark.parametrize(
    ("blocks", "objective", "problems"),
    [
        ([STEP, TRY], "You can read it.", []),
        ([], "", [Problem.NO_OBJECTIVE, Problem.NO_SCREEN, Problem.NOTHING_TO_TRY]),
        ([STEP, {"type": "only", "value": {"content": [TRY]}}], "You can.", []),
        ([STEP, TRY, {"type": "figure", "value": {"name": "phone-call", "alt": " "}}], "You can.", [Problem.NO_ALT]),
        ([STEP, TRY, {"type": "picture", "value": {"image": {"image": 1, "decorative": True}}}], "You can.", []),
        ([STEP, TRY, {"type": "picture", "value": {"image": {"image": 1, "alt_text": ""}}}], "You can.",
         [Problem.NO_ALT]),
    ],
)  # fmt: skip
def test_blocks_tell_what_is_missing(blocks, objective, problems):
    assert [remark.problem for remark in of_blocks(blocks, objective=objective)] == problems


def _lesson(*blocks, **values) -> LessonPage:
    page = LessonPage.objects.child_of(factories.module("My rest", lessons=1)).get()
    page.objective = "You can rest."
    page.body = [("step", "Rest"), ("checklist", {"title": "Mine", "items": ["A day"]}), *blocks]
    for name, value in values.items():
        setattr(page, name, value)
    page.save()
    return LessonPage.objects.get(pk=page.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({}, None),
        ({"review_by": date(2026, 11, 20), "checked_on": date(2026, 11, 1)}, Problem.FACT_HIDDEN),
        ({"confidence": "L"}, Problem.FACT_HIDDEN),
        ({"status": "draft"}, Problem.FACT_HIDDEN),
        ({"source_type": "general"}, Problem.FACT_NO_SOURCE),
        (None, Problem.FACT_UNKNOWN),
    ],
)
def test_a_fact_that_some_readers_are_not_told_is_flagged_with_the_country(values, problem):
    factories.FactKeyFactory()
    factories.DestinationFactory()
    if values is not None:
        factories.FactFactory(**values)
    found = figures(_lesson(("fact", {"key": "rest_day", "scope": "destination"})), today=TODAY).remarks
    assert found == ((Remark(problem, about="Rest day", places=("Jordan",)),) if problem else ())


@pytest.mark.django_db
def test_a_fact_for_some_destinations_is_asked_of_these_alone():
    factories.FactFactory()
    for code, name in (("QA", "Qatar"), ("SG", "Singapore")):
        factories.DestinationFactory(code=code, name=name)
    only = {"destinations": ["JO", "SG"], "origins": [], "audiences": [],
            "content": [("fact", {"key": "rest_day", "scope": "destination"})]}  # fmt: skip
    [remark] = figures(_lesson(("only", only)), today=TODAY).remarks
    assert remark == Remark(Problem.FACT_UNKNOWN, about="Rest day", places=("Singapore",))


@pytest.mark.django_db
def test_figures_count_words_minutes_and_weight():
    found = figures(_lesson(("text", f"<p>{'word ' * 700}</p>"), minutes=5), today=TODAY)
    assert (found.reading.words > 700, found.reading.minutes, found.planned) == (True, 6, 5)
    assert Remark(Problem.TOO_LONG, count=6) in found.remarks
    assert 1_000 < found.weight < 10_000
    assert found.weight < found.first < 40_000


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
def test_figures_cost_the_same_for_any_number_of_facts(count, django_assert_num_queries):
    for number in range(count):
        factories.FactFactory(key=factories.FactKeyFactory(code=f"key-{number}"))
    blocks = [("fact", {"key": f"key-{number}", "scope": "destination"}) for number in range(count)]
    page = _lesson(*blocks)
    figures(page, today=TODAY)
    with django_assert_num_queries(5):
        figures(page, today=TODAY)


def test_a_remark_names_four_countries_and_counts_the_rest():
    remark = Remark(Problem.FACT_UNKNOWN, about="Rest day", places=tuple("ABCDEF"))
    assert told(remark) == "“Rest day” is not known for A, B, C, D and 2 more."


@pytest.mark.parametrize("problem", list(Problem))
def test_every_problem_has_words(problem):
    assert told(Remark(problem, about="Rest day", places=("Jordan",), count=2))


def test_the_panel_tells_the_figures_of_the_last_draft(author):
    lesson = LessonPage.objects.first()
    lesson.body = [("step", "✎ Write here")]
    lesson.save_revision()
    page = author.get(reverse("authoring:figures", args=[lesson.pk])).content.decode()
    assert "1 hint of the template is still there" in page
    assert "of 40 KB" in page


def test_figures_are_for_who_may_edit(client, library):
    lesson = LessonPage.objects.first()
    client.force_login(factories.staff("instructor", username="i@baon.example", email="i@baon.example"))
    assert client.get(reverse("authoring:figures", args=[lesson.pk])).status_code in {302, 403}


@pytest.mark.parametrize("count", [1, 40])
def test_the_editor_costs_the_same_for_any_length_of_lesson(author, count, django_assert_max_num_queries):
    factories.FactFactory()
    lesson = LessonPage.objects.first()
    lesson.body = [("step", "One"), *[("fact", {"key": "rest_day", "scope": "destination"})] * count]
    lesson.save_revision()
    url = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    author.get(url)
    with django_assert_max_num_queries(110):
        assert author.get(url).status_code == 200
    assert Fact.objects.count() == 1
