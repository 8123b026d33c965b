"""Agreed terms in the words of lessons."""

from __future__ import annotations

import pytest

from translating.glossary import Agreed, missing, occurring

CONTRACT = Agreed("contract", "kontrata", also=("agreement",))
CHECK = Agreed("contract verification", "beripikasyon")
PASSPORT = Agreed("passport", "جواز السفر / جواز")
TERMS = (CONTRACT, CHECK, PASSPORT)


@pytest.mark.parametrize(
    ("words", "met"),
    [
        ("Read your <b>Contract</b> first.", (CONTRACT,)),
        ("Two contracts, one agreement", (CONTRACT,)),
        ("Contract verification comes before the passport.", (CHECK, PASSPORT)),
        ("A contractor is somebody else.", ()),
        ("", ()),
    ],
)
def test_terms_are_met_as_whole_words_the_longest_first(words, met):
    assert occurring(words, TERMS) == met


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Your contract", "Ang kontrata mo", ()),
        ("Your contract", "Ang kasunduan mo", (CONTRACT,)),
        ("Keep your passport", "احتفظي بجوازك", ()),
        ("Keep your passport", "احتفظي بأوراقك", (PASSPORT,)),
        ("No term here", "Wala", ()),
    ],
)
def test_a_translation_without_the_agreed_name_is_told(source, target, expected):
    assert missing(source, target, TERMS) == expected


def test_an_inflected_name_counts():
    assert missing("contract", "Tungkol sa kontratang ito", TERMS) == ()
