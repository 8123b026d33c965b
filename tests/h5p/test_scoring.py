from __future__ import annotations

import pytest
from h5p_python import LibraryKey, Result

from h5p.scoring import NotAnAnswer, Worth, judged_here, worth

CHOICE, SET, WORDS = map(LibraryKey.parse, ("H5P.MultiChoice 1.16", "H5P.QuestionSet 1.20", "H5P.MarkTheWords 1.9"))
CHOICES = {"answers": [{"text": "a", "correct": True}, {"text": "b"}]}


def told(earned: float | None = 1, possible: float | None = 1, verb: str = "answered") -> Result:
    return Result(verb, None, is_whole=True, earned=earned, possible=possible)


def answered(response: str) -> dict:
    return {"statement": {"verb": {"id": "x/answered"}, "result": {"response": response}}, "children": []}


def questions(*libraries: object) -> dict:
    return {"questions": [{"library": library} for library in libraries]}


def test_answers_are_judged_here_whatever_the_browser_says():
    assert worth(CHOICE, CHOICES, told(1), answered("1")) == Worth(True, 0, 1, judged=True)
    assert worth(CHOICE, CHOICES, told(0), answered("0")) == Worth(True, 1, 1, judged=True)


def test_what_no_player_sends_is_no_answer():
    with pytest.raises(NotAnAnswer):
        worth(CHOICE, CHOICES, told(), answered("0[,]9"))
    with pytest.raises(NotAnAnswer):
        worth(CHOICE, CHOICES, told(), None)


def test_what_cannot_be_judged_here_is_what_the_browser_says():
    assert worth(WORDS, {}, told(2, 3), None) == Worth(True, 2, 3)


def test_a_content_without_a_score_is_done_and_no_more():
    assert worth(CHOICE, CHOICES, told(None, None, verb="consume"), None) == Worth(True)


@pytest.mark.parametrize(
    ("libraries", "judged"),
    [
        ((), True),
        (("H5P.MultiChoice 1.16", "H5P.TrueFalse 1.8"), True),
        (("H5P.MultiChoice 1.16", "H5P.DragText 1.10"), False),
        (("nonsense",), False),
        ((None,), False),
    ],
    ids=["empty", "all of them", "one is not", "no library", "nothing"],
)
def test_a_set_is_judged_here_where_each_of_its_questions_is(libraries, judged):
    assert judged_here(SET, questions(*libraries)) is judged


def test_a_set_of_what_is_no_question_is_not_judged_here():
    assert judged_here(SET, {"questions": ["x"]}) is False


@pytest.mark.parametrize(
    ("earned", "possible", "percent"), [(2, 3, 66), (3, 3, 100), (0, 3, 0), (None, 3, None), (1, 0, None)]
)
def test_per_cent_is_cut_and_not_rounded(earned, possible, percent):
    assert Worth(True, earned, possible).percent == percent


@pytest.mark.parametrize(("earned", "possible", "percent"), [(1e308, 1e308, 100), (5e-324, 1e308, 0), (29, 100, 29)])
def test_a_score_of_any_size_is_a_share(earned, possible, percent):
    assert Worth(True, earned, possible).percent == percent
