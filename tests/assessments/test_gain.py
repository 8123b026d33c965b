from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.gain import Change, Linked, Mastery, change, student_t


def person(pre: float, post: float) -> list[Linked]:
    """Someone with these per cents on a hundred parts of one item."""
    return [Linked("one", Fraction(pre) / 100, Fraction(post) / 100)]


def test_a_textbook_example():
    """Student (1908): hours of sleep gained by ten patients on two drugs; t = 4.06 with 9 degrees of freedom, the
    difference 1.58 with a 95 % confidence interval of 0.70 to 2.46 (as R's ``t.test(sleep, paired = TRUE)`` gives it).
    """
    first = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
    second = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
    pairs = [person(one + 50, other + 50) for one, other in zip(first, second, strict=True)]
    found = change(pairs)
    assert isinstance(found, Change)
    assert found.gain == pytest.approx(1.58)
    assert (found.low, found.high) == (pytest.approx(0.7001142, abs=2e-5), pytest.approx(2.4598858, abs=2e-5))


def test_an_example_worked_by_hand():
    """Five people, two linked items; one met only the first. Differences 50, 0, 50, 100, 50: mean 50, s = √1250."""
    none, all_ = Fraction(0), Fraction(1)
    people = [
        [Linked("a", none, all_), Linked("b", none, none)],
        [Linked("a", all_, all_), Linked("b", none, none)],
        [Linked("a", none, all_), Linked("b", all_, all_)],
        [Linked("a", none, all_)],
        [Linked("a", none, Fraction(1, 2)), Linked("b", Fraction(1, 2), all_)],
    ]
    margin = 2.7756 * (1250 / 5) ** 0.5
    assert change(people) == Change(
        people=5,
        pre=pytest.approx((0 + 50 + 50 + 0 + 25) / 5),
        post=pytest.approx((50 + 50 + 100 + 100 + 75) / 5),
        gain=pytest.approx(50),
        low=pytest.approx(50 - margin, abs=0.001),
        high=pytest.approx(50 + margin, abs=0.001),
        normalised=pytest.approx(50 / 75),
        items=(Mastery("a", 5, 20.0, 80.0),),
    )


def test_fewer_than_five_people_are_not_told_of():
    assert change([person(10, 90)] * 4) is None
    assert isinstance(change([person(10, 90)] * 5), Change)


def test_the_smallest_number_is_raised_never_lowered():
    assert change([person(10, 90)] * 10, smallest=11) is None
    assert change([person(10, 90)] * 4, smallest=1) is None


def test_who_has_no_linked_item_is_no_matched_pair():
    assert change([person(10, 90)] * 4 + [[]] * 5) is None


def test_who_knew_everything_could_not_gain():
    found = change([person(100, 100)] * 5)
    assert isinstance(found, Change)
    assert (found.gain, found.low, found.high, found.normalised) == (0, 0, 0, None)


def test_a_person_counts_once_however_many_items_link_hers():
    many = [Linked(str(number), Fraction(0), Fraction(1)) for number in range(50)]
    found = change([many, *[person(0, 0)] * 4])
    assert isinstance(found, Change)
    assert found.gain == 20


@pytest.mark.parametrize(
    ("freedom", "printed"),
    [(4, 2.776), (5, 2.571), (9, 2.262), (10, 2.228), (19, 2.093), (29, 2.045), (60, 2.000), (120, 1.980)],
)
def test_student_t_is_as_printed_in_tables(freedom, printed):
    assert student_t(freedom) == pytest.approx(printed, abs=0.001)


shares = st.fractions(0, 1, max_denominator=16)
matched = st.lists(
    st.lists(st.builds(Linked, st.sampled_from("abc"), shares, shares), min_size=1, max_size=3), min_size=5, max_size=12
)


@given(matched, st.randoms())
def test_the_order_of_the_people_does_not_matter(people, luck):
    assert change(people) == change(luck.sample(people, len(people)))


@given(matched)
def test_the_interval_holds_the_gain_and_means_stay_within_a_hundred(people):
    found = change(people)
    assert isinstance(found, Change)
    assert found.low <= found.gain <= found.high
    assert 0 <= found.pre <= 100
    assert 0 <= found.post <= 100
    assert found.normalised is None or found.normalised <= 1
