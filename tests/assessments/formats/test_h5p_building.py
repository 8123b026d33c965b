from decimal import Decimal

import pytest
from h5p_python import builder

from assessments.formats import h5p_building
from assessments.formats.drafts import CannotCarry, Draft, DraftOption, Lack
from assessments.questions import Kind, Number

EN = "en"


def said(text: str) -> dict[str, str]:
    return {EN: text} if text else {}


def option(text: str, *, correct: bool = False, feedback: str = "", **more) -> DraftOption:
    return DraftOption(said(text), correct=correct, feedback=said(feedback), **more)


def draft(kind: Kind = Kind.SINGLE, *options: DraftOption, stem: str = "Who pays?", **more) -> Draft:
    return Draft(0, kind, said(stem), options, key="who-pays", **more)


def carried(one: Draft, *, quick: bool = False, language: str = EN, pictures=None):
    noted: list[Lack] = []
    setting = h5p_building.Setting(language, "Write.", lambda _draft, lack: noted.append(lack), pictures or {})
    build = h5p_building.quick_choice if quick else h5p_building.question
    return build(one, setting), noted


RIGHT, WRONG = option("The employer", correct=True, feedback="It is the law."), option("I")
TRUTHS = (option("True"), option("False", correct=True, feedback="Nobody may."))


def test_a_choice_keeps_its_answers_and_says_its_feedback_at_them():
    made, noted = carried(
        draft(
            Kind.SCENARIO, RIGHT, WRONG, scene=said("An agent asks.\nFor money."), feedback_wrong=said("Read < again.")
        )
    )
    assert made == builder.MultiChoice(
        "<p>An agent asks.</p><p>For money.</p><p>Who pays?</p>",
        (
            builder.Answer("The employer", correct=True, when_chosen="It is the law."),
            builder.Answer("I", when_chosen="Read &lt; again."),
        ),
        key="who-pays",
    )
    assert noted == []


def test_a_truth_is_judged_in_the_words_of_h5p():
    made, noted = carried(draft(Kind.TRUE_FALSE, *TRUTHS, feedback_wrong=said("Think\nagain.")))
    assert made == builder.TrueFalse(
        "<p>Who pays?</p>", correct=False, when_right="Nobody may.", when_wrong="Think again.", key="who-pays"
    )
    assert noted == []
    assert carried(draft(Kind.TRUE_FALSE, option("Fair"), option("Unfair", correct=True)))[1] == [Lack.TRUTH_WORDS]


def test_gaps_are_filled_by_typing():
    made, noted = carried(
        draft(
            Kind.GAP, option("1343", gap=1), option("day", gap=2), option("999"), stem="Call [[1]]\nany [[2]] & night."
        )
    )
    assert made == builder.Blanks(
        "<p>Write.</p>", ("Call *1343*", "any *day* &amp; night."), forgives_slips=True, key="who-pays"
    )
    assert noted == [Lack.CHOICE_OF_WORDS]


def test_a_number_is_typed_with_its_unit_beside():
    made, _ = carried(draft(Kind.NUMERIC, number=Number(Decimal("48.0")), unit=said("hours")))
    assert made == builder.Blanks("<p>Who pays?</p>", ("*48* hours",), forgives_slips=True, key="who-pays")


def test_a_quick_choice_has_one_right_answer_of_two_to_four():
    made, noted = carried(draft(Kind.SINGLE, WRONG, RIGHT, picture=4), quick=True)
    assert made == builder.SingleChoice("<p>Who pays?</p>", "The employer", ("I",), key="who-pays")
    assert noted == [Lack.PICTURE, Lack.ANSWER_FEEDBACK, Lack.PICTURE]


@pytest.mark.parametrize(
    ("one", "quick", "lack"),
    [
        (draft(Kind.MATCHING), False, Lack.KIND),
        (draft(Kind.LISTEN, RIGHT, WRONG), False, Lack.NEEDS_SOUND),
        (draft(Kind.HOTSPOT, RIGHT, WRONG), False, Lack.NEEDS_PICTURE),
        (draft(Kind.SINGLE, WRONG, WRONG), False, Lack.NOT_TWO_TO_FOUR),
        (draft(Kind.SINGLE, RIGHT, RIGHT), True, Lack.NOT_TWO_TO_FOUR),
        (draft(Kind.MULTIPLE, RIGHT, WRONG), True, Lack.KIND),
        (draft(Kind.SINGLE, RIGHT, WRONG, option("a"), option("b"), option("c")), True, Lack.NOT_TWO_TO_FOUR),
        (draft(Kind.GAP, option("a/b", gap=1), stem="[[1]]"), False, Lack.SIGNS),
        (draft(Kind.GAP, option("a", gap=1), stem="[[1]] 2*3"), False, Lack.SIGNS),
        (draft(Kind.GAP, option("a", gap=1), stem="[[1]] [[2]]"), False, Lack.GAP_NUMBERS),
        (draft(Kind.NUMERIC, number=Number(Decimal(4), Decimal(1))), False, Lack.TOLERANCE),
        (draft(Kind.SINGLE, RIGHT, DraftOption({"ar": "أنا"})), False, Lack.NOT_IN_LANGUAGE),
    ],
    ids=["pairs", "sound", "place", "none-right", "two-right", "several", "five", "slash", "star", "no-word",
         "tolerance", "language"],
)  # fmt: skip
def test_what_h5p_has_no_room_for_stays_here(one, quick, lack):
    with pytest.raises(CannotCarry) as refused:
        carried(one, quick=quick)
    assert refused.value.lack is lack


def test_a_fact_and_what_must_be_known_are_said():
    assert carried(draft(Kind.SINGLE, RIGHT, WRONG, fact="hotline", must_know=True))[1] == [Lack.MUST_KNOW, Lack.FACT]


def test_a_picture_goes_along_where_there_is_one():
    picture = builder.Picture("a.png", b"", "")
    assert carried(draft(Kind.SINGLE, RIGHT, WRONG, picture=4), pictures={4: picture})[0].picture == picture
    assert carried(draft(Kind.SINGLE, RIGHT, WRONG, picture=4))[1] == [Lack.PICTURE]


def test_one_question_is_itself_and_several_are_a_set():
    one = carried(draft(Kind.SINGLE, RIGHT, WRONG))[0]
    assert h5p_building.gathered([one], pass_mark=70) == one
    assert h5p_building.gathered([one, one], pass_mark=70) == builder.QuestionSet((one, one), pass_percentage=70)
