"""Whether an achievement earns a certificate."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.rules import Achievement, Decision, Reason, Rule, decide

RULE = Rule(final_pass_mark=70, attendance=90)
DONE = Achievement(
    modules_total=2,
    final_score=Decimal(70),
    final_passed=True,
    meets_in_room=True,
    minutes_attended=90,
    minutes_scheduled=100,
)
A3, A8 = UUID(int=3), UUID(int=8)


def test_everything_done_is_granted_at_the_marks():
    assert decide(RULE, DONE) == Decision(True)


@pytest.mark.parametrize(
    ("lacking", "decision"),
    [
        ({"modules_missing": (A3, A8)}, Decision(False, Reason.MODULES_MISSING, (A3, A8))),
        ({"overlay_done": False}, Decision(False, Reason.OVERLAY_MISSING)),
        ({"final_score": None}, Decision(False, Reason.FINAL_MISSING)),
        ({"final_score": Decimal("69.999")}, Decision(False, Reason.FINAL_SCORE_TOO_LOW)),
        ({"final_passed": False}, Decision(False, Reason.FINAL_NOT_PASSED)),
        ({"minutes_attended": 89}, Decision(False, Reason.ATTENDANCE_TOO_LOW)),
        ({"minutes_attended": 0, "minutes_scheduled": 0}, Decision(False, Reason.ATTENDANCE_TOO_LOW)),
    ],
)
def test_what_lacks_is_the_reason(lacking, decision):
    assert decide(RULE, replace(DONE, **lacking)) == decision


def test_the_first_thing_to_do_is_named_first():
    nothing = Achievement(modules_total=2, modules_missing=(A3,), overlay_done=False, meets_in_room=True)
    assert decide(RULE, nothing).reason == "modules_missing"


def test_minutes_do_not_count_where_nobody_meets():
    assert decide(RULE, replace(DONE, meets_in_room=False, minutes_attended=0)) == Decision(True)


def test_a_course_without_a_final_test_asks_for_none():
    assert decide(RULE, replace(DONE, has_final=False, final_score=None, final_passed=False)) == Decision(True)


WITHOUT_FINAL = {"has_final": False, "final_score": None, "final_passed": False, "modules_total": 2}


@pytest.mark.parametrize(
    ("besides", "granted"),
    [
        ({"modules_exempt": (A3,)}, True),
        ({"modules_exempt": (A3, A8)}, False),
        ({"modules_exempt": (A3,), "modules_recognised": (A8,)}, True),
        ({"modules_recognised": (A3, A8)}, True),
        ({"modules_exempt": (A3, A8), "has_final": True, "final_score": Decimal(90), "final_passed": True}, True),
        ({"modules_exempt": (A3, A8), "has_final": True}, False),
    ],
)
def test_nothing_but_exemptions_earns_no_certificate(besides, granted):
    assert decide(RULE, replace(DONE, **{**WITHOUT_FINAL, **besides})).granted is granted


def test_who_is_exempt_from_everything_is_told_so():
    only = replace(DONE, **{**WITHOUT_FINAL, "modules_exempt": (A3, A8)})
    assert decide(RULE, only) == Decision(False, Reason.ONLY_EXEMPT)


def test_modules_done_are_those_not_missing():
    assert replace(DONE, modules_missing=(A3,)).modules_done == 1


achievements = st.builds(
    Achievement,
    modules_total=st.just(5),
    modules_missing=st.lists(st.uuids(), max_size=2).map(tuple),
    overlay_done=st.booleans(),
    has_final=st.booleans(),
    final_score=st.none() | st.decimals(0, 100, places=1),
    final_passed=st.booleans(),
    meets_in_room=st.booleans(),
    minutes_attended=st.integers(0, 600),
    minutes_scheduled=st.integers(0, 600),
)
marks = st.builds(Rule, final_pass_mark=st.integers(0, 100), attendance=st.integers(0, 100))


@given(marks, achievements)
def test_a_refusal_always_has_a_reason_and_a_grant_never(rule, achievement):
    decision = decide(rule, achievement)
    assert decision.granted is (decision.reason is None)


@given(marks, achievements, st.integers(0, 100), st.integers(0, 200))
def test_doing_more_never_loses_a_certificate(rule, achievement, points, minutes):
    more = replace(
        achievement,
        modules_missing=achievement.modules_missing[1:],
        overlay_done=True,
        final_score=None if achievement.final_score is None else achievement.final_score + points,
        minutes_attended=achievement.minutes_attended + minutes,
    )
    assert decide(rule, more).granted or not decide(rule, achievement).granted


@given(marks, achievements)
def test_a_stricter_rule_never_grants_more(rule, achievement):
    stricter = Rule(rule.final_pass_mark + 1, rule.attendance + 1)
    assert decide(rule, achievement).granted or not decide(stricter, achievement).granted
