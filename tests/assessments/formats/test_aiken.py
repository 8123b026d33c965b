from __future__ import annotations

import pytest

from assessments.formats import aiken
from assessments.formats.drafts import Draft, DraftOption, Lack, Refusal, RowError
from assessments.questions import Kind
from tests.assessments import examples
from tests.assessments.formats.trips import draft_of_question, read_text, there_and_back


def test_a_question_has_letters_and_the_letter_of_the_right_one():
    text = "When?\nA. Before\nB) After\nANSWER: A\n\nWhere,\nmy dear?\nA. Here\n\nB. There\nANSWER: B"
    assert read_text(aiken.read, text) == [
        Draft(1, Kind.SINGLE, {"en": "When?"},
              (DraftOption({"en": "Before"}, correct=True), DraftOption({"en": "After"}, correct=False))),
        Draft(6, Kind.SINGLE, {"en": "Where,\nmy dear?"},
              (DraftOption({"en": "Here"}, correct=False), DraftOption({"en": "There"}, correct=True))),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("When?\nA. Before\nB. After", [RowError(1, Refusal.NO_ANSWER_LINE, "When?")]),
        ("When?\nA. Before\nANSWER: C", [RowError(1, Refusal.ANSWER_NOT_THERE, "C")]),
        ("When?\nA. Before\nANSWER: none", [RowError(1, Refusal.ANSWER_NOT_THERE, "")]),
        ("ANSWER: A", [RowError(1, Refusal.ANSWER_NOT_THERE, "A")]),
        ("When?\nA. Now\nWhere?\nA. Here\nANSWER: A", [RowError(1, Refusal.NO_ANSWER_LINE, "When?")]),
    ],
)
def test_a_question_without_its_right_answer_is_refused(text, found):
    assert read_text(aiken.read, text)[:1] == found


def test_what_is_written_is_read_elsewhere():
    text = "".join(aiken.write([draft_of_question(examples.single())], language="en", note=lambda *_: None))
    assert text == "When should you have your contract?\nA. Before I travel\nB. After a month\nC. Never\nANSWER: A\n\n"


def _single(stem: str = "When?", answers: tuple[str, ...] = ("Now", "Then")) -> Draft:
    options = tuple(DraftOption({"en": text}, correct=not at) for at, text in enumerate(answers))
    return Draft(0, Kind.SINGLE, {"en": stem}, options)


@pytest.mark.parametrize(
    ("draft", "lack"),
    [
        (draft_of_question(examples.multiple()), Lack.KIND),
        (draft_of_question(examples.scenario()), Lack.KIND),
        (draft_of_question(examples.single(scene={"en": "A room."})), Lack.KIND),
        (_single(answers=tuple(map(str, range(27)))), Lack.TOO_MANY_ANSWERS),
        (_single("When?\nNow?"), Lack.LINES),
        (_single(answers=("a\nb", "c")), Lack.LINES),
        (_single("A. What is it?"), Lack.READS_AS_ANSWER),
        (_single("ANSWER: is a word"), Lack.READS_AS_ANSWER),
        (_single(""), Lack.NOT_IN_LANGUAGE),
    ],
)
def test_what_aiken_has_no_room_for_is_left_out_with_the_reason(draft, lack):
    assert there_and_back(aiken.write, aiken.read, draft) == ([], [lack])


def test_parts_that_stay_behind_are_noted():
    draft = draft_of_question(examples.single(picture=7))
    assert there_and_back(aiken.write, aiken.read, draft)[1] == [
        Lack.PICTURE, Lack.FEEDBACK, Lack.ANSWER_FEEDBACK, Lack.TAG,
    ]  # fmt: skip
