"""Who is stuck, by named rules."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from learning.stuck import QUIET_DAYS, Doings, Rule, Sticking, Try, stuck

TODAY = date(2026, 11, 21)
CONTRACT, MONEY = uuid.UUID(int=1), uuid.UUID(int=2)
BUSY = Doings(last=TODAY, left=True)
FAILED = Try(CONTRACT, passed=False)


def test_who_works_on_is_not_stuck():
    assert stuck(BUSY, today=TODAY) == ()


@pytest.mark.parametrize(("days", "is_quiet"), [(0, False), (6, False), (7, True), (60, True)])
def test_a_week_without_anything_new_is_quiet_and_no_day_is_told(days, is_quiet):
    found = stuck(replace(BUSY, last=TODAY - timedelta(days=days)), today=TODAY)
    assert found == ((Sticking(Rule.QUIET, QUIET_DAYS),) if is_quiet else ())


def test_who_has_nothing_left_is_never_stuck():
    done = Doings(last=date(2020, 1, 1), left=False, tries=(FAILED, FAILED))
    assert stuck(done, today=TODAY) == ()


def test_one_failed_try_is_no_matter_and_two_are():
    assert stuck(replace(BUSY, tries=(FAILED,)), today=TODAY) == ()
    assert stuck(replace(BUSY, tries=(FAILED, FAILED)), today=TODAY) == (Sticking(Rule.TRIED_TWICE, 2, CONTRACT),)


def test_tries_at_two_quizzes_are_not_two_tries():
    assert stuck(replace(BUSY, tries=(FAILED, Try(MONEY, passed=False))), today=TODAY) == ()


def test_what_everyone_must_know_counts_as_it_stands_after_the_last_try():
    first, second = Try(CONTRACT, passed=False, missed=3), Try(CONTRACT, passed=False, missed=1)
    assert stuck(replace(BUSY, tries=(first, second)), today=TODAY) == (
        Sticking(Rule.MUST_KNOW, 1, CONTRACT), Sticking(Rule.TRIED_TWICE, 2, CONTRACT),
    )  # fmt: skip
    assert stuck(replace(BUSY, tries=(first, FAILED)), today=TODAY) == (Sticking(Rule.TRIED_TWICE, 2, CONTRACT),)


@pytest.mark.parametrize("way", ["passed by a try", "passed otherwise"])
def test_what_was_passed_is_forgotten(way):
    passed = Try(CONTRACT, passed=True)
    tries = (FAILED, FAILED, passed) if way == "passed by a try" else (FAILED, FAILED)
    where = frozenset() if way == "passed by a try" else frozenset({CONTRACT})
    assert stuck(replace(BUSY, tries=tries, passed=where), today=TODAY) == ()


tries = some.lists(some.builds(Try, some.sampled_from([CONTRACT, MONEY]), some.booleans(), some.integers(0, 4)))


@given(tries, some.integers(0, 100))
def test_passing_never_makes_anybody_stuck(made, quiet):
    before = Doings(last=TODAY - timedelta(days=quiet), left=True, tries=tuple(made))
    after = replace(before, passed=frozenset({CONTRACT}))
    assert set(stuck(after, today=TODAY)) <= set(stuck(before, today=TODAY))


@given(tries, some.integers(0, 100))
def test_every_rule_is_said_once_a_place(made, quiet):
    found = stuck(Doings(last=TODAY - timedelta(days=quiet), left=True, tries=tuple(made)), today=TODAY)
    assert len({(each.rule, each.place) for each in found}) == len(found)
