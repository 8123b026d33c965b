"""GIFT: what Moodle's documentation shows is read as it says, and what is written reads as Moodle would."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assessments.formats import gift_reading, gift_writing
from assessments.formats.drafts import Draft, DraftOption, Lack, Refusal, Remark, RowError
from assessments.questions import Kind, Number
from tests.assessments import examples
from tests.assessments.formats.trips import draft_of_question, no_note, read_text, there_and_back

# After the samples that Moodle publishes with its format.
SAMPLES = """// true/false
::Q1:: 1+1\\=2 {T}

// multiple choice with specified feedback for right and wrong answers
::Q2:: What's between orange and green in the spectrum?
{ =yellow # right; good! ~red # wrong, it's yellow ~blue # wrong, it's yellow }

// fill-in-the-blank
::Q3:: Two plus {=two =2} equals four.

// matching
::Q4:: Which animal eats which food? { =cat -> cat food =dog -> dog food }

// math range question
::Q5:: What is a number from 1 to 5? {#3:2}

// math range specified with interval end points
::Q6:: What is a number from 1 to 5? {#1..5}

// multiple numeric answers with partial credit and feedback
::Q7:: When was Ulysses S. Grant born? {#
         =1822:0      # Correct! Full credit.
         =%50%1822:2  # He was born in 1822. Half credit for being close.
}

// essay
::Q8:: How are you? {}

What a day, all of it.

Grant is {~buried =entombed ~living} in Grant's tomb.

What two people are entombed in Grant's tomb? {
   ~%-100%No one
   ~%50%Grant #yes
   ~%50%Grant's wife
   ~%-100%Grant's father ####All of it is there.}

Grant is buried in Grant's tomb.{FALSE#No one is buried there.#Well read.}
"""


def said(found: object) -> object:
    """The heart of a draft, or of a refusal."""
    if isinstance(found, RowError):
        return found.reason
    assert isinstance(found, Draft)
    if found.kind is Kind.NUMERIC:
        return found.kind, found.number
    answers = [(one.text.get("en"), one.match.get("en"), one.correct, one.gap) for one in found.options]
    return found.kind, found.stem["en"], answers


def test_the_published_samples_are_read():
    found = read_text(gift_reading.read, SAMPLES)
    assert [said(one) for one in found] == [
        (Kind.TRUE_FALSE, "1+1=2", [(None, None, True, None), (None, None, False, None)]),
        (
            Kind.SINGLE, "What's between orange and green in the spectrum?",
            [("yellow", None, True, None), ("red", None, False, None), ("blue", None, False, None)],
        ),
        Refusal.TYPED_ANSWER,
        (Kind.MATCHING, "Which animal eats which food?",
         [("cat", "cat food", None, None), ("dog", "dog food", None, None)]),
        (Kind.NUMERIC, Number(Decimal(3), Decimal(2))),
        (Kind.NUMERIC, Number(Decimal(3), Decimal(2))),
        (Kind.NUMERIC, Number(Decimal(1822), Decimal(0))),
        (Kind.REFLECTION, "How are you?", []),
        Refusal.DESCRIPTION,
        (
            Kind.GAP, "Grant is [[1]] in Grant's tomb.",
            [("buried", None, None, 0), ("entombed", None, None, 1), ("living", None, None, 0)],
        ),
        (
            Kind.MULTIPLE, "What two people are entombed in Grant's tomb?",
            [("No one", None, False, None), ("Grant", None, True, None), ("Grant's wife", None, True, None),
             ("Grant's father", None, False, None)],
        ),
        (Kind.TRUE_FALSE, "Grant is buried in Grant's tomb.", [(None, None, False, None), (None, None, True, None)]),
    ]  # fmt: skip
    assert found[1].options[0].feedback == {"en": "right; good!"}
    assert (found[6].remarks, found[7].remarks) == ((Remark.PARTIAL_CREDIT,), (Remark.ESSAY,))
    assert found[6].feedback_right == {"en": "Correct! Full credit."}
    assert found[10].feedback_right == found[10].feedback_wrong == {"en": "All of it is there."}
    assert [one.feedback for one in found[11].options] == [{"en": "No one is buried there."}, {"en": "Well read."}]


def one(text: str) -> Draft:
    [found] = read_text(gift_reading.read, text)
    assert isinstance(found, Draft), found
    return found


def refusal(text: str) -> Refusal:
    [found] = read_text(gift_reading.read, text)
    assert isinstance(found, RowError), found
    return found.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("What? {=a ~b", Refusal.BRACES),
        ("What? =a ~b}", Refusal.BRACES),
        ("What} is {=a ~b}", Refusal.BRACES),
        ("What? {=a {~b}", Refusal.BRACES),
        ("What? {=a ~b} and {=c ~d}", Refusal.BRACES),
        ("What? {=a -> b =c}", Refusal.NO_ARROW),
        ("What? {word}", Refusal.TYPED_ANSWER),
        ("How many? {#}", Refusal.NOT_A_NUMBER),
        ("How many? {#many}", Refusal.NOT_A_NUMBER),
        ("How many? {#=1 =2}", Refusal.SEVERAL_NUMBERS),
        ("How many? {#1.00001}", Refusal.NUMBER_TOO_LONG),
        ("How many? {#9999999999999}", Refusal.NUMBER_TOO_LONG),
        ("x" * 5001 + "{T}", Refusal.TEXT_TOO_LONG),
        ("What? {" + "~a" * 41 + "}", Refusal.TOO_MANY_ANSWERS),
    ],
)
def test_what_cannot_be_taken_says_why(text, reason):
    assert refusal(text) is reason


@pytest.mark.parametrize("tag", ["lesson:" + "x" * 201, "fact:" + "x" * 41, "family:not a name"])
def test_tags_keep_to_the_limits(tag):
    assert refusal(f"// [tag:{tag}]\nSo? {{T}}") in (Refusal.TEXT_TOO_LONG, Refusal.NOT_A_NAME)


def test_a_refusal_names_the_line_and_the_words():
    assert read_text(gift_reading.read, "\n\n// note\nSome text.") == [RowError(4, Refusal.DESCRIPTION, "Some text.")]


def test_html_becomes_words_and_says_what_was_lost():
    draft = one('[html]<p>Read <b>this</b>&nbsp;now</p><img src\\="a"> {=[plain]<i> ~<audio>no</audio>}')
    assert (draft.stem, [option.text for option in draft.options]) == (
        {"en": "Read this\u00a0now"}, [{"en": "<i>"}, {"en": "no"}],
    )  # fmt: skip
    assert draft.remarks == (Remark.SOUND_LOST, Remark.MARKUP_LOST, Remark.PICTURE_LOST)


def test_partners_of_nothing_are_left_out_and_repeated_ones_are_groups():
    draft = one("Who? {=visa -> employer =flight -> employer =snacks -> me = -> nobody}")
    assert (draft.kind, len(draft.options), draft.remarks) == (Kind.GROUPS, 3, (Remark.EXTRA_PARTNER,))


def test_a_partly_right_answer_beside_a_right_one_counts_as_wrong():
    draft = one("What? {=a ~%50%b ~%0%c}")
    assert ([option.correct for option in draft.options], draft.remarks) == (
        [True, False, False], (Remark.PARTIAL_CREDIT,),
    )  # fmt: skip


def test_a_first_answer_without_a_sign_is_wrong():
    assert [(option.text["en"], option.correct) for option in one("What? {yes ~=no}").options] == [
        ("yes", False), ("no", True),
    ]  # fmt: skip


def test_a_number_below_nought_and_one_without_tolerance():
    assert one("How cold? {#-1.5}").number == Number(Decimal("-1.5"))


def test_feedback_to_a_number_and_to_everybody():
    draft = one("How many? {#=7 #Seven. ~#Count the week. ####A week.}")
    assert (draft.feedback_right["en"], draft.feedback_wrong["en"]) == ("Seven.\nA week.", "Count the week.\nA week.")


@pytest.mark.parametrize(
    ("category", "path"),
    [("$course$/top/Money/Wages", "Money/Wages"), ("top", ""), ("$system$/top/a", "a"), ("contracts", "contracts")],
)
def test_the_category_is_a_path_without_its_root(category, path):
    assert one(f"$CATEGORY: {category}\nSo? {{T}}").topic == path


def test_comments_carry_the_key_and_what_has_no_field():
    draft = one(
        "// note [id:a\\]b] [tag:level:3] [tag:must-know] [tag:for:JO] [tag:from:NP] [tag:fact:rest]\n"
        "// [tag:origin:fee] [tag:lesson:m/l] [tag:family:f] [tag:form:B] [tag:holiday]\nSo? {T}"
    )
    assert (draft.key, draft.level, draft.must_know, draft.destinations, draft.origins, draft.fact, draft.origin_fact,
            draft.lesson, draft.family, draft.form) == (
        "a]b", 3, True, ("JO",), ("NP",), "rest", "fee", "m/l", "f", "B",
    )  # fmt: skip


def test_tags_that_make_no_sense_are_nothing_to_us():
    draft = one("// [tag:level:9] [tag:form:C] [tag:scene:7] [tag:kind:dance]\nSo? {T}")
    assert (draft.level, draft.must_know, draft.form, draft.scene, draft.kind) == (
        None,
        None,
        None,
        {},
        Kind.TRUE_FALSE,
    )


def test_a_title_without_an_end_belongs_to_the_question():
    assert one("::Note {T}").stem == {"en": "::Note"}


def test_what_is_written_is_what_moodle_reads():
    draft = replace(draft_of_question(examples.single()), topic="contracts")
    written = "".join(gift_writing.write([draft], language="fil", note=lambda *_: None))
    assert written == ""
    lacks: list[Lack] = []
    written = "".join(gift_writing.write([draft], language="en", note=lambda _draft, lack: lacks.append(lack)))
    assert written == (
        "$CATEGORY: $course$/top/contracts\n\n"
        "// [id:when] [tag:kind:single] [tag:level:2] [tag:lesson:my-contract/before-i-sign]\n"
        "::when::[plain]When should you have your contract?{\n"
        "\t=Before I travel#You can ask.\n"
        "\t~After a month#Too late to compare.\n"
        "\t~Never\n"
        "}\n\n"
    )
    assert lacks == [Lack.FEEDBACK]


@pytest.mark.parametrize(
    ("question", "lack"),
    [
        (examples.listen(), Lack.NEEDS_SOUND), (examples.hotspot(), Lack.NEEDS_PICTURE),
        (examples.ordering(), Lack.KIND), (examples.reflection(), Lack.KIND), (examples.oral(), Lack.KIND),
        (examples.practice(), Lack.KIND), (examples.gap(), Lack.SEVERAL_GAPS),
        (replace(examples.numeric(), number=None), Lack.KIND),
        (replace(examples.matching(), stem={"ar": "ما؟"}), Lack.NOT_IN_LANGUAGE),
    ],
)  # fmt: skip
def test_what_gift_has_no_room_for_is_left_out_with_the_reason(question, lack):
    assert there_and_back(gift_writing.write, gift_reading.read, draft_of_question(question)) == ([], [lack])


def test_an_arrow_in_an_answer_is_left_out():
    draft = Draft(0, Kind.MATCHING, {"en": "Which?"}, (DraftOption({"en": "a -> b"}, {"en": "c"}),) * 2, key="k")
    assert there_and_back(gift_writing.write, gift_reading.read, draft) == ([], [Lack.ARROW])


def test_parts_that_stay_behind_are_noted():
    pairs = tuple(DraftOption({"en": at}, {"en": at.upper()}, feedback={"en": "why"}) for at in "ab")
    matching = Draft(0, Kind.MATCHING, {"en": "Which?"}, pairs, key="k", picture=7, lesson="x" * 60)
    assert there_and_back(gift_writing.write, gift_reading.read, matching)[1] == [
        Lack.PICTURE, Lack.ANSWER_FEEDBACK, Lack.TAG,
    ]  # fmt: skip
    assert there_and_back(gift_writing.write, gift_reading.read, draft_of_question(examples.numeric()))[1] == [
        Lack.UNIT
    ]
    truths = (DraftOption({"en": "Safe"}, correct=True), DraftOption({"en": "Not safe"}, correct=False))
    judged = Draft(0, Kind.TRUE_FALSE, {"en": "A lock."}, truths, key="k")
    assert there_and_back(gift_writing.write, gift_reading.read, judged)[1] == [Lack.TRUTH_WORDS]


def test_one_category_stands_for_all_that_follow():
    first, second = (replace(draft_of_question(examples.true_false(key=key)), topic="rights") for key in "ab")
    written = "".join(gift_writing.write([first, second], language="en", note=no_note))
    assert written.count("$CATEGORY") == 1
    assert [draft.topic for draft in read_text(gift_reading.read, written)] == ["rights", "rights"]


def test_a_parser_of_others_reads_what_is_written():
    """Put ``gift-pegjs`` beside with ``npm install gift-pegjs`` in var/gift to run this."""
    at = Path(__file__).resolve().parents[3] / "var" / "gift"
    if not (at / "node_modules" / "gift-pegjs").exists() or not shutil.which("node"):
        pytest.skip("npm's gift-pegjs is not installed in var/gift")
    questions = [
        examples.single(), examples.true_false(), examples.multiple(), examples.scenario(), examples.matching(),
        examples.groups(), examples.numeric(),
    ]  # fmt: skip
    drafts = [draft_of_question(question) for question in questions]
    written = "".join(gift_writing.write(drafts, language="en", note=lambda *_: None))
    script = (
        "const {parse} = require('gift-pegjs'); const text = require('fs').readFileSync(0, 'utf8');"
        "console.log(JSON.stringify(parse(text).map(one => [one.type, one.id])))"
    )
    done = subprocess.run(["node", "-e", script], input=written, cwd=at, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [
        ["MC", "when"], ["TF", "blank-page"], ["MC", "belongs"], ["MC", "doorway"], ["Matching", "words"],
        ["Matching", "who-pays"], ["Numerical", "wage"],
    ]  # fmt: skip
