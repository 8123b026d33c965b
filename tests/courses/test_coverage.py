"""The matrix of topics and courses: what is counted, and what counts as whole."""

import uuid
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from courses.coverage import Cell, Cover, Lesson, lacking, matrix
from courses.dependents import Reference

A, B = uuid.uuid4(), uuid.uuid4()
LESSON = Lesson(uuid.uuid4(), A, "My contract", 5, frozenset({"contracts", "money"}), frozenset({"en", "ar"}))


def test_a_lesson_counts_for_each_of_its_topics_in_its_course_and_once_in_all():
    rows = matrix([LESSON, replace(LESSON, course=B)], topics=["contracts", "hiv"], courses=[A, B], wanted=("en",))
    contracts, hiv = rows
    assert [len(cell.lessons) for cell in contracts.cells] == [1, 1]
    assert (len(contracts.total.lessons), contracts.total.minutes) == (1, 5)
    assert [cell.cover for cell in (*hiv.cells, hiv.total)] == [Cover.HOLE] * 3


def test_a_cell_is_whole_when_every_language_and_every_fact_is_there():
    assert Cell((LESSON,), ("en", "ar")).cover is Cover.WHOLE
    partly = Cell((LESSON, replace(LESSON, languages=frozenset({"en"}))), ("en", "ar"))
    assert (partly.cover, partly.incomplete, partly.complete) == (Cover.PARTLY, (("ar", 1),), ("en",))
    unknown = Cell((replace(LESSON, lacking=frozenset({"rest_day"})),), ("en",))
    assert (unknown.cover, unknown.lacking) == (Cover.PARTLY, ("rest_day",))


def test_a_lesson_lacks_the_facts_it_shows_there_that_are_not_current():
    shown = [
        Reference("rest_day", "fact", "destination"),
        Reference("wage_rule", "fact", "destination"),
        Reference("overtime", "fact", "destination", destinations=frozenset({"QA"})),
        Reference("origin_fee_rule", "fact", "origin"),
        Reference("home_hotline", "contacts"),
        Reference("hotline", "contacts"),
    ]
    found = lacking(shown, destination="JO", current=frozenset({"wage_rule"}), of_origin=frozenset({"home_hotline"}))
    assert found == {"rest_day", "hotline"}


@given(st.lists(st.sets(st.sampled_from(["en", "ar", "fil"])), max_size=5))
def test_each_language_is_complete_or_missing_some(spoken):
    lessons = tuple(replace(LESSON, languages=frozenset(codes)) for codes in spoken)
    cell = Cell(lessons, ("en", "ar", "fil"))
    assert sorted([*cell.complete, *(code for code, _n in cell.incomplete)]) == ["ar", "en", "fil"]
