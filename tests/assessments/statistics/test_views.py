from __future__ import annotations

import csv
import io

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from openpyxl import load_workbook

from assessments import actions
from assessments.models import Question, QuizPart
from assessments.statistics import queries
from assessments.statistics.counting import TASK, count_items
from assessments.statistics.queries import Narrowed
from tests.assessments.conftest import published
from tests.assessments.statistics.conftest import key, sit
from tests.factories import QuizFactory, TopicFactory, UserFactory
from work.models import OutboxItem

pytestmark = pytest.mark.django_db

TABLE = "/admin/items/"


def page(client, **asked: object) -> list[list[str]]:
    """The rows of the screen as it prints them."""
    return [[cell.text for cell in line.cells] for line in client.get(TABLE, asked).context["page"]]


# Of 40, 30 know the first; 20 know the second, and 20 are not sure. Of the first's 30, 20 know the second: the phi of
# ((20, 10), (0, 10)) is (20·10 − 10·0) ÷ √(30·10·20·20) = 0.577. The best 10.8 for the first are of the 20 who know the
# second: all are right; the last are of the other 20: half are. For the second the best are of the 30: 2 in 3 are
# right; the last are the 10, of whom none is right, and 0.8 of the 30: 0.8 · ⅔ ÷ 10.8 = 0.049.
FIRST = ["first", "When do you get your contract?", "Contracts", "", "40", "75", "0.58", "0.5", "75", "0", ""]
SECOND = ["second", "What is a wage?", "Contracts", "yes", "40", "50", "0.58", "0.62", "50", "50"]


def test_the_table_shows_every_question_that_was_asked(desk, crowd):
    rows = page(desk)
    assert [row[:10] for row in rows] == [FIRST[:10], SECOND]
    assert [row[10] for row in rows] == ["An answer that hardly anybody chooses"] * 2


def test_files_hold_what_the_screen_shows(desk, crowd):
    shown = page(desk, sort="-key")
    asked = {"sort": "-key", "topic": TopicFactory().pk}
    text = b"".join(desk.get(f"{TABLE}export.csv", asked).streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[:4] == [["How questions fare"], ["Topic", "Contracts"], ["Data of", "Nov 21, 2026, 9:30\u202fAM"], []]
    assert rows[5:7] == shown
    assert ["Not sure (%)", "“I'm not sure”, or left open."] in rows
    book = load_workbook(io.BytesIO(b"".join(desk.get(f"{TABLE}export.xlsx", asked).streaming_content)))
    cells = [["" if value is None else str(value) for value in row] for row in book.active.iter_rows(values_only=True)]
    assert [row[: len(shown[0])] for row in cells[5:7]] == shown
    assert desk.get(f"{TABLE}export.pdf").status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["first", "second"]),
        ({"words": "WAGE"}, ["second"]),
        ({"words": "first"}, ["first"]),
        ({"words": "nothing such"}, []),
        ({"flag": "dead_distractor"}, ["first", "second"]),
        ({"flag": "too_hard"}, []),
        ({"flag": "no such flag", "topic": "x", "quiz": "y"}, ["first", "second"]),
        ({"sort": "-key"}, ["second", "first"]),
        ({"sort": "facility"}, ["second", "first"]),
        ({"sort": "-facility"}, ["first", "second"]),
        ({"sort": "must_know"}, ["second", "first"]),
        ({"sort": "no such column"}, ["first", "second"]),
    ],
)
def test_the_table_is_searched_filtered_and_sorted(desk, crowd, asked, found):
    assert [row[0] for row in page(desk, **asked)] == found


@pytest.mark.parametrize("column", range(11))
def test_every_heading_sorts_one_way_and_then_the_other(desk, crowd, column):
    heading = desk.get(TABLE).context["headings"][column]
    once = desk.get(f"{TABLE}?{heading['query']}")
    assert once.context["headings"][column]["order"] == "ascending"
    twice = desk.get(f"{TABLE}?{once.context['headings'][column]['query']}")
    assert twice.context["headings"][column]["order"] == "descending"


def test_questions_are_narrowed_to_topic_and_quiz(crowd, now):
    other = published(key="other", topic="money")
    quiz = QuizFactory(key="money")
    QuizPart.objects.create(quiz=quiz, topic=TopicFactory(code="money"), count=1)
    sit(quiz, {other: key(other, 0)}, at=9)
    count_items(now=now)
    money = TopicFactory(code="money")
    assert [one.question.key for one in queries.items(Narrowed(topic=money.pk))] == ["other"]
    assert [one.question.key for one in queries.items(Narrowed(quiz=quiz.pk))] == ["other"]
    assert [one.question.key for one in queries.items(Narrowed(quiz=crowd.pk))] == ["first", "second"]


def test_a_question_tells_who_chooses_what(desk, crowd, first):
    response = desk.get(f"{TABLE}{first.question_id}/")
    answers = response.context["together"].answers
    assert [(answer.text, answer.told.correct, answer.told.chosen) for answer in answers] == [
        ("Before", True, 75), ("After", False, 25), ("Never", False, 0),
    ]  # fmt: skip
    html = response.content.decode()
    assert "Put a mistake in its place that people really make" in html
    assert '<q dir="auto" lang="en">Never</q>' in html


def test_figures_from_few_people_are_kept_back(desk, pair, first, second, now):
    """One person who tries forty times is one person."""
    person = UserFactory()
    for _number in range(40):
        sit(pair, {first: key(first, 0), second: key(second, 0)}, person=person)
    count_items(now=now)
    hidden = ["hidden"] * 6
    assert [row[4:] for row in page(desk)] == [[*hidden, "Too few answers to judge"]] * 2
    item = queries.item(first.question)
    assert (item.options, item.facility, item.unsure) == ((), None, None)
    assert (
        "40" not in desk.get(f"{TABLE}{first.question_id}/").content.decode().split("<main")[1].split("fares-quiet")[0]
    )


def test_few_answers_of_many_are_kept_back_and_guarded(pair, first, second, now):
    """Of 60 three chose the second answer and none the third: that three are few could be worked out."""
    for number in range(60):
        sit(pair, {first: key(first, 1 if number < 3 else 0), second: key(second, 0 if number < 2 else 1)})
    count_items(now=now)
    told = queries.item(first.question)
    assert [option.chosen for option in told.options] == [95, None, None]
    assert told.facility == 95
    few_right = queries.item(second.question)
    assert (few_right.facility, few_right.mastered) == (None, None)
    assert [option.chosen for option in few_right.options] == [None, 96, None]


def test_an_item_never_asked_says_so(desk):
    question = published().question
    assert "It was not asked in a submitted attempt yet" in desk.get(f"{TABLE}{question.pk}/").content.decode()
    assert "Nothing has been counted yet." in desk.get(TABLE).content.decode()


def test_versions_stand_apart_below_all_together(desk, crowd, first, now):
    question = Question.objects.get(key="first")
    question.stem = "Reworded?"
    question.save()
    newer = actions.publish_question(question, now=now)
    sit(crowd, {newer: key(newer, 0)})
    count_items(now=now)
    response = desk.get(f"{TABLE}{question.pk}/")
    html = response.content.decode()
    assert "2 versions together, with the answers of the newest." in html
    # All 41 less the 40 of the first version would tell of the one who met the second.
    assert [version.item.withheld for version in response.context["versions"]] == [True, True]
    assert html.index("Version 2") < html.index("Version 1")


def test_count_anew_promises_a_count_and_the_page_asks_again(desk, crowd):
    assert desk.post(f"{TABLE}count/").status_code == 302
    assert OutboxItem.objects.get().task == TASK
    waiting = desk.get(TABLE)
    assert waiting.headers["Refresh"] == "3"
    assert "Being counted." in waiting.content.decode()
    assert desk.get(f"{TABLE}count/").status_code == 405


def test_the_panel_stands_beside_the_editor(desk, crowd, first):
    edit = reverse("wagtailsnippets_assessments_question:edit", args=[first.question_id])
    html = desk.get(edit).content.decode()
    assert f'href="/admin/items/{first.question_id}/"' in html
    assert "An answer that hardly anybody chooses" in html
    assert desk.get(reverse("wagtailsnippets_assessments_question:add")).status_code == 200


def test_the_menu_leads_there(desk, crowd):
    assert "/admin/items/" in desk.get("/admin/").content.decode()


@pytest.mark.parametrize("address", [TABLE, f"{TABLE}export.csv", f"{TABLE}count/"])
def test_only_who_may_edit_questions_comes_in(client, address):
    clerk = UserFactory(username="clerk@example.org", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(clerk)
    assert client.get(address).status_code in {302, 403}
    clerk.user_permissions.add(Permission.objects.get(codename="change_question"))
    client.force_login(type(clerk).objects.get(pk=clerk.pk))
    assert client.get(address).status_code in {200, 405}


def test_a_trainee_stays_outside(client):
    client.force_login(UserFactory())
    assert client.get(TABLE).status_code == 302


@pytest.mark.parametrize("count", [1, 12])
def test_the_table_takes_a_flat_number_of_queries(desk, count, now, django_assert_max_num_queries):
    quiz = QuizFactory()
    QuizPart.objects.create(quiz=quiz, topic=TopicFactory(), count=count)
    versions = [published(key=f"q-{number}") for number in range(count)]
    sit(quiz, {version: key(version, 0) for version in versions}, at=9)
    count_items(now=now)
    desk.get(TABLE)
    with django_assert_max_num_queries(20):
        desk.get(TABLE)
