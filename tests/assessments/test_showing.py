from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.questions import Kind, Question, Words
from assessments.showing import Asked, Choice, Explained, Line, Partner, Verdict, ask, explain
from tests.assessments.examples import EVERY_KIND, en, matching, multiple, ordering, single, true_false


def english(text: str) -> Words:
    return Words(text, "en")


def test_a_question_in_her_language_with_what_falls_back():
    assert ask(single(scene=en("A desk")), language="fil", options=["never", "before"]) == Asked(
        key="when",
        kind=Kind.SINGLE,
        scene=Words("A desk", "en", fell_back=True),
        stem=Words("Kailan dapat mayroon kang kontrata?", "fil"),
        choices=(
            Choice("never", Words("Never", "en", fell_back=True)),
            Choice("before", Words("Bago ako umalis", "fil")),
        ),
    )


def test_a_question_says_whether_some_of_it_fell_back():
    assert ask(single(), language="fil", options=["before", "after"]).fell_back
    assert not ask(single(), language="fil", options=["before"]).fell_back
    assert not ask(single(), language="en", options=["before", "after"]).fell_back
    assert ask(matching(), language="ne", options=[], partners=["A"]).fell_back


def with_other_right_answers(question: Question) -> Question:
    """The same words, yet everything that was right is wrong: marks turned, order reversed, partners passed on."""
    partners = [(option.match_key, option.match) for option in question.options]
    options = [
        replace(option, correct=not option.correct, match_key=key, match=match, feedback=en("something else"))
        for option, (key, match) in zip(question.options, partners[1:] + partners[:1], strict=True)
    ]
    told = {"feedback_right": en("other"), "feedback_wrong": en("other"), "lesson": "x"}
    return replace(question, options=tuple(options[::-1]), level=3, must_know=True, **told)


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda question: question.kind)
def test_questions_that_differ_only_in_what_is_right_look_the_same(question):
    """B11: were another answer right, the page would not change by a letter."""
    shown = {"options": sorted(question.option_keys), "partners": sorted(filter(None, question.partner_keys))}
    assert ask(question, language="en", **shown) == ask(with_other_right_answers(question), language="en", **shown)


def test_her_earlier_choice_is_marked():
    asked = ask(single(), language="en", options=["after", "before"], answered=True, response="after")
    assert [choice.ticked for choice in asked.choices] == [True, False]
    assert (asked.answered, asked.not_sure) == (True, False)


def test_her_earlier_ticks_are_marked():
    asked = ask(multiple(), language="en", options=["r1", "w1", "r2"], answered=True, response=("r1", "r2"))
    assert [choice.ticked for choice in asked.choices] == [True, False, True]


def test_her_earlier_order_is_marked():
    asked = ask(ordering(steps="abc"), language="en", options=list("bca"), answered=True, response=tuple("acb"))
    assert [(choice.key, choice.place) for choice in asked.choices] == [("b", 3), ("c", 2), ("a", 1)]
    assert list(asked.places) == [1, 2, 3]


def test_her_earlier_pairs_are_marked():
    asked = ask(
        matching(pairs="ab"), language="en", options=["b", "a"], partners=["A", "B"], answered=True, response={"a": "B"}
    )
    assert [(choice.key, choice.partner) for choice in asked.choices] == [("b", ""), ("a", "B")]
    assert asked.partners == (Partner("A", english("meaning a")), Partner("B", english("meaning b")))


def test_not_sure_is_an_answer_and_no_answer_is_not():
    assert ask(single(), language="en", options=["before"], answered=True).not_sure
    assert not ask(single(), language="en", options=["before"]).not_sure


def test_the_form_field_is_named_by_the_question():
    assert ask(single(), language="en", options=["before"]).field == "answer-when"


def test_a_right_answer_is_explained():
    assert explain(single(must_know=True), "before", language="en") == Explained(
        key="when",
        kind=Kind.SINGLE,
        verdict=Verdict.RIGHT,
        must_know=True,
        stem=english("When should you have your contract?"),
        hers=(Line(english("Before I travel"), right=True, feedback=english("You can ask.")),),
        better=(),
        feedback=english("Well read."),
        lesson="my-contract/before-i-sign",
    )


def test_a_wrong_answer_is_explained_beside_the_right_one():
    explained = explain(single(), "after", language="en")
    assert explained.verdict is Verdict.WRONG
    assert explained.hers == (Line(english("After a month"), feedback=english("Too late to compare.")),)
    assert explained.better == (Line(english("Before I travel"), right=True, feedback=english("You can ask.")),)
    assert explained.feedback == english("Ask before you sign.")


def test_not_sure_is_met_with_the_right_answer():
    explained = explain(true_false(), None, language="en")
    assert (explained.verdict, explained.hers) == (Verdict.NOT_SURE, ())
    assert explained.better == (Line(english("False"), right=True),)


def test_ticks_are_explained_one_by_one():
    explained = explain(multiple(right=2, wrong=1), ("r1", "w1"), language="en")
    assert explained.verdict is Verdict.WRONG
    assert [(line.text.text, line.right, line.feedback) for line in explained.hers] == [
        ("r1", True, english("why r1")),
        ("w1", False, english("why w1")),
    ]
    assert [line.text.text for line in explained.better] == ["r1", "r2"]


def test_an_order_is_explained_step_by_step():
    explained = explain(ordering(steps="abc"), tuple("acb"), language="en")
    assert (explained.verdict, explained.in_order) == (Verdict.PARTLY, True)
    assert [(line.text.text, line.right) for line in explained.hers] == [
        ("step a", True), ("step c", False), ("step b", False),
    ]  # fmt: skip
    assert [line.text.text for line in explained.better] == ["step a", "step b", "step c"]


def test_pairs_are_explained_pair_by_pair():
    explained = explain(matching(pairs="ab"), {"a": "B", "b": "B"}, language="en")
    assert explained.verdict is Verdict.PARTLY
    assert explained.hers == (
        Line(english("word a"), partner=english("meaning b")),
        Line(english("word b"), partner=english("meaning b"), right=True),
    )
    assert [(line.text.text, line.partner) for line in explained.better] == [
        ("word a", english("meaning a")), ("word b", english("meaning b")),
    ]  # fmt: skip


def test_an_explanation_says_whether_some_of_it_fell_back():
    assert explain(single(), "after", language="fil").fell_back
    assert not explain(single(), "after", language="en").fell_back
