"""What comes next."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.outline import ELECTIVE
from learning.completion import CourseProgress, Deeds, Lack, Reason, State, progress
from learning.steps import Step, StepKind, next_step
from tests.learning.outlining import L1, L2, L3, LESSONS, M1, M2, C, course, deeds, module, outlines


@pytest.mark.parametrize(
    ("read", "passed", "bookmark", "step"),
    [
        (set(), set(), None, Step(StepKind.LESSON, M1, L1)),
        ({L1}, set(), None, Step(StepKind.LESSON, M1, L2)),
        ({L1}, set(), L3, Step(StepKind.LESSON, M2, L3)),
        ({L1}, set(), L1, Step(StepKind.LESSON, M1, L2)),
        ({L1, L2}, set(), None, Step(StepKind.QUIZ, M1)),
        ({L1, L2}, {M1}, None, Step(StepKind.LESSON, M2, L3)),
        ({L1, L2, L3}, {M1}, None, Step(StepKind.FINAL)),
        ({L1, L2, L3}, {M1, C}, None, Step(StepKind.FINISHED)),
    ],
)
def test_she_goes_on_where_she_was_else_with_the_first_thing_left(read, passed, bookmark, step):
    outline = course(module(M1, L1, L2, quiz="a3"), module(M2, L3), final="final")
    found = progress(outline, Deeds(frozenset(read), frozenset(passed)), destination="")
    assert next_step(found, bookmark=bookmark) == step


@pytest.mark.parametrize(
    ("read", "bookmark", "step"),
    [
        (set(), None, Step(StepKind.LESSON, M2, L2)),
        (set(), L1, Step(StepKind.LESSON, M2, L2)),
        ({L2}, None, Step(StepKind.LESSON, M1, L1)),
    ],
)
@pytest.mark.parametrize("kind", ["required", ELECTIVE])
def test_no_step_leads_into_a_module_before_the_one_it_follows(read, bookmark, step, kind):
    outline = course(module(M1, L1, after=[M2]), module(M2, L2, kind=kind))
    assert next_step(progress(outline, Deeds(frozenset(read)), destination=""), bookmark=bookmark) == step


@pytest.mark.parametrize("first", [M2, uuid.UUID(int=77)])
def test_a_module_that_is_empty_or_not_in_the_course_is_waited_for_by_nobody(first):
    outline = course(module(M1, L1, after=[first]), module(M2))
    assert next_step(progress(outline, Deeds(), destination="")) == Step(StepKind.LESSON, M1, L1)


def test_modules_that_follow_each_other_keep_nobody_waiting():
    ring = course(module(M1, L1, after=[M2]), module(M2, L2, after=[M1]))
    assert next_step(progress(ring, Deeds(), destination="")) == Step(StepKind.LESSON, M2, L2)
    assert next_step(progress(ring, Deeds(frozenset({L2})), destination="")) == Step(StepKind.LESSON, M1, L1)


bookmarks = st.none() | st.sampled_from(LESSONS)


@given(outline=outlines(), known=deeds, bookmark=bookmarks)
def test_the_module_of_a_step_follows_nothing_that_is_left_unless_they_follow_each_other(outline, known, bookmark):
    found = progress(outline, known, destination="JO")
    step = next_step(found, bookmark=bookmark)
    if step.module:
        left = {each.key for each in found.modules if each.asks} & set(found.module(step.module).after)
        assert all(step.module in followed(found, key) for key in left)


@given(outline=outlines(), known=deeds, bookmark=bookmarks)
def test_without_what_comes_first_the_order_of_the_course_decides(outline, known, bookmark):
    free = replace(outline, modules=tuple(replace(each, after=()) for each in outline.modules))
    found = progress(free, known, destination="JO")
    step = next_step(found, bookmark=bookmark)
    if step.module and step.lesson != bookmark:
        assert step.module == next(each.key for each in found.modules if each.required and each.asks)


def followed(found: CourseProgress, key: uuid.UUID) -> set[uuid.UUID]:
    """Every module of the course that must come before this one, near or far."""
    seen, waiting = set(), [key]
    while waiting:
        part = found.module(waiting.pop())
        fresh = set(part.after) - seen if part else set()
        seen |= fresh
        waiting += fresh
    return seen


@given(outline=outlines(), known=deeds)
def test_there_is_always_a_next_step_until_all_is_finished(outline, known):
    found = progress(outline, known, destination="JO")
    step = next_step(found)
    nothing_there = Reason(Lack.NOTHING_TO_DO_YET) in found.reasons
    assert (step.kind is StepKind.FINISHED) == (found.state is State.DONE or nothing_there)


ASKED = frozenset({("a5", "negotiation"), ("a5", "daily plan"), ("final", "call")})


@pytest.mark.parametrize(
    ("read", "passed", "step"),
    [
        ({L1}, {M1}, Step(StepKind.LESSON, M2, L2)),
        ({L1, L2}, {M1}, Step(StepKind.FINAL)),
        ({L1, L2}, {M1, C}, Step(StepKind.PRACTICE, M1)),
    ],
)
def test_practice_comes_last_and_keeps_nobody_from_reading_on(read, passed, step):
    outline = course(module(M1, L1, quiz="a5"), module(M2, L2, after=[M1]), final="final")
    known = Deeds(read=frozenset(read), passed=frozenset(passed), asked=ASKED)
    assert next_step(progress(outline, known, destination="")) == step


def test_practice_for_the_final_test_is_the_last_step():
    known = Deeds(read=frozenset({L1}), passed=frozenset({C}), asked=ASKED)
    assert next_step(progress(course(module(M1, L1), final="final"), known, destination="")) == Step(StepKind.PRACTICE)
