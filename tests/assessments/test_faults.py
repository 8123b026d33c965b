from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from assessments.faults import Problem, problems
from assessments.questions import Area, Kind, Number, Option
from tests.assessments.examples import (
    EVERY_KIND,
    en,
    gap,
    groups,
    hotspot,
    listen,
    matching,
    multiple,
    numeric,
    oral,
    ordering,
    reflection,
    scenario,
    single,
)


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda question: question.kind)
def test_a_sound_question_has_no_problems(question):
    assert problems(question) == ()


def _options(*texts: str, correct: str = "") -> tuple[Option, ...]:
    return tuple(Option(f"k{at}", en(text), correct=text == correct) for at, text in enumerate(texts))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (single(stem={"fil": "Kailan?"}), {Problem.NO_STEM}),
        (single(options=_options("Only", correct="Only")), {Problem.TOO_FEW_ANSWERS}),
        (single(options=()), {Problem.TOO_FEW_ANSWERS, Problem.NO_RIGHT_ANSWER}),
        (single(options=_options("Yes", "", correct="Yes")), {Problem.EMPTY_ANSWER}),
        (single(options=(*_options("Yes", "No", correct="Yes"), Option("x", en("yes ")))), {Problem.SAME_ANSWER_TWICE}),
        (single(options=_options("Yes", "No")), {Problem.NO_RIGHT_ANSWER}),
        (multiple(right=0), {Problem.NO_RIGHT_ANSWER}),
        (replace(multiple(), kind=Kind.SINGLE), {Problem.SEVERAL_RIGHT_ANSWERS}),
        (replace(single(), kind=Kind.TRUE_FALSE), {Problem.NOT_TWO_ANSWERS}),
        (replace(matching(), options=_options("a", "b")), {Problem.NO_PARTNER}),
        (
            replace(matching(), options=tuple(Option(key, en(key), key.upper(), en("the same")) for key in "ab")),
            {Problem.SAME_PARTNER_TWICE},
        ),
        (ordering(steps="a"), {Problem.TOO_FEW_ANSWERS}),
        (replace(oral(), options=()), {Problem.TOO_FEW_ANSWERS}),
        (replace(scenario(), scene={}), {Problem.NO_SCENE}),
        (replace(listen(), scene=None), {Problem.NOTHING_TO_HEAR}),
        (replace(groups(), options=_options("a", "b")), {Problem.NO_GROUP}),
        (replace(groups(), options=groups().options[::2]), {Problem.ONE_GROUP}),
        (replace(gap(), stem=en("I keep it.")), {Problem.NO_GAPS, Problem.GAPS_DIFFER}),
        (replace(gap(), stem={**gap().stem, "fil": "Nasa [[2]] ito."}), {Problem.GAPS_DIFFER}),
        (replace(gap(), stem=en("I keep my [[1]], my [[1]] with [[2]].")), {Problem.GAPS_DIFFER}),
        (
            replace(gap(), options=(*gap().options, Option("papers", en("papers"), gap=1))),
            {Problem.GAP_TWICE},
        ),
        (replace(numeric(), number=None), {Problem.NO_NUMBER}),
        (replace(numeric(), number=Number(Decimal(5), Decimal(-1))), {Problem.TOLERANCE_BELOW_NOUGHT}),
        (replace(numeric(), options=_options("5")), {Problem.ANSWERS_NOT_NEEDED}),
        (replace(reflection(), options=_options("Yes")), {Problem.ANSWERS_NOT_NEEDED}),
        (replace(hotspot(), picture=None), {Problem.NO_PICTURE}),
        (
            replace(hotspot(), options=(*hotspot().options, Option("roof", en("The roof"), area=Area(90, 0, 20, 5)))),
            {Problem.NO_AREA},
        ),
    ],
)
def test_each_fault_is_named(question, found):
    assert set(problems(question)) == found


def test_answers_that_read_the_same_in_a_translation_are_a_fault():
    options = (Option("a", {"en": "Wage", "fil": "Sahod"}, correct=True), Option("b", {"en": "Salary", "fil": "sahod"}))
    assert problems(single(options=options)) == (Problem.SAME_ANSWER_TWICE,)
