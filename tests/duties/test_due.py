"""When training is due: by hand for the rules, by property for every day of the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duties.due import (
    LATE,
    SOON,
    STEPS,
    SUPERVISOR,
    Basis,
    Completion,
    Facts,
    Rule,
    Standing,
    Status,
    Why,
    counts,
    due,
    months_after,
    owed,
    refreshed,
    runs_out,
    standing,
)

TODAY = date(2027, 3, 1)
BEFORE_POSTING = Rule(Basis.POSTING, days=14)
COURSE_D = Rule(Basis.POSTING, days=14, months=24, again_at_post=True)
AMMAN = Facts(posting_starts=date(2027, 6, 1), country="JO")

days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
maybe = st.none() | days
rules = st.builds(
    Rule,
    basis=st.sampled_from(Basis),
    days=st.integers(0, 730),
    on=days,
    active_from=maybe,
    months=st.integers(0, 120),
    again_at_post=st.booleans(),
    again_for_edition=st.booleans(),
)
countries = st.sampled_from(["", "JO", "QA"])
facts = st.builds(
    Facts,
    hired_on=maybe,
    posting_starts=maybe,
    post_before=maybe,
    country=countries,
    editions_on=st.lists(days, max_size=3).map(tuple),
)
completions = st.lists(st.builds(Completion, days, countries), max_size=4)


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        (Rule(Basis.POSTING, days=14), date(2027, 5, 18)),
        (Rule(Basis.HIRE, days=30), date(2027, 3, 1)),
        (Rule(Basis.FIXED, on=date(2027, 12, 31)), date(2027, 12, 31)),
        (Rule(Basis.POSTING, days=14, active_from=date(2027, 5, 30)), date(2027, 5, 30)),
    ],
)
def test_the_last_day(rule, day):
    assert due(rule, replace(AMMAN, hired_on=date(2027, 1, 30))) == day


def test_a_posting_on_the_first_of_march_is_due_in_february_of_a_leap_year():
    assert due(Rule(Basis.POSTING, days=1), Facts(posting_starts=date(2028, 3, 1))) == date(2028, 2, 29)


@pytest.mark.parametrize("basis", [Basis.POSTING, Basis.HIRE])
def test_what_counts_from_a_day_nobody_knows_has_no_last_day(basis):
    assert due(Rule(basis, days=14), Facts()) is None
    assert standing(Rule(basis), Facts(), [], today=TODAY).status is Status.NOT_YET


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (date(2027, 3, 18), Status.NOT_YET),
        (date(2027, 3, 19), Status.DUE_SOON),
        (date(2027, 5, 18), Status.DUE_SOON),
        (date(2027, 5, 19), Status.OVERDUE),
    ],
)
def test_the_last_day_itself_is_not_late(today, status):
    assert standing(BEFORE_POSTING, AMMAN, [], today=today) == Standing(status, date(2027, 5, 18), Why.POSTING)


def test_done_is_done_for_ever_where_nothing_renews_it():
    done = standing(BEFORE_POSTING, AMMAN, [Completion(date(2001, 1, 1))], today=TODAY)
    assert done == Standing(Status.DONE, done_on=date(2001, 1, 1), first_on=date(2001, 1, 1))


ENDS = date(2029, 2, 28)
AT_ITS_END = Standing(Status.DUE_SOON, ENDS, Why.MONTHS, date(2027, 2, 28), ENDS)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2028, 12, 29), Standing(Status.DONE, None, None, date(2027, 2, 28), ENDS)),
        (date(2028, 12, 30), AT_ITS_END),
        (date(2029, 2, 28), AT_ITS_END),
        (date(2029, 3, 1), Standing(Status.EXPIRED, ENDS, Why.MONTHS, date(2027, 2, 28), ENDS)),
    ],
)  # fmt: skip
def test_after_24_months_it_runs_out(today, expected):
    found = standing(COURSE_D, AMMAN, [Completion(date(2027, 2, 28), "JO")], today=today)
    assert found == replace(expected, first_on=date(2027, 2, 28))


def test_done_twice_is_renewed():
    twice = [Completion(date(2025, 2, 1), "JO"), Completion(date(2027, 1, 20), "JO")]
    assert standing(COURSE_D, AMMAN, twice, today=TODAY).status is Status.RENEWED


def test_another_country_asks_again():
    stands = standing(COURSE_D, AMMAN, [Completion(date(2026, 1, 1), "QA")], today=TODAY)
    assert stands == Standing(Status.NOT_YET, date(2027, 5, 18), Why.CHANGE_OF_POST)


def test_what_is_about_no_country_is_good_for_one_post():
    moved = replace(AMMAN, post_before=date(2025, 1, 1))
    assert counts(COURSE_D, moved, Completion(date(2025, 1, 2)))
    assert not counts(COURSE_D, moved, Completion(date(2025, 1, 1)))
    assert counts(BEFORE_POSTING, moved, Completion(date(1999, 1, 1), "QA"))


def test_a_new_edition_leaves_ninety_days():
    rule = replace(BEFORE_POSTING, again_for_edition=True)
    facts = replace(AMMAN, editions_on=(date(2027, 2, 1),))
    assert runs_out(rule, facts, Completion(date(2026, 1, 1))) == (date(2027, 5, 2), Why.NEW_EDITION)
    assert runs_out(rule, facts, Completion(date(2027, 2, 1))) is None


def test_with_one_more_edition_nothing_that_ran_out_is_good_again():
    rule, facts = replace(BEFORE_POSTING, again_for_edition=True), replace(AMMAN, editions_on=(date(2026, 2, 1),))
    done = [Completion(date(2026, 1, 1))]
    before = standing(rule, facts, done, today=TODAY)
    one_more = replace(facts, editions_on=(date(2025, 1, 1), date(2026, 2, 1), date(2027, 2, 1)))
    assert (before.status, before.until) == (Status.EXPIRED, date(2026, 5, 2))
    assert standing(rule, one_more, done, today=TODAY) == before


def test_the_day_on_which_it_was_done_first_is_kept():
    done = [Completion(date(2024, 1, 1), "QA"), Completion(date(2026, 1, 1), "JO"), Completion(date(2027, 1, 1), "JO")]
    stands = standing(COURSE_D, AMMAN, done, today=TODAY)
    assert (stands.first_on, stands.done_on) == (date(2026, 1, 1), date(2027, 1, 1))
    assert standing(COURSE_D, AMMAN, done, today=TODAY, exempt=True).first_on == date(2026, 1, 1)


def test_who_is_exempt_has_nothing_to_do():
    assert standing(BEFORE_POSTING, AMMAN, [], today=date(2030, 1, 1), exempt=True) == Standing(Status.EXEMPT)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2027, 12, 31), 0, date(2027, 12, 31)),
    ],
)
def test_months_end_where_they_end(day, months, later):
    assert months_after(day, months) == later


FIRST = Completion(date(2025, 3, 1), "JO")


def test_passing_every_quiz_once_more_renews():
    passed = {"d1": [date(2025, 2, 1), date(2027, 1, 5)], "d2": [date(2025, 2, 2), date(2027, 1, 9)]}
    assert refreshed(passed, first=FIRST, rule=COURSE_D, facts=AMMAN) == (Completion(date(2027, 1, 9), "JO"),)


@pytest.mark.parametrize("again", [[], [date(2026, 1, 1)], [date(2025, 3, 1)]])
def test_one_quiz_too_few_or_too_early_renews_nothing(again):
    passed = {"d1": [date(2027, 1, 5)], "d2": again}
    assert refreshed(passed, first=FIRST, rule=COURSE_D, facts=AMMAN) == ()


def test_at_a_new_post_of_the_same_country_passing_again_is_enough():
    moved = replace(AMMAN, post_before=date(2026, 1, 1))
    passed = {"d1": [date(2026, 2, 1)]}
    first = Completion(date(2025, 3, 1))
    assert refreshed(passed, first=first, rule=COURSE_D, facts=moved) == (Completion(date(2026, 2, 1)),)


@pytest.mark.parametrize(
    ("today", "sent", "steps"),
    [
        (date(2027, 3, 18), [], ()),
        (date(2027, 3, 19), [], (60,)),
        (date(2027, 3, 20), [60], ()),
        (date(2027, 5, 4), [], (14,)),
        (date(2027, 5, 4), [60, 30], (14,)),
        (date(2027, 5, 18), [14], (0,)),
        (date(2027, 5, 19), [0], (SUPERVISOR,)),
        (date(2027, 5, 19), [], (0, SUPERVISOR)),
        (date(2027, 9, 1), [0, SUPERVISOR], ()),
    ],
)
def test_which_reminder_is_owed(today, sent, steps):
    stands = standing(BEFORE_POSTING, AMMAN, [], today=today)
    assert owed(stands, today=today, sent=frozenset(sent)) == steps


@given(rules, facts)
def test_nobody_is_late_before_a_rule_begins(rule, facts):
    day = due(rule, facts)
    assert day is None or rule.active_from is None or day >= rule.active_from


@given(days, st.integers(1, 700), st.integers(1, 700))
def test_a_later_posting_is_never_due_earlier(starts, later, before):
    rule = Rule(Basis.POSTING, days=before)
    first, second = due(rule, Facts(posting_starts=starts)), due(rule, Facts(posting_starts=starts + timedelta(later)))
    assert second - first == timedelta(later)


@given(days, st.integers(0, 240))
def test_months_never_skip_one(day, months):
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


@given(rules, facts, completions, days, st.booleans())
def test_a_standing_agrees_with_itself(rule, facts, completions, today, exempt):
    stands = standing(rule, facts, completions, today=today, exempt=exempt)
    assert (stands.status is Status.EXEMPT) == exempt
    if stands.status in LATE:
        assert stands.due_on < today
    if stands.status is Status.DUE_SOON:
        assert today <= stands.due_on <= today + SOON
    if not stands.is_open:
        assert stands.due_on is None
    if stands.status in {Status.DONE, Status.RENEWED}:
        assert stands.done_on in {one.on for one in completions if counts(rule, facts, one)}
        assert stands.until is None or stands.until > today + SOON


@given(rules, facts, completions, days)
def test_one_more_completion_never_makes_it_worse(rule, facts, completions, today):
    before = standing(rule, facts, completions, today=today)
    country = facts.country
    after = standing(rule, facts, [*completions, Completion(today, country)], today=today)
    if not before.is_open and counts(rule, facts, Completion(today, country)) and not rule.again_for_edition:
        assert not after.is_open or rule.months <= 2


@given(rules, facts, completions, days)
def test_the_order_in_which_things_are_told_does_not_matter(rule, facts, completions, today):
    assert standing(rule, facts, completions, today=today) == standing(
        rule, facts, list(reversed(completions)), today=today
    )


@given(rules, facts, completions, days, st.integers(1, 40))
def test_day_after_day_each_step_is_owed_once_and_they_come_nearer(rule, facts, completions, start, hop):
    sent: list[int] = []
    last_day = None
    for number in range(12):
        today = start + timedelta(days=hop * number)
        stands = standing(rule, facts, completions, today=today)
        if stands.due_on != last_day:
            sent = []
        last_day = stands.due_on
        new = owed(stands, today=today, sent=frozenset(sent))
        assert len([step for step in new if step >= 0]) <= 1
        assert not set(new) & set(sent)
        assert set(new) <= {*STEPS, SUPERVISOR}
        sent += new
    hers = [step for step in sent if step >= 0]
    assert hers == sorted(hers, reverse=True)


@given(
    st.dictionaries(st.sampled_from(["d1", "d2", "d3"]), st.lists(days, max_size=5)),
    st.builds(Completion, days, countries),
    rules,
    facts,
)
def test_renewals_end_and_go_forward(passed, first, rule, facts):
    found = refreshed(passed, first=first, rule=rule, facts=facts)
    marks = [first, *found]
    assert all(one.on < other.on for one, other in zip(marks, found, strict=False))
    assert {one.on for one in found} <= {day for days in passed.values() for day in days}


def test_what_must_be_renewed_soon_still_holds():
    done = Completion(date(2027, 2, 28), "JO")
    held = [standing(COURSE_D, AMMAN, [done], today=day).holds for day in (ENDS, date(2029, 3, 1))]
    assert held == [True, False]
    assert not standing(BEFORE_POSTING, AMMAN, [], today=date(2027, 5, 18)).holds
