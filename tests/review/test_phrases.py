"""The language of the rules: what each sign of it finds, and what nobody can read."""

import pytest

from review.phrases import BLANK, BadPhrase, Grammar, phrase

ENGLISH = Grammar(
    endings=("s", "ed", "'s"), apostrophe_joins=True, lists={"boss": "employer~|family"}, negations=("not", "never")
)
ARABIC = Grammar(prefixes=("ال", "و", "وال"))


def found(source, text, grammar=ENGLISH):
    match = phrase(source, grammar=grammar).pattern.search(text)
    return match[0] if match else None


@pytest.mark.parametrize(
    ("source", "text", "words"),
    [
        ("maid", "a maid came", "maid"),
        ("maid", "a maiden came", None),
        ("maid~", "the maid's room", "maid's"),
        ("abscond*", "she absconded", "absconded"),
        ("low_skilled", "low-skilled work", "low-skilled"),
        ("@boss pay~", "the family, pays", "family, pays"),
        ("@boss pay~", "the families' employer pays", "employer pays"),
        ("keep ?your passport", "keep passport", "keep passport"),
        ("keep ..2 passport", "keep this old passport", "keep this old passport"),
        ("keep ..2 passport", "keep this very old passport", None),
        ("keep ... passport", "keep it, never the passport", None),
        ("^ never", "  never go", "  never"),
        ("^ never", "we never go", None),
        ("for it $", "asked for it!", "for it"),
        ("for it $", "asked for it then", None),
        ("refuse to|$", "you refuse.", "refuse"),
    ],
)
def test_a_phrase_finds_its_words(source, text, words):
    assert found(source, text) == words


@pytest.mark.parametrize("text", ["خادمه", "الخادمه", "والخادمه"])
def test_an_arabic_word_may_carry_its_prefixes(text):
    assert found("خادمة", text, ARABIC) == text


def test_no_phrase_reaches_across_a_quotation():
    assert found("keep ... passport", f"keep {BLANK * 6} passport") is None


@pytest.mark.parametrize("source", ["", "?maybe word", "word ..3", "@nobody_knows", "a||b", "a|$|b"])
def test_a_phrase_that_nobody_can_read_is_refused(source):
    with pytest.raises(BadPhrase):
        phrase(source, grammar=ENGLISH)
