from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assessments.formats.drafts import Draft, DraftOption
from assessments.questions import Kind
from courses.asking import Answer, CannotAsk, Known, Template, Unaskable, draft, key_of

JORDAN = Known(
    key="working_hours", place="JO", names={"en": "Jordan", "ar": "الأردن"},
    value={"en": "Your work day is 8 hours.", "ar": "يوم عملك 8 ساعات."}, number=Decimal("8.00"), unit="hours a day",
    source="Regulation 90",
)  # fmt: skip
QATAR = replace(JORDAN, place="QA", names={"en": "Qatar"}, value={"en": "At most 10 hours."}, number=Decimal(10))
KUWAIT = replace(JORDAN, place="KW", names={"en": "Kuwait"}, value={"en": "At most 12 hours."}, number=Decimal(12))
ITALY = replace(JORDAN, place="IT", names={"en": "Italy"}, number=Decimal(54), unit="hours a week")
HOURS = Template(
    code="hours", answer=Answer.NUMBER, unit="hours a day", topic="destination", lesson="ax/day", from_others=True,
    stem={"en": "{place}: how many hours?", "ar": "{place}: كم ساعة؟", "ne": "{place}: कति घण्टा?"},
    wrong={"en": ("14", "16")}, feedback={"en": "{value} Source: {source}."},
)  # fmt: skip
NUMBER = Template(
    code="emergency", answer=Answer.PHONE, from_others=True, never=frozenset({"112"}),
    stem={"en": "{place}: which number?", "ne": "{place}: कुन नम्बर?"},
    wrong={"en": ("My agency", "A friend"), "ne": ("मेरो एजेन्सी", "साथी")},
)  # fmt: skip
POLICE = Known(
    key="emergency", place="SA", names={"en": "Saudi Arabia", "ne": "साउदी"}, phone="911",
    value={"en": "Call 911. In other places, call 999."},
)  # fmt: skip


def said(made: Draft, language: str = "en") -> list[str]:
    return [option.text[language] for option in made.options]


def test_a_fact_and_a_template_make_a_question():
    said = {"en": "Your work day is 8 hours. Source: Regulation 90."}
    assert draft(HOURS, JORDAN, others=[QATAR, KUWAIT, ITALY]) == Draft(
        line=0,
        kind=Kind.SINGLE,
        stem={"en": "Jordan: how many hours?", "ar": "الأردن: كم ساعة؟"},
        options=tuple(
            DraftOption({"en": number, "ar": number}, correct=number == "8") for number in ("8", "10", "12", "14")
        ),
        key="hours-to-jo",
        topic="destination",
        level=1,
        must_know=False,
        destinations=("JO",),
        origins=(),
        fact="working_hours",
        origin_fact="",
        lesson="ax/day",
        feedback_right=said,
        feedback_wrong=said,
    )


def test_an_origin_is_asked_about_itself():
    made = draft(HOURS, replace(JORDAN, place="NP", abroad=False), others=[])
    assert (made.key, made.destinations, made.origins, made.fact, made.origin_fact) == (
        "hours-from-np", (), ("NP",), "", "working_hours",
    )  # fmt: skip


def test_the_nearest_numbers_of_other_places_come_first():
    far = replace(QATAR, place="LB", number=Decimal(40))
    assert said(draft(HOURS, JORDAN, others=[far, KUWAIT, QATAR])) == ["8", "10", "12", "14"]


def test_what_the_fact_itself_names_is_no_wrong_answer():
    others = [replace(POLICE, place="QA", phone="999"), replace(POLICE, place="TH", phone="191")]
    assert said(draft(NUMBER, POLICE, others=others)) == ["911", "191", "My agency", "A friend"]


def test_no_other_number_of_the_same_place_is_a_wrong_answer():
    others = [replace(POLICE, place="QA", phone="998"), replace(POLICE, place="TH", phone="191")]
    assert "998" not in said(draft(NUMBER, POLICE, others=others, numbers={"911", "998"}))


def test_what_helps_nearly_everywhere_is_never_offered():
    assert "112" not in said(draft(NUMBER, POLICE, others=[replace(POLICE, place="IT", phone="112")]))


def test_what_is_true_in_words_is_asked_in_its_own_words():
    template = Template("money", Answer.VALUE, {"en": "{place}: which money?"}, from_others=True)
    facts = [replace(POLICE, place=code, value={"en": f"The {name}."}) for code, name in
             (("JO", "dinar"), ("QA", "riyal"), ("TH", "baht"), ("KW", "dinar"))]  # fmt: skip
    made = draft(template, facts[0], others=facts)
    assert (said(made)[0], sorted(said(made)[1:])) == ("The dinar.", ["The baht.", "The riyal."])


def test_a_language_that_lacks_an_answer_or_the_name_of_the_place_is_left_out():
    assert sorted(draft(NUMBER, POLICE, others=[]).stem) == ["en", "ne"]
    lacking = replace(NUMBER, wrong={"en": ("My agency", "A friend"), "ne": ("मेरो एजेन्सी",)})
    assert sorted(draft(lacking, POLICE, others=[]).stem) == ["en"]
    assert sorted(draft(NUMBER, replace(POLICE, names={"en": "Saudi Arabia"}), others=[]).stem) == ["en"]


@pytest.mark.parametrize(
    ("template", "fact", "reason"),
    [
        (HOURS, ITALY, Unaskable.OTHER_UNIT),
        (HOURS, replace(JORDAN, number=None), Unaskable.NOTHING_TO_ASK),
        (NUMBER, replace(POLICE, phone=""), Unaskable.NOTHING_TO_ASK),
        (replace(HOURS, stem={"ar": "{place}: كم ساعة؟"}), JORDAN, Unaskable.NOTHING_TO_ASK),
        (replace(HOURS, wrong={"en": ("14", "14", "8")}), JORDAN, Unaskable.TOO_FEW_WRONG),
    ],
)
def test_a_fact_that_does_not_fit_is_not_asked(template, fact, reason):
    with pytest.raises(CannotAsk) as refused:
        draft(template, fact, others=[])
    assert refused.value.reason is reason


def test_keys_are_short_enough_for_the_bank():
    assert len(key_of("x" * 30, place="JO", abroad=False)) <= 50


NUMBERS = some.integers(min_value=1, max_value=30)


@given(mine=NUMBERS, others=some.lists(NUMBERS, max_size=8), fixed=some.lists(NUMBERS, max_size=5))
def test_one_answer_is_right_and_no_two_are_the_same(mine, others, fixed):
    fact = replace(JORDAN, number=Decimal(mine), value={"en": f"It is {mine} hours, of which 7 in a row."})
    beside = [replace(QATAR, place=f"X{at}", number=Decimal(number)) for at, number in enumerate(others)]
    template = replace(HOURS, wrong={"en": tuple(map(str, fixed))})
    if len({*fixed, *others} - {mine, 7}) < 2:
        with pytest.raises(CannotAsk):
            draft(template, fact, others=beside)
        return
    made = draft(template, fact, others=beside)
    answers = said(made)
    assert [option.text["en"] for option in made.options if option.correct] == [str(mine)]
    assert len(set(answers)) == len(answers) in (3, 4)
    assert "7" not in answers[1:]


@given(others=some.permutations([QATAR, KUWAIT, ITALY, replace(QATAR, place="SA"), replace(KUWAIT, place="LB")]))
def test_the_order_in_which_facts_come_does_not_matter(others):
    assert draft(HOURS, JORDAN, others=others) == draft(HOURS, JORDAN, others=sorted(others, key=lambda one: one.place))
