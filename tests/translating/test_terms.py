"""The glossary as it is kept, loaded and held against translations."""

from __future__ import annotations

import pytest

from demo import files
from tests.translating.conftest import translate
from translating import passages, terms
from translating.actions.terms import load_glossary
from translating.glossary import Agreed
from translating.hints import hints
from translating.models import Term

pytestmark = pytest.mark.django_db
CONTRACT = {"contract": {"also": "agreement", "note": "A paper.", "say": {"fil": "kontrata"}}}


def test_loading_adds_what_is_missing_and_changes_nothing():
    assert load_glossary(CONTRACT) == 1
    Term.objects.update(note="Ours")
    more = {"contract": {"say": {"fil": "iba", "ar": "عقد"}}}
    assert load_glossary(more) == 0
    assert (Term.objects.get().note, terms.agreed("fil"), terms.agreed("ar")) == (
        "Ours",
        (Agreed("contract", "kontrata", ("agreement",), "Ours"),),
        (Agreed("contract", "عقد", ("agreement",), "Ours"),),
    )


def test_the_glossary_of_the_demo_has_forty_terms_in_six_languages():
    assert load_glossary(files.read("glossary.yaml")) == 40
    assert [len(terms.agreed(code)) for code in files.TRANSLATED] == [40] * 6


def test_a_translation_without_an_agreed_name_is_told_where(lesson, fil, translator):
    load_glossary(CONTRACT)
    translate(lesson, fil, by=translator, words={"Keep your contract.": "Ingatan ang kasunduan mo."})
    said = passages.messages([lesson.translation_key], "fil")
    found = terms.unused(said, terms.agreed("fil"))
    assert [(one.message.source, one.term.term) for one in found if one.message.source == "Keep your contract."] == [
        ("Keep your contract.", "contract")
    ]


def test_hints_name_terms_memory_and_the_words_before(
    lesson, plain_lesson, fil, translator, django_assert_max_num_queries
):
    load_glossary(CONTRACT)
    translate(lesson, fil, by=translator)
    translation = translate(plain_lesson, fil, by=translator, words={})
    with django_assert_max_num_queries(8):
        found = {hint.message.source: hint for hint in hints(translation)}
    keep = found["Keep your contract."]
    assert ([term.term for term in keep.terms], keep.same, keep.unused) == (
        ["contract"], "Ingatan ang kontrata mo.", (),
    )  # fmt: skip
