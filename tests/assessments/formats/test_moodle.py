"""Moodle XML: what Moodle writes is read, what an XML file may try is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree

import pytest

from assessments.formats import moodle_reading, moodle_writing
from assessments.formats.drafts import (
    Draft,
    DraftOption,
    Lack,
    Refusal,
    Remark,
    RowError,
    Unreadable,
    UnreadableFile,
)
from assessments.questions import Kind, Number
from tests.assessments import examples
from tests.assessments.formats.trips import draft_of_question, no_note, read_text, there_and_back


def quiz(*questions: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>{"".join(questions)}</quiz>'


def node(kind: str, inside: str, stem: str = "So?", form: str = "html") -> str:
    text = f'<questiontext format="{form}"><text><![CDATA[{stem}]]></text></questiontext>'
    return f'<question type="{kind}"><name><text>n</text></name>{text}{inside}</question>'


def one(kind: str, inside: str, stem: str = "So?") -> Draft:
    [found] = read_text(moodle_reading.read, quiz(node(kind, inside, stem)))
    assert isinstance(found, Draft), found
    return found


def answer(text: str, fraction: str = "0", more: str = "") -> str:
    return f'<answer fraction="{fraction}" format="html"><text>{text}</text>{more}</answer>'


def test_a_choice_with_feedback_key_tags_and_category():
    category = '<question type="category"><category><text>$course$/top/Money</text></category></question>'
    inside = (
        "<single>true</single><idnumber>wage-1</idnumber><tags><tag><text>level:3</text></tag></tags>"
        "<generalfeedback><text>Well.</text></generalfeedback>"
        "<correctfeedback format='html'><text><![CDATA[<p>Yes.</p>]]></text></correctfeedback>"
        + answer("a", "100", "<feedback><text>why</text></feedback>") + answer("b", "50") + answer("c", "odd")
    )  # fmt: skip
    [found] = read_text(moodle_reading.read, quiz(category, node("multichoice", inside, "<p>How <b>much</b>?</p>")))
    assert found == Draft(
        2, Kind.SINGLE, {"en": "How much?"},
        (
            DraftOption({"en": "a"}, correct=True, feedback={"en": "why"}),
            DraftOption({"en": "b"}, correct=False, feedback={"en": ""}),
            DraftOption({"en": "c"}, correct=False, feedback={"en": ""}),
        ),
        key="wage-1", topic="Money", level=3, must_know=False, destinations=(), origins=(),
        feedback_right={"en": "Yes.\nWell."}, feedback_wrong={"en": "Well."},
        remarks=(Remark.PARTIAL_CREDIT, Remark.MARKUP_LOST),
    )  # fmt: skip


def test_several_right_answers():
    found = one("multichoice", "<single>false</single>" + answer("a", "50") + answer("b", "50") + answer("c", "-100"))
    assert (found.kind, [option.correct for option in found.options]) == (Kind.MULTIPLE, [True, True, False])


def test_true_or_false():
    found = one("truefalse", answer("false", "100") + answer("true"))
    assert (found.kind, [option.correct for option in found.options]) == (Kind.TRUE_FALSE, [False, True])


def test_pairs_partners_of_nothing_and_groups():
    pair = "<subquestion format='html'><text>{}</text><answer><text>{}</text></answer></subquestion>"
    found = one("matching", pair.format("a", "1 &lt; 2") + pair.format("b", "2") + pair.format("", "3"))
    assert (found.kind, [one.match["en"] for one in found.options], found.remarks) == (
        Kind.MATCHING, ["1 < 2", "2"], (Remark.EXTRA_PARTNER,),
    )  # fmt: skip
    assert one("ddmatch", pair.format("a", "1") + pair.format("b", "1")).kind is Kind.GROUPS


def test_a_number_with_tolerance_unit_and_feedback():
    units = ("<units><unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit>"
             "<unit><multiplier>1.000</multiplier><unit_name>m</unit_name></unit></units>")  # fmt: skip
    found = one(
        "numerical",
        answer("1500", "100", "<feedback><text>Yes</text></feedback><tolerance>10</tolerance>")
        + answer("1400", "50") + answer("*", "0", "<feedback><text>No</text></feedback>") + units,
    )  # fmt: skip
    assert (found.number, found.unit, found.feedback_right, found.feedback_wrong, found.remarks) == (
        Number(Decimal(1500), Decimal(10)), {"en": "m"}, {"en": "Yes"}, {"en": "No"},
        (Remark.PARTIAL_CREDIT, Remark.UNITS_LOST),
    )  # fmt: skip


def test_gaps_and_words_that_fit_none():
    inside = "".join(f"<{tag}><text>{text}</text><group>{group}</group></{tag}>"
                     for tag, text, group in [("selectoption", "a", 1), ("selectoption", "b", 2)])  # fmt: skip
    found = one("gapselect", inside, "I [[1]] it.")
    assert ([(option.text["en"], option.gap) for option in found.options], found.remarks) == (
        [("a", 1), ("b", 0)], (Remark.WORD_GROUPS,),
    )  # fmt: skip
    assert one("ddwtos", "<dragbox><text>a</text></dragbox>", "[[1]]").options[0].gap == 1


def test_steps_stand_by_their_numbers():
    found = one("ordering", answer("second", "2.0") + answer("first", "1.0"))
    assert (found.kind, [option.text["en"] for option in found.options]) == (Kind.ORDERING, ["first", "second"])


def test_a_free_text_becomes_a_reflection():
    assert one("essay", "").remarks == (Remark.ESSAY,)


def test_pictures_and_sounds_are_left_out_and_told():
    words = '<text>&lt;img src="x"&gt;See</text><file name="x" encoding="base64">QQ==</file>'
    asked = f'<question type="essay"><questiontext format="html">{words}</questiontext></question>'
    [found] = read_text(moodle_reading.read, quiz(asked))
    assert (found.stem, found.remarks) == ({"en": "See"}, (Remark.ESSAY, Remark.PICTURE_LOST))
    hidden = one("essay", "", "<ul><li>one</li><li>two</li></ul><script>evil()</script><br/><svg/>end</style>")
    assert hidden.stem == {"en": "one\ntwo\nend"}


def test_plain_text_is_taken_as_it_stands():
    [found] = read_text(moodle_reading.read, quiz(node("essay", "", "a <b> & c", "plain_text")))
    assert found.stem == {"en": "a <b> & c"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (node("shortanswer", ""), Refusal.TYPED_ANSWER), (node("description", ""), Refusal.DESCRIPTION),
        (node("cloze", ""), Refusal.UNKNOWN_KIND), (node("truefalse", answer("maybe", "100")), Refusal.UNKNOWN_KIND),
        (node("numerical", answer("*", "100")), Refusal.NOT_A_NUMBER),
        (node("numerical", answer("1", "100") + answer("2", "100")), Refusal.SEVERAL_NUMBERS),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_says_why(text, reason):
    [found] = read_text(moodle_reading.read, quiz(text))
    assert isinstance(found, RowError)
    assert found.reason is reason


BOMB = '<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><quiz><question type="essay">&b;</question></quiz>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BOMB, Unreadable.UNSAFE),
        ('<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>', Unreadable.UNSAFE),
        ("<quiz>" + "<question>" * 40, Unreadable.UNSAFE),
        ("<quiz>&undefined;</quiz>", Unreadable.NOT_XML),
        ("<quiz><question></quiz>", Unreadable.NOT_XML),
        ('<?xml version="1.0" encoding="no-such"?><quiz/>', Unreadable.NOT_XML),
        ("<quiz/>" + "\0", Unreadable.NOT_XML),
        ("<html></html>", Unreadable.NOT_MOODLE),
    ],
)
def test_a_file_that_asks_for_more_than_reading_is_refused(data, reason):
    with pytest.raises(UnreadableFile) as refused:
        read_text(moodle_reading.read, data)
    assert refused.value.reason is reason


def test_what_is_no_question_is_passed_over():
    assert read_text(moodle_reading.read, "<quiz>words<info>x</info></quiz>") == []


def test_a_file_too_large_is_not_read(monkeypatch):
    monkeypatch.setattr("assessments.formats.texts.MOST_BYTES", 10)
    with pytest.raises(UnreadableFile, match="file_too_large"):
        list(moodle_reading.read(BytesIO(b" " * 11), language="en"))


def test_what_is_written_is_well_formed_and_complete():
    drafts = [draft_of_question(question) for question in (examples.ordering(), examples.numeric(), examples.gap())]
    text = "".join(moodle_writing.write(drafts, language="en", note=lambda *_: None))
    tree = ElementTree.fromstring(text)
    assert [one.get("type") for one in tree.findall("question")] == ["ordering", "numerical", "gapselect"]
    assert [one.findtext("text") for one in tree.findall("question[3]/selectoption")] == ["passport", "me", "the agent"]
    assert tree.findtext("question[2]/units/unit/unit_name") == "riyals"


@pytest.mark.parametrize(
    ("question", "lack"),
    [
        (examples.listen(), Lack.NEEDS_SOUND), (examples.hotspot(), Lack.NEEDS_PICTURE),
        (examples.reflection(), Lack.KIND), (examples.oral(), Lack.KIND), (examples.practice(), Lack.KIND),
        (replace(examples.numeric(), number=None), Lack.KIND),
        (replace(examples.gap(), stem={"en": "I [[3]]"}), Lack.GAP_NUMBERS),
        (examples.single(stem={"ar": "ما؟"}), Lack.NOT_IN_LANGUAGE),
    ],
)  # fmt: skip
def test_what_moodle_has_no_room_for_is_left_out_with_the_reason(question, lack):
    assert there_and_back(moodle_writing.write, moodle_reading.read, draft_of_question(question)) == ([], [lack])


def test_parts_that_stay_behind_are_noted():
    pairs = tuple(DraftOption({"en": at}, {"en": at.upper()}, feedback={"en": "why"}) for at in "ab")
    matching = Draft(0, Kind.MATCHING, {"en": "Which?"}, pairs, key="k", picture=7)
    assert there_and_back(moodle_writing.write, moodle_reading.read, matching)[1] == [
        Lack.PICTURE,
        Lack.ANSWER_FEEDBACK,
    ]
    truths = (DraftOption({"en": "Safe"}, correct=True), DraftOption({"en": "Not safe"}, correct=False))
    judged = Draft(0, Kind.TRUE_FALSE, {"en": "A lock."}, truths, key="k", feedback_right={"en": "Yes"})
    assert there_and_back(moodle_writing.write, moodle_reading.read, judged)[1] == [Lack.TRUTH_WORDS, Lack.FEEDBACK]


def test_one_category_stands_for_all_that_follow():
    drafts = [draft_of_question(examples.true_false(key=key, topic="rights")) for key in "ab"]
    text = "".join(moodle_writing.write(drafts, language="en", note=no_note))
    assert text.count("<category>") == 1
    assert [draft.topic for draft in read_text(moodle_reading.read, text)] == ["rights", "rights"]
