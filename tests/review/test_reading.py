"""How hard a text is to read, counted the way a reader would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.reading import Reading, measure, sentences, syllables


def test_a_text_is_measured():
    assert measure("Call the office. Ask for Ms. Otieno!\nShe helps", "en") == Reading(9, 3, 4, 1.3)


def test_an_empty_text_has_no_grade():
    assert measure("  \n ", "en") == Reading(0, 0, 0)


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("اتصلي بالمكتب. هل تريدين المساعدة؟ نعم.", "ar", 3),
        ("अनुबंध पढ़ें। फिर सही करें।", "ne", 2),
        ("ውሉን ያንብቡ። ይፈርሙ።", "am", 2),
        ("You earn 1.50 an hour at 10.30.", "en", 1),
        ("Wait … then go.", "en", 2),
    ],
)
def test_sentences_end_as_their_script_ends_them(text, language, count):
    assert measure(text, language).sentences == count


def test_only_english_has_a_grade():
    assert measure("Llame a la oficina.", "es").grade is None


def test_long_words_and_sentences_raise_the_grade():
    easy = measure("You keep your own pass. " * 10, "en").grade
    hard = measure(
        "Notwithstanding administrative regulations, documentation necessitates verification. " * 10, "en"
    ).grade
    assert easy < 2 < 12 < hard


def test_a_slow_reader_needs_a_minute_for_each_120_words():
    assert [Reading(words, 1, 1).minutes for words in (0, 120, 121, 600)] == [1, 1, 2, 5]


@pytest.mark.parametrize(
    ("word", "count"),
    [("work", 1), ("worker", 2), ("wage", 1), ("table", 2), ("walked", 1), ("wanted", 2), ("wages", 2), ("the", 1)],
)
def test_syllables_are_counted(word, count):
    assert syllables(word) == count


@given(st.text(alphabet="ab1 .!?\n\"')…।", max_size=80))
def test_the_sentences_together_hold_every_word(text):
    held = "".join(text[start:end] for start, end in sentences(text))
    assert "".join(held.split()) == "".join(text.split())
