from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.questions import Kind, Question, Words
from assessments.showing import Asked, Choice, Partner, Piece, ask
from tests.assessments.examples import EVERY_KIND, en, gap, matching, multiple, numeric, ordering, reflection, single


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


def test_a_sentence_stands_in_pieces_round_its_gaps_in_the_order_of_the_language():
    asked = ask(gap(), language="fil", options=["me"], answered=True, response={"1": "passport"})
    assert asked.sentence == (
        Piece("Nasa "), Piece(gap="2"), Piece(" ang "), Piece(gap="1", chosen="passport"), Piece(" ko."),
    )  # fmt: skip


def test_a_number_is_shown_with_its_unit():
    asked = ask(numeric(), language="en", options=[], answered=True, response="900")
    assert (asked.number, asked.unit) == ("900", english("riyals"))


def test_a_reflection_knows_only_that_it_was_made():
    assert ask(reflection(), language="en", options=[], answered=True, response="reflected").reflected
    assert not ask(reflection(), language="en", options=[], answered=True).reflected
