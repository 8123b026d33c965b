"""What taking a row would do."""

from __future__ import annotations

import pytest

from translating.messages import Line, Mark, Message, Row, Verdict, compare

EMPTY = Message("p/body.1#1", "Lesson", "Ask for <b>help</b>", tagged=True)
DONE = Message("p/body.1#2", "Lesson", "Wait", "Maghintay", Mark.DONE, tagged=True)


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (Row(2, EMPTY.key, EMPTY.source, "Humingi ng <b>tulong</b>", Mark.DONE), Verdict.NEW),
        (Row(2, DONE.key, DONE.source, "Maghintay", Mark.DONE), Verdict.SAME),
        (Row(2, DONE.key, DONE.source, "Hintay", Mark.DONE), Verdict.CHANGED),
        (Row(2, DONE.key, DONE.source, " "), Verdict.NOTHING),
        (Row(2, DONE.key, DONE.source, "Hintay", Mark.REVISE), Verdict.REVISE),
        (Row(2, "p/body.9#1", "Wait", "Hintay", Mark.DONE), Verdict.UNKNOWN),
        (Row(2, DONE.key, "Wait!", "Hintay!", Mark.DONE), Verdict.SOURCE_CHANGED),
        (Row(2, EMPTY.key, EMPTY.source, "Humingi ng tulong", Mark.DONE), Verdict.TAGS_DIFFER),
        (Row(2, EMPTY.key, EMPTY.source, "Humingi <b>", Mark.DONE), Verdict.TAGS_BROKEN),
        (Row(2, DONE.key, DONE.source, "{x}", Mark.DONE), Verdict.PLACEHOLDERS_DIFFER),
        (Row(2, DONE.key, DONE.source, "=1", Mark.DONE, formula=True), Verdict.FORMULA),
    ],
)
def test_each_row_has_its_verdict(row, verdict):
    assert [line.verdict for line in compare([row], [EMPTY, DONE])] == [verdict]


def test_passages_that_changed_their_order_are_found_by_their_words():
    row = Row(2, EMPTY.key, DONE.source, "Hintay", Mark.DONE)
    assert compare([row], [EMPTY, DONE]) == (Line(row, DONE, Verdict.CHANGED),)


def test_a_key_that_stands_twice_is_not_taken():
    rows = [Row(2, DONE.key, DONE.source, "A", Mark.DONE), Row(3, DONE.key, DONE.source, "B", Mark.DONE)]
    assert [line.verdict for line in compare(rows, [DONE])] == [Verdict.TWICE, Verdict.TWICE]
