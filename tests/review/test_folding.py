"""Texts that mean the same fold to the same, and every place in them is still known."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("She’s LATE", "she's late"),
        ("Économie", "economie"),
        ("Straße", "strasse"),
        ("الخَادِمَــة", "الخادمه"),
        ("إلى أخرى", "الي اخري"),
        ("co\u00adoperate\u200b", "cooperate"),
        ("٠٦٥", "065"),
        ("dark_corner", "dark corner"),
    ],
)
def test_what_readers_hold_to_be_the_same_is_the_same(text, folded):
    assert fold(text).text == folded


def test_a_span_takes_accents_and_joiners_along():
    text = "la criáda" if unicodedata.is_normalized("NFC", "criáda") else ""
    decomposed = unicodedata.normalize("NFD", text)
    folded = fold(decomposed)
    start = folded.text.index("criada")
    found, end = folded.span(start, start + len("criada"))
    assert decomposed[found:end] == unicodedata.normalize("NFD", "criáda")


@given(st.text(max_size=60))
def test_every_folded_character_has_its_place(text):
    folded = fold(text)
    assert len(folded.places) == len(folded.text) + 1
    assert list(folded.places) == sorted(folded.places)
    assert folded.places[-1] == len(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x6FF), max_size=60))
def test_composed_and_decomposed_texts_fold_alike(text):
    folded = {fold(unicodedata.normalize(form, text)).text for form in ("NFC", "NFD")}
    assert len(folded) == 1
