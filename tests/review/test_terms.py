"""The check: what it finds and where, what it leaves alone, and that no text can make it slow."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review import rulebook
from review.terms import Finding, Level, Passage, check

ENGLISH = rulebook.book("en")
HOSTILE = [
    "must",
    "not",
    "obey",
    "never",
    "give",
    "pay",
    "your",
    "passport",
    "agent",
    "fee",
    "if",
    "you",
    "leave",
    "'",
    '"',
    "-",
]


def numbers(text, *, language="en", **passage):
    return [finding.rule for finding in check([Passage("body", text, **passage)], book=rulebook.book(language))]


def test_a_finding_says_where_what_and_why():
    rule = ENGLISH.rule("1")
    assert check([Passage("body.0", "Our Maid’s room")], book=ENGLISH) == (
        Finding("1", Level.WARN, "body.0", 4, 10, "Maid’s", rule.suggest, rule.why),
    )


def test_findings_stand_in_the_order_of_passages_and_places():
    passages = [Passage("b", "The maid must obey. A runaway."), Passage("a", "Illegals.")]
    assert [(one.path, one.rule) for one in check(passages, book=ENGLISH)] == [
        ("b", "1"),
        ("b", "20"),
        ("b", "5"),
        ("a", "3"),
    ]


@pytest.mark.parametrize(
    "text", ['The paper says "the maid must obey".', "«maid»", "“maid”", "‘maid’", "Form 'Maid 2' is blue."]
)
def test_a_quotation_is_left_alone(text):
    assert numbers(text) == []


def test_a_passage_that_is_a_quotation_is_left_alone():
    assert numbers("The maid must obey. " * 20, kind="quote") == []


def test_what_the_author_marked_is_left_alone():
    text = "The Maid Act protects the maid."
    assert [one.start for one in check([Passage("", text, exempt=((4, 12),))], book=ENGLISH)] == [26]


@given(st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60))))
def test_marks_may_lie_anywhere(exempt):
    assert numbers("The maid reads.", exempt=tuple(exempt)) in ([], ["1"])


def test_a_picture_is_judged_by_its_words_and_its_tags():
    assert (numbers("A woman crying", kind="alt"), numbers("crying", kind="tag"), numbers("A child is crying.")) == (
        ["53"],
        ["53"],
        [],
    )


def test_accents_may_be_missing_or_apart():
    text = "Une employée obéissante. Un mari trouvé docile."
    assert [numbers(unicodedata.normalize(form, text), language="fr") for form in ("NFC", "NFD")] == [["18", "18"]] * 2
    assert numbers("Es docil.", language="es") == numbers("Es dócil.", language="es") == ["18"]


@pytest.mark.parametrize("text", ["الخادمة هنا", "وَالخَادِمَــةُ هنا", "للخادمه", "بالخادمة"])
def test_arabic_prefixes_vowel_signs_and_tatweel_hide_nothing(text):
    assert numbers(text, language="ar") == ["1"]


def test_the_places_of_a_decomposed_text_are_true():
    text = unicodedata.normalize("NFD", "Más: la criáda llegó.")
    [finding] = check([Passage("", text)], book=rulebook.book("es"))
    assert (text[finding.start : finding.end], finding.words) == (unicodedata.normalize("NFD", "criáda"),) * 2


# -- a lesson as a whole


def test_duties_are_held_against_rights_over_all_passages():
    duties = [Passage(str(number), "You must wash. Do not sing.") for number in range(4)]
    assert [(one.rule, one.path, one.words) for one in check(duties, book=ENGLISH)] == [("21", "", "8 : 0")]
    rights = Passage("rights", "You can rest. You have the right to a copy. You may say no.")
    assert check([*duties, rights], book=ENGLISH) == ()


def test_a_hard_lesson_is_told_its_grade():
    hard = [Passage(str(n), "Administrative documentation necessitates verification.") for n in range(30)]
    [finding] = check(hard, book=ENGLISH)
    assert (finding.rule, finding.path, finding.words.endswith("> 5")) == ("49", "", True)
    assert check(hard, book=ENGLISH, grade=99) == ()


def test_few_words_have_no_grade():
    assert check([Passage("", "Administrative documentation necessitates verification.")], book=ENGLISH) == ()


def test_a_long_sentence_is_told_from_its_first_word_to_its_last():
    text = "Short one. " + "word " * 25 + "end."
    [finding] = check([Passage("", text)], book=ENGLISH)
    assert (finding.rule, finding.start, finding.end) == ("49", 11, len(text))


def test_a_lesson_in_which_only_men_decide_is_told_so():
    lesson = "The doctor says he can help. The judge took his time. The lawyer read his list. The manager lost his key."
    assert [(one.rule, one.words) for one in check([Passage("", lesson)], book=ENGLISH)] == [("15", "4 : 0")]


# -- any text at all


@given(st.text(max_size=200), st.sampled_from(rulebook.languages()))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_checked_and_every_place_is_true(text, language):
    for finding in check([Passage("p", text)], book=rulebook.book(language)):
        if finding.path:
            assert finding.words == text[finding.start : finding.end] != ""


@given(st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=6), st.sampled_from(rulebook.languages()))
@settings(max_examples=40, deadline=None)
def test_no_text_makes_the_check_slow(words, language):
    """Words of the rules, again and again without an end of sentence: the time grows with the length, no faster."""
    once = " ".join(words) + " "
    text = (once * (40_000 // len(once) + 1))[:40_000]
    begun = time.process_time()
    check([Passage("", text)], book=rulebook.book(language))
    assert time.process_time() - begun < 4


@pytest.mark.parametrize(
    "unit", ["a", "'", '"', "-", " ", "\n", ".", "1 ", "‘a", "never ", "give ", "must not ", "“", "a'", "١"]
)
def test_a_long_run_of_one_thing_is_quick(unit):
    begun = time.process_time()
    check([Passage("", unit * 60_000)], book=ENGLISH)
    assert time.process_time() - begun < 4
