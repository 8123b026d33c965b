"""Who is seen and heard, counted from tags."""

from hypothesis import given
from hypothesis import strategies as st

from review.representation import Character, Counts, Image, Lack, Share, Shortfall, count, findings

FAIR = [
    Character("Sunita", "woman", "worker", 4),
    Character("Ms Otieno", "woman", "official", 2),
    Character("Grace", "woman", "returnee", 3),
    Character("Dipak", "man", "carer", 2),
    Character("Mr Rao", "man", "expert", 1),
]


def test_a_fair_module_falls_short_of_nothing():
    counts = count(FAIR, [Image(frozenset({"working"}), cover=True)])
    assert counts == Counts(
        people=Share(3, 5), lines=Share(9, 12), deciders=Share(1, 2), returnee_women_speaking=1, men_who_care=1,
        distress=Share(0, 1),
    )  # fmt: skip
    assert findings(counts) == ()


def test_what_falls_short_is_told_with_its_figures():
    people = [
        Character("Ali", "man", "official", 5),
        Character("Omar", "man", "expert", 2),
        Character("Mary", "woman", "worker", 1),
    ]
    images = [Image(frozenset({"distress"}), cover=True), *[Image(frozenset())] * 3]
    assert findings(count(people, images)) == (
        Shortfall(Lack.WOMEN_NAMED, 33, 50, 3),
        Shortfall(Lack.WOMEN_SPEAKING, 12, 50, 8),
        Shortfall(Lack.WOMEN_DECIDING, 0, 40, 2),
        Shortfall(Lack.RETURNEE_VOICE, 0, 1, 3),
        Shortfall(Lack.MAN_WHO_CARES, 0, 1, 3),
        Shortfall(Lack.DISTRESS, 25, 10, 4),
        Shortfall(Lack.DISTRESS_ON_COVER, 1, 0, 4),
    )


def test_a_returnee_who_says_nothing_has_no_voice():
    silent = [Character("Grace", "woman", "returnee", 0), *FAIR[:2], *FAIR[3:]]
    assert [one.lack for one in findings(count(silent, []))] == [Lack.RETURNEE_VOICE]


def test_one_name_in_two_lessons_is_one_person():
    counts = count([FAIR[0], FAIR[0], FAIR[3]], [])
    assert (counts.people, counts.lines) == (Share(1, 2), Share(8, 10))


def test_the_thresholds_are_inclusive():
    half = [Character("A", "woman", "returnee", 1), Character("B", "man", "ally", 1)]
    images = [Image(frozenset({"distress"})), *[Image(frozenset())] * 9]
    assert findings(count(half, images)) == ()


@given(st.lists(st.builds(Character, st.text(max_size=3), st.sampled_from(["woman", "man", "other", ""]),
                          st.sampled_from(["worker", "official", "returnee"]), st.integers(0, 9))))  # fmt: skip
def test_a_part_is_never_more_than_the_whole(people):
    counts = count(people, [])
    assert all(share.part <= share.whole for share in (counts.people, counts.lines, counts.deciders))
