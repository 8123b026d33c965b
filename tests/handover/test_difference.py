"""Ours beside theirs: what is new, what only they changed, and what must not be overwritten in silence."""

import pytest

from handover.difference import Change, Verdict, base_of, changes, compare
from handover.records import Kind, Record

LESSON = {"slug": "a", "title": "One", "body": [{"id": "x", "type": "text", "value": "Here"}]}


def lesson(**fields):
    return Record(Kind.LESSON, "k/en", {**LESSON, **fields})


@pytest.mark.parametrize(
    ("ours", "base", "verdict"),
    [
        (None, "", Verdict.NEW),
        (None, base_of(lesson()), Verdict.CONFLICT),
        (LESSON | {"title": "Two"}, "", Verdict.SAME),
        (LESSON | {"title": "Two", "slug": "other"}, "", Verdict.SAME),
        (LESSON, base_of(lesson()), Verdict.CHANGED),
        (LESSON, "", Verdict.CONFLICT),
        (LESSON | {"title": "Mine"}, base_of(lesson()), Verdict.CONFLICT),
    ],
)
def test_verdicts(ours, base, verdict):
    assert compare(lesson(title="Two"), ours, base=base) is verdict


@pytest.mark.parametrize("base", ["", "the very same"])
def test_a_fact_that_was_checked_later_here_is_never_just_changed(base):
    ours = {"checked_on": "2026-11-02", "value": {"en": "Friday"}}
    theirs = Record(Kind.FACT, "rest_day/JO/-", {"checked_on": "2026-11-01", "value": {"en": "Saturday"}})
    kept = base and base_of(Record(Kind.FACT, "rest_day/JO/-", ours))
    assert compare(theirs, ours, base=kept) is Verdict.CHECKED_LATER_HERE


def test_lessons_that_we_added_to_a_module_do_not_make_it_differ():
    module = Record(Kind.MODULE, "k/en", {"title": "A", "lessons": ["one", "two"]})
    assert compare(module, {"title": "A", "lessons": ["one", "ours", "two"]}, base="") is Verdict.SAME
    assert compare(module, {"title": "A", "lessons": ["two", "one"]}, base="") is Verdict.CONFLICT


def test_a_change_is_told_field_by_field_and_block_by_block():
    theirs = lesson(
        title="Two",
        body=[{"id": "y", "type": "step", "value": "New"}, {"id": "x", "type": "text", "value": "There"}],
    )
    assert changes(theirs, LESSON) == (
        Change("title", "One", "Two"),
        Change("body › text", "Here", "There"),
        Change("body › step", "", "New"),
    )


def test_answers_are_known_by_their_keys():
    ours = {"options": [{"key": "1", "text": {"en": "Yes"}}, {"key": "2", "text": {"en": "No"}}]}
    told = {"options": [{"key": "1", "text": {"en": "Yes"}}, {"key": "2", "text": {"en": "Never"}}]}
    theirs = Record(Kind.QUESTION, "q", told)
    assert changes(theirs, ours) == (Change("options › text › en", "No", "Never"),)
