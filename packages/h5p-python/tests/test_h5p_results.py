import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p_python import (
    CannotRescore,
    LibraryKey,
    NotAStatement,
    Result,
    Score,
    can_rescore,
    read_statement,
    rescore,
    sealed,
)
from h5p_python.rescoring import (
    blanks_in,
    distance,
    score_blanks,
    score_multiple_choice,
    score_single_choice_set,
    score_true_false,
)

PARENT = {"contextActivities": {"parent": [{"id": "x"}]}}


def statement(response=None, *, verb="answered", part=None, **more):
    return {
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"id": f"https://x.example/1?subContentId={part}" if part else "https://x.example/1"},
        **({"result": {"response": response}} if response is not None else {}),
        **({"context": PARENT} if part else {}),
        **more,
    }


def data(response, *children, part=None):
    return {"statement": statement(response, part=part), "children": list(children)}


# Statements.


def test_a_statement_is_read_into_a_result():
    result = {
        "score": {"raw": 2, "max": 3, "min": 0, "scaled": 0.67},
        "completion": True,
        "success": False,
        "response": "0[,]1",
        "duration": "P1DT1H2M3.5S",
    }
    assert read_statement(statement(result=result)) == Result(
        "answered", None, True, 2.0, 3.0, False, True, "0[,]1", ((25 * 60) + 2) * 60 + 3.5
    )


def test_a_part_is_told_from_the_whole():
    whole, part = read_statement(statement("0")), read_statement(statement("0", part="a-1"))
    assert (whole.is_whole, whole.sub_content, whole.completes) == (True, None, True)
    assert (part.is_whole, part.sub_content, part.completes) == (False, "a-1", False)


@pytest.mark.parametrize(
    ("verb", "completes"),
    [
        ("completed", True),
        ("answered", True),
        ("passed", True),
        ("consume", True),
        ("attempted", False),
        ("progressed", False),
    ],
)
def test_a_content_is_done_by_some_verbs(verb, completes):
    assert read_statement(statement(verb=verb)).completes is completes


def test_the_verb_of_the_accordion_is_known():
    told = {"verb": {"id": "http://activitystrea.ms/schema/1.0/consume"}}
    assert read_statement(told) == Result("consume", None, True)


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ({"raw": 9, "max": 3}, (3.0, 3.0)),
        ({"raw": -1, "max": 3}, (0.0, 3.0)),
        ({"raw": "2", "max": True}, (None, None)),
        ({"raw": float("nan"), "max": float("inf")}, (None, None)),
        ({"raw": 10**400, "max": 3}, (None, 3.0)),
        ({"raw": 2}, (2.0, None)),
        (7, (None, None)),
    ],
)
def test_no_score_is_above_what_is_possible(score, expected):
    result = read_statement(statement(result={"score": score}))
    assert (result.earned, result.possible) == expected


def test_the_ratio_of_a_result_is_known_where_there_is_one():
    assert Result("x", None, True, 1, 4).ratio == 0.25
    assert Result("x", None, True, 1, 0).ratio is None
    assert Result("x", None, True).ratio is None


@pytest.mark.parametrize("duration", ["", "1", "P1Y", "PT1.S", 7, "PT" + "1" * 99 + "S"])
def test_a_duration_that_is_none_is_left_out(duration):
    assert read_statement(statement(result={"duration": duration})).seconds is None


@pytest.mark.parametrize("address", [None, 7, "https://[x", "https://x/?subContentId=%3Cb%3E", "https://x/"])
def test_a_part_without_a_sound_name_is_none(address):
    assert read_statement({**statement(), "object": {"id": address}}).sub_content is None


@pytest.mark.parametrize("value", [None, [], {}, {"verb": "answered"}, {"verb": {"id": 7}}])
def test_what_is_no_statement_is_said(value):
    with pytest.raises(NotAStatement):
        read_statement(value)


def test_who_what_and_when_come_from_the_server():
    told = {
        **statement("0", part="a-1"),
        "actor": {"name": "Mallory"},
        "timestamp": "1999",
        "id": "1",
        "authority": {},
    }
    told["object"]["definition"] = {"interactionType": "choice"}
    whole = {"id": "https://here/7", "objectType": "Activity"}
    assert sealed(told, actor={"account": "p1"}, object_id="https://here/7", timestamp="now") == {
        "actor": {"account": "p1"},
        "verb": told["verb"],
        "object": {
            "id": "https://here/7?subContentId=a-1",
            "objectType": "Activity",
            "definition": {"interactionType": "choice"},
        },
        "result": {"response": "0"},
        "context": {"contextActivities": {"parent": [whole]}},
        "timestamp": "now",
    }
    assert sealed(statement(), actor={}, object_id="https://here/7", timestamp="now") == {
        "actor": {},
        "verb": statement()["verb"],
        "object": whole,
        "timestamp": "now",
    }


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["verb", "id", "result", "score", "raw", "max", "object", "context"]), inner)
    ),
    max_leaves=10,
)


@given(json_values)
def test_whatever_a_browser_sends_is_read_or_refused(value):
    try:
        result = read_statement(value)
    except NotAStatement:
        return
    assert result.earned is None or result.possible is None or 0 <= result.earned <= max(0, result.possible)


# Scores.


def choice(*right, **behaviour):
    return {"answers": [{"correct": one} for one in right], "behaviour": behaviour}


@pytest.mark.parametrize(
    ("params", "response", "expected"),
    [
        (choice(True, False, False), "0", Score(1, 1)),
        (choice(True, False, False), "1", Score(0, 1)),
        (choice(True, False, False), "", Score(0, 1)),
        (choice(True, True, False), "0[,]1", Score(2, 2)),
        (choice(True, True, False), "0", Score(1, 2)),
        (choice(True, True, False), "0[,]2", Score(0, 2)),
        (choice(True, True, False), "2", Score(0, 2)),
        (choice(True, True, False), "0[,]0", Score(1, 2)),
        (choice(False, False), "", Score(1, 1)),
        (choice(False, False), "0", Score(0, 1)),
        (choice(True, True, False, singlePoint=True), "0[,]1", Score(1, 1)),
        (choice(True, True, False, singlePoint=True), "0", Score(0, 1)),
        (choice(True, True, False, singlePoint=True, passPercentage=50), "0", Score(1, 1)),
        (choice(True, True, False, type="single"), "1", Score(1, 1)),
        (choice(True, False, False, type="multi"), "0[,]1", Score(0, 1)),
        ({"answers": [{"correct": True}, {}]}, "0", Score(1, 1)),
    ],
)
def test_multiple_choice_gives_a_point_for_each_right_answer_and_takes_one_for_each_wrong(params, response, expected):
    assert score_multiple_choice(params, response) == expected


@pytest.mark.parametrize("response", ["3", "-1", "x", "0[,]", "0[,]1", "9" * 50, "²"])
def test_an_answer_that_no_player_sends_is_refused(response):
    with pytest.raises(CannotRescore):
        score_multiple_choice(choice(True, False, False), response)


@given(st.lists(st.booleans(), min_size=1, max_size=6), st.sets(st.integers(0, 5)), st.booleans())
def test_no_choice_gives_more_than_is_possible(right, chosen, one_point):
    response = "[,]".join(str(place) for place in sorted(chosen) if place < len(right))
    score = score_multiple_choice(choice(*right, type="multi", singlePoint=one_point), response)
    assert 0 <= score.earned <= score.possible
    exactly = {place for place, one in enumerate(right) if one} == {place for place in chosen if place < len(right)}
    assert (score.ratio == 1) is exactly


@pytest.mark.parametrize(
    ("correct", "response", "earned"), [("true", "true", 1), ("false", "true", 0), ("false", "false", 1)]
)
def test_true_or_false_gives_one_point(correct, response, earned):
    assert score_true_false({"correct": correct}, response) == Score(earned, 1)


def test_true_or_false_takes_no_other_answer():
    with pytest.raises(CannotRescore):
        score_true_false({}, "maybe")


@pytest.mark.parametrize(
    ("line", "blanks"),
    [
        ("none", []),
        ("*a*", [("a",)]),
        ("The *a / b:a tip* and *<b>c</b> &amp; d*", [("a", "b"), ("c & d",)]),
        ("*a* * b", [("a",)]),
        ("*:tip*", [("",)]),
    ],
)
def test_the_blanks_of_a_line_are_found(line, blanks):
    assert list(blanks_in(line)) == blanks


@pytest.mark.parametrize(
    ("lines", "behaviour", "response", "expected"),
    [
        (["*Manila/Maynila*"], {}, "Maynila", Score(1, 1)),
        (["*Manila*"], {}, " Manila\xa0", Score(1, 1)),
        (["*Manila*"], {}, "manila", Score(0, 1)),
        (["*Manila*"], {"caseSensitive": False}, "mANILA", Score(1, 1)),
        (["*a* *b*", "*c*"], {}, "a[,]x[,]c", Score(2, 3)),
        (["*a* *b*"], {}, "a", Score(1, 2)),
        (["*Manila*"], {"acceptSpellingErrors": True}, "Manlia", Score(1, 1)),
        (["*Manila*"], {"acceptSpellingErrors": True}, "Menela", Score(0, 1)),
        (["*Philippines*"], {"acceptSpellingErrors": True}, "Phillipines", Score(1, 1)),
        (["*Rio*"], {"acceptSpellingErrors": True}, "Rie", Score(0, 1)),
        (["none"], {}, "", Score(0, 0)),
    ],
)
def test_blanks_give_a_point_for_each_right_word(lines, behaviour, response, expected):
    assert score_blanks({"questions": lines, "behaviour": behaviour}, response) == expected


def test_more_words_than_blanks_are_refused():
    with pytest.raises(CannotRescore):
        score_blanks({"questions": ["*a*"]}, "a[,]b")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("abc", "abd", 1), ("abcd", "bacx", 2), ("x" * 300, "x", 200)],
)
def test_slips_are_counted(one, other, expected):
    assert distance(one, other) == expected


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_slips_are_the_same_in_both_directions(one, other):
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) is (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))


CHOICES = {"choices": [{"answers": ["r", "w"]}, {"answers": ["r", "w", "v"]}]}


def test_a_set_of_single_choices_gives_a_point_for_each_first_answer():
    assert score_single_choice_set(CHOICES, ["0", "2"]) == Score(1, 2)
    assert score_single_choice_set(CHOICES, ["0", None]) == score_single_choice_set(CHOICES, ["0"]) == Score(1, 2)
    for responses in (["0", "0", "0"], ["2", "0"]):
        with pytest.raises(CannotRescore):
            score_single_choice_set(CHOICES, responses)


QUESTIONS = {
    "questions": [
        {"library": "H5P.TrueFalse 1.8", "params": {"correct": "true"}, "subContentId": "a"},
        {"library": "H5P.MultiChoice 1.16", "params": choice(True, True, False), "subContentId": "b"},
        {"library": "H5P.Blanks 1.14", "params": {"questions": ["*x*"]}, "subContentId": "c"},
    ]
}
SET = LibraryKey("H5P.QuestionSet", 1, 20)


def test_a_question_set_is_the_sum_of_its_parts_in_whatever_order_they_were_shown():
    parts = [data("x", part="c"), data("true", part="a"), data("0", part="b")]
    assert rescore(SET, QUESTIONS, data("", *parts)) == Score(3, 4)
    assert rescore(SET, {**QUESTIONS, "poolSize": 2}, data("", *parts[:2])) == Score(2, 2)


@pytest.mark.parametrize(
    "parts",
    [
        [data("true", part="a")],
        [data("true", part="a"), data("true", part="a"), data("x", part="c")],
        [data("true", part="a"), data("0", part="b"), data("x", part="z")],
        [data("true", part="a"), data("0", part="b"), data("x")],
        [data("true", part="a"), data("0", part="b"), {}],
        [data("true", part="a"), data("0", part="b"), 7],
    ],
    ids=["parts missing", "a part twice", "a part unknown", "a part unnamed", "no statement", "no object"],
)
def test_parts_that_no_player_sends_are_refused(parts):
    with pytest.raises(CannotRescore):
        rescore(SET, QUESTIONS, data("", *parts))


def test_a_set_that_names_no_question_twice_the_same_or_a_set_is_refused():
    one = QUESTIONS["questions"][0]
    for questions in ([one, one], [{**one, "library": "?"}], [{**one, "library": "H5P.QuestionSet 1.20"}]):
        with pytest.raises(CannotRescore):
            rescore(SET, {"questions": questions}, data("", data("true", part="a")))


@pytest.mark.parametrize(
    ("name", "params", "sent", "expected"),
    [
        ("H5P.MultiChoice 1.16", choice(True, False), data("0"), Score(1, 1)),
        ("H5P.TrueFalse 1.8", {"correct": "true"}, data("false"), Score(0, 1)),
        ("H5P.Blanks 1.14", {"questions": ["*a*"]}, data("a"), Score(1, 1)),
        ("H5P.SingleChoiceSet 1.11", CHOICES, data(None, data("0"), data("1")), Score(1, 2)),
    ],
)
def test_each_kind_is_judged_by_what_the_server_holds(name, params, sent, expected):
    library = LibraryKey.parse(name)
    assert can_rescore(library)
    assert rescore(library, params, sent) == expected


def test_other_kinds_and_broken_answers_are_not_judged():
    assert not can_rescore(LibraryKey("H5P.Essay", 1, 2))
    for library, sent in [
        ("H5P.Essay 1.2", data("0")),
        ("H5P.TrueFalse 1.8", None),
        ("H5P.TrueFalse 1.8", {"statement": 1}),
    ]:
        with pytest.raises(CannotRescore):
            rescore(LibraryKey.parse(library), {}, sent)
    for sent in (None, {"children": 7}, {}):
        with pytest.raises(CannotRescore):
            rescore(LibraryKey.parse("H5P.SingleChoiceSet 1.11"), CHOICES, sent)


def test_scores_add_up():
    assert Score(1, 2) + Score(1, 1) == Score(2, 3)
    assert (Score(1, 2).ratio, Score(0, 0).ratio) == (0.5, 0.0)


def test_a_content_without_questions_gives_nothing_and_breaks_nothing():
    assert score_multiple_choice({}, "") == Score(1, 1)
    assert score_blanks({}, "") == score_single_choice_set({}, []) == rescore(SET, {}, data("")) == Score(0, 0)
