from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from dataclasses import asdict
from fractions import Fraction
from statistics import fmean, pstdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments import analysis
from assessments.analysis import (
    NOT_SURE,
    TOLD_APART,
    WHOLE,
    Counts,
    Figures,
    Flag,
    Option,
    Outcome,
    Reason,
    Taken,
    Tally,
    flags,
    joined,
    outcome,
)

RIGHT, WRONG = outcome(Fraction(1), ["a"]), outcome(Fraction(0), ["b"])
OPTIONS = (Option("a", True), Option("b", False), Option("c", False))


def figures(attempts: list[dict[int, Outcome]], item: int = 1, options: tuple[Option, ...] = OPTIONS) -> Figures:
    tally = Tally()
    for person, outcomes in enumerate(attempts):
        tally.add(person, outcomes)
    return analysis.figures(tally.items[item], options=options, must_know=False)


def test_an_example_worked_by_hand():
    """Four attempts of three questions. The rest of question 1 is 1, ½, ½ and 0; right are the first three."""
    attempts = [
        {1: RIGHT, 2: RIGHT, 3: RIGHT},
        {1: RIGHT, 2: RIGHT, 3: WRONG},
        {1: RIGHT, 2: WRONG, 3: RIGHT},
        {1: WRONG, 2: WRONG, 3: NOT_SURE},
    ]
    # r = (n Σxy − Σx Σy) ÷ √(…) = (4·2 − 3·2) ÷ √((4·3 − 9)(4·1.5 − 4)) = 2 ÷ √6
    # 27 % of 4 is 1.08: the best is right, and 0.08 of the middle are; the last is wrong, and 0.08 of the middle right.
    # A third is 4/3: at the top one a and ⅓ of the middle, all a; at the bottom one b and ⅓ of the middle.
    assert figures(attempts) == Figures(
        answers=4,
        people=4,
        must_know=False,
        facility=0.75,
        mastered=3,
        unsure=0,
        discrimination=pytest.approx(2 / math.sqrt(6)),
        ends=pytest.approx(1 - 0.08 / 1.08),
        third=pytest.approx(4 / 3),
        options=(
            Taken("a", True, 3, 1.0, 0.25),
            Taken("b", False, 1, 0.0, 0.75),
            Taken("c", False, 0, 0.0, 0.0),
        ),
    )


def test_part_of_a_question_counts_in_facility_and_not_as_mastered():
    attempts = [{1: outcome(Fraction(1, 3)), 2: RIGHT}, {1: outcome(Fraction(1)), 2: RIGHT}]
    found = figures(attempts, options=())
    assert (found.facility, found.mastered, found.options) == (pytest.approx(2 / 3), 1, ())


def test_not_sure_is_counted_apart_and_earns_nothing():
    found = figures([{1: NOT_SURE, 2: RIGHT}, {1: WRONG, 2: RIGHT}, {1: RIGHT, 2: RIGHT}])
    assert (found.unsure, found.mastered, found.facility) == (1, 1, pytest.approx(1 / 3))


def test_several_options_of_one_answer_are_all_taken():
    found = figures([{1: outcome(Fraction(1, 2), ["a", "b"]), 2: RIGHT}])
    assert [option.count for option in found.options] == [1, 1, 0]


def test_a_question_that_stands_alone_is_compared_with_nothing():
    found = figures([{1: RIGHT}, {1: WRONG}])
    assert (found.answers, found.facility, found.discrimination, found.ends, found.third) == (2, 0.5, None, None, 0.0)
    assert found.options[0] == Taken("a", True, 1, None, None)


def test_a_question_that_separates_perfectly_discriminates_with_one():
    found = figures([{1: RIGHT, 2: RIGHT}] * 10 + [{1: WRONG, 2: WRONG}] * 10)
    assert (found.discrimination, found.ends) == (1.0, 1.0)


def test_a_question_that_turns_all_round_discriminates_with_minus_one():
    found = figures([{1: WRONG, 2: RIGHT}] * 10 + [{1: RIGHT, 2: WRONG}] * 10)
    assert (found.discrimination, found.ends) == (-1.0, -1.0)


def test_where_all_did_alike_nothing_discriminates():
    assert figures([{1: RIGHT, 2: RIGHT}, {1: RIGHT, 2: WRONG}]).discrimination is None


def test_people_are_told_apart_as_far_as_it_matters():
    tally = Tally()
    for number in range(100):
        tally.add(number % 3, {1: RIGHT})
        tally.add(number, {2: RIGHT})
    assert len(tally.items[1].people) == 3
    assert len(tally.items[2].people) == TOLD_APART


def test_versions_are_joined_as_if_they_were_one():
    apart, one = Tally(), Tally()
    for number in range(30):
        outcomes = {1 + number % 2: RIGHT if number % 3 else WRONG, 9: RIGHT if number % 5 else NOT_SURE}
        apart.add(number, outcomes)
        one.add(number, {1: outcomes[1 + number % 2], 9: outcomes[9]})
    assert joined([apart.items[1], apart.items[2]]).cells == one.items[1].cells
    assert len(joined([apart.items[1], apart.items[2]]).people) == TOLD_APART
    assert joined([]) == Counts()


def test_figures_survive_json():
    found = figures([{1: RIGHT, 2: RIGHT}, {1: WRONG, 2: WRONG}, {1: NOT_SURE}])
    assert analysis.read(json.loads(json.dumps(asdict(found)))) == found


# ── Properties ──────────────────────────────────────────────────────────────────────────────────

outcomes = st.one_of(
    st.builds(lambda key: outcome(Fraction(key == "a"), [key]), st.sampled_from("abc")),
    st.builds(lambda top, bottom: outcome(Fraction(min(top, bottom), bottom)), st.integers(0, 16), st.integers(1, 16)),
    st.just(NOT_SURE),
)
sat = st.lists(st.dictionaries(st.integers(1, 6), outcomes, min_size=1), min_size=1, max_size=60)


@settings(deadline=None)
@given(sat, st.randoms())
def test_the_order_of_the_attempts_does_not_matter(attempts, luck):
    shuffled = luck.sample(attempts, len(attempts))
    for item in {item for attempt in attempts for item in attempt}:
        assert figures(attempts, item) == figures(shuffled, item)


@settings(deadline=None)
@given(sat)
def test_all_figures_keep_their_bounds(attempts):
    for item in {item for attempt in attempts for item in attempt}:
        found = figures(attempts, item)
        assert 0 <= found.facility <= 1
        assert -1 <= (found.discrimination or 0) <= 1
        assert -1 <= (found.ends or 0) <= 1
        assert found.mastered + found.unsure <= found.answers == sum(item in attempt for attempt in attempts)
        for taken in found.options:
            assert 0 <= taken.count <= found.answers
            assert all(share is None or 0 <= share <= 1 for share in (taken.top, taken.bottom))


@settings(deadline=None)
@given(sat)
def test_a_plain_reading_in_two_passes_says_the_same(attempts):
    for item in {item for attempt in attempts for item in attempt}:
        met = [attempt for attempt in attempts if item in attempt]
        shares = [attempt[item].share / WHOLE for attempt in met]
        found = figures(attempts, item)
        assert found.facility == pytest.approx(fmean(shares))
        compared = [attempt for attempt in met if len(attempt) > 1]
        assert found.discrimination == (_plain(compared, item) if compared else None)


def _plain(attempts: list[dict[int, Outcome]], item: int) -> object:
    own = [attempt[item].share / WHOLE for attempt in attempts]
    rest = [
        round(1000 * fmean(one.share / WHOLE for key, one in attempt.items() if key != item) + 1e-9) / 1000
        for attempt in attempts
    ]
    if pstdev(own) < 1e-9 or pstdev(rest) < 1e-9:
        return None
    together = fmean(x * y for x, y in zip(own, rest, strict=True)) - fmean(own) * fmean(rest)
    return pytest.approx(together / (pstdev(own) * pstdev(rest)), abs=1e-6)


@settings(deadline=None)
@given(sat)
def test_memory_grows_with_what_differs_not_with_what_is_counted(attempts):
    once, often = Tally(), Tally()
    for outcomes in attempts:
        once.add(1, outcomes)
        for _time in range(5):
            often.add(1, outcomes)
    cells = {item: len(counts.cells) for item, counts in once.items.items()}
    assert {item: len(counts.cells) for item, counts in often.items.items()} == cells


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 4)), min_size=3, max_size=40))
def test_of_those_alike_at_a_border_all_give_the_same_share(answers):
    """Reference: each answer is repeated 300 times, so that no third cuts one in two."""
    attempts = []
    for key, rest in answers:
        others = {number: RIGHT if number - 10 <= rest else WRONG for number in range(11, 15)}
        attempts.append({1: outcome(Fraction(key == "a"), [key]), **others})
    rests = defaultdict(Counter)
    for key, rest in answers:
        rests[rest][key] += 300
    place, top = len(answers) * 100, Counter()
    for rest in sorted(rests, reverse=True):
        taken = min(place, rests[rest].total())
        for key, count in rests[rest].items():
            top[key] += Fraction(count * taken, rests[rest].total())
        place -= taken
    found = {taken.key: taken.top for taken in figures(attempts).options}
    assert found == {key: pytest.approx(float(top[key] / (len(answers) * 100))) for key in "abc"}


# ── Flags ───────────────────────────────────────────────────────────────────────────────────────


def made(**values: object) -> Figures:
    """A good question: answered by many, neither hard nor easy, telling who knows the rest."""
    good = {
        "answers": 300, "people": 20, "must_know": False, "facility": 0.6, "mastered": 180, "unsure": 20,
        "discrimination": 0.4, "ends": 0.5, "third": 100.0,
        "options": (Taken("a", True, 180, 0.9, 0.3), Taken("b", False, 60, 0.1, 0.4), Taken("c", False, 40, 0.1, 0.2)),
    }  # fmt: skip
    return Figures(**{**good, **values})


def wrong(top: float, bottom: float, right: float = 0.3) -> tuple[Taken, ...]:
    return Taken("a", True, 100, right, 0.3), Taken("b", False, 150, top, bottom), Taken("c", False, 50, 0.1, 0.1)


@pytest.mark.parametrize(
    ("values", "raised"),
    [
        ({}, []),
        ({"answers": 29, "facility": 0.1, "discrimination": -0.9}, [Flag(Reason.TOO_FEW)]),
        ({"answers": 30, "facility": 0.29}, [Flag(Reason.TOO_HARD)]),
        ({"facility": 0.30}, []),
        ({"facility": 0.95}, []),
        ({"facility": 0.96}, [Flag(Reason.TOO_EASY)]),
        ({"facility": 0.96, "must_know": True}, []),
        ({"facility": 0.96, "discrimination": 0.0}, [Flag(Reason.TOO_EASY)]),
        ({"discrimination": 0.14}, [Flag(Reason.WEAK)]),
        ({"discrimination": 0.15}, []),
        ({"discrimination": None}, [Flag(Reason.WEAK)]),
        ({"discrimination": -0.09}, [Flag(Reason.WEAK)]),
        ({"discrimination": -0.10}, [Flag(Reason.NEGATIVE)]),
        ({"discrimination": -0.10, "answers": 100}, [Flag(Reason.WEAK)]),
        ({"options": (Taken("a", True, 1, 0, 0), Taken("b", False, 6, 0, 0))}, []),
        ({"options": (Taken("a", True, 1, 0, 0), Taken("b", False, 5, 0, 0))}, [Flag(Reason.DEAD_DISTRACTOR, ("b",))]),
        ({"options": wrong(top=0.6, bottom=0.3)}, [Flag(Reason.LIKELY_WRONG_KEY, ("b",))]),
        ({"options": wrong(top=0.6, bottom=0.6)}, []),
        ({"options": wrong(top=0.35, bottom=0.1)}, []),
        ({"options": wrong(top=0.6, bottom=0.3), "third": 10.0}, []),
        ({"options": (Taken("a", True, 100, None, None), Taken("b", False, 100, None, None))}, []),
    ],
)
def test_what_is_odd_is_flagged(values, raised):
    assert list(flags(made(**values))) == raised


def test_flags_come_the_gravest_first():
    odd = made(facility=0.2, discrimination=-0.4, options=wrong(top=0.7, bottom=0.3))
    assert [flag.reason for flag in flags(odd)] == [Reason.LIKELY_WRONG_KEY, Reason.NEGATIVE, Reason.TOO_HARD]


def test_a_wrong_key_is_found_in_answers():
    """Those who know choose ``b``, which is marked wrong; the others guess."""
    attempts = []
    for number in range(120):
        rest = dict.fromkeys((2, 3, 4), RIGHT if number % 2 else WRONG)
        attempts.append({1: WRONG if number % 2 or number % 3 == 0 else RIGHT, **rest})
    assert Flag(Reason.LIKELY_WRONG_KEY, ("b",)) in flags(figures(attempts, options=OPTIONS[:2]))
