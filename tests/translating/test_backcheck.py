"""When a native speaker may sign."""

from __future__ import annotations

import pytest

from translating.backcheck import Finding, Hindrance, Passage, hindrances, may_check

TRANSLATOR, WRITER, CHECKER, SIGNER = 1, 2, 3, 4
SAME = Passage("k", "c", "Ask", "Magtanong", "Ask", Finding.SAME, WRITER, CHECKER)


def of(passage: Passage, *, back_check: bool = True, signer: int = SIGNER):
    return hindrances([passage], back_check=back_check, translators=frozenset({TRANSLATOR}), signer=signer)


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        (SAME, ()),
        (Passage("k", "c", "Ask", ""), (Hindrance.NOT_COMPLETE, Hindrance.NOT_WRITTEN_BACK)),
        (Passage("k", "c", "Ask", "Magtanong"), (Hindrance.NOT_WRITTEN_BACK,)),
        (Passage("k", "c", "Ask", "Mag", "Ask", Finding.SAME, TRANSLATOR, CHECKER), (Hindrance.NOT_WRITTEN_BACK,)),
        (Passage("k", "c", "Ask", "Mag", "Ask", Finding.OPEN, WRITER), (Hindrance.NOT_CHECKED,)),
        (Passage("k", "c", "Ask", "Mag", "Ask", Finding.SAME, WRITER, WRITER), (Hindrance.NOT_CHECKED,)),
        (Passage("k", "c", "Ask", "Mag", "Beg", Finding.DIFFERS, WRITER, CHECKER), (Hindrance.DIFFERS,)),
    ],
)
def test_words_about_rights_are_written_back_and_compared_by_others(passage, expected):
    assert of(passage) == expected


def test_who_translated_does_not_sign():
    assert of(SAME, signer=TRANSLATOR) == (Hindrance.OWN_WORDS,)


def test_other_words_need_no_back_check():
    assert of(Passage("k", "c", "Ask", "Magtanong"), back_check=False) == ()


def test_nothing_at_all_is_not_signed_for():
    assert hindrances([], back_check=False, translators=frozenset(), signer=SIGNER) == (Hindrance.NOT_COMPLETE,)


@pytest.mark.parametrize(("person", "may"), [(TRANSLATOR, False), (WRITER, False), (CHECKER, True)])
def test_a_third_person_compares(person, may):
    assert may_check(SAME, person, translators=frozenset({TRANSLATOR})) is may
