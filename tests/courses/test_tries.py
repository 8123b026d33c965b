from __future__ import annotations

import json

import pytest

from courses.outline import CourseOutline, LessonOutline, ModuleOutline
from courses.tries import Rule, Try, holds, tries
from tests.learning.outlining import L1, M1, C


def stream(*blocks: dict) -> str:
    return json.dumps([{"type": "text", "value": "<p>About something interactive.</p>", "id": "t"}, *blocks])


def block(name: str, rule: str = "done", percent: int | None = None, content: str = "key") -> dict:
    return {
        "type": "interactive",
        "id": name,
        "value": {"title": "Try", "content": content, "rule": rule, "percent": percent},
    }


def only(*blocks: dict) -> dict:
    return {"type": "only", "id": "o", "value": {"destinations": ["JO"], "content": list(blocks)}}


def test_what_a_lesson_asks_for_is_read_from_its_stream():
    body = stream(block("a"), block("b", "score", 60), block("c", ""))
    assert tries(body) == (Try("a", Rule.DONE), Try("b", Rule.SCORE, 60))


def test_what_only_some_see_nobody_has_to_do():
    assert tries(stream(only(block("a")))) == ()


def test_a_lesson_without_any_asks_for_nothing():
    assert tries("") == tries("[]") == tries(stream()) == ()


def test_a_block_holds_its_content_also_where_only_some_see_it():
    body = stream(block("a", content="x"), only(block("b", content="y")))
    assert holds(body, block="a", content="x")
    assert holds(body, block="b", content="y")
    assert not holds(body, block="a", content="y")
    assert not holds("[]", block="a", content="x")


@pytest.mark.parametrize(
    ("rule", "done", "percent", "met"),
    [
        (Rule.NONE, False, None, True),
        (Rule.OPENED, False, None, True),
        (Rule.DONE, False, 100, False),
        (Rule.DONE, True, None, True),
        (Rule.SCORE, True, None, False),
        (Rule.SCORE, True, 59, False),
        (Rule.SCORE, False, 60, True),
    ],
)
def test_what_is_enough(rule, done, percent, met):
    assert Try("a", rule, 60).met(done=done, percent=percent) is met


def test_an_outline_that_is_kept_as_json_keeps_what_lessons_ask():
    line = LessonOutline(L1, "a", "A", 5, tries=(Try("a", Rule.SCORE, 60),))
    course = CourseOutline(C, "c", "C", (ModuleOutline(M1, "m", "M", 5, (line,)),))
    written = json.loads(json.dumps(course.written()))
    assert CourseOutline.read(written) == course
    del written["modules"][0]["lessons"][0]["tries"]
    assert CourseOutline.read(written).modules[0].lessons[0].tries == ()


def film(name: str, rule: str = "seen", percent: int | None = 80) -> dict:
    return {"type": "film", "id": name, "value": {"title": "Watch", "film": "f", "rule": rule, "percent": percent}}


def test_a_film_asks_for_a_part_of_it():
    assert tries(stream(film("a"), film("b", ""))) == (Try("a", Rule.SEEN, 80),)
    assert holds(stream(film("a")), block="a", content="f")


@pytest.mark.parametrize(
    ("done", "percent", "met"), [(False, 79, False), (False, 80, True), (True, None, True), (False, None, False)]
)
def test_a_film_is_enough_once_that_part_was_seen_or_she_says_so(done, percent, met):
    assert Try("a", Rule.SEEN, 80).met(done=done, percent=percent) is met


def test_a_block_without_a_name_asks_for_nothing():
    nameless = {key: value for key, value in block("a").items() if key != "id"}
    assert tries(stream(nameless, block("b"))) == (Try("b", Rule.DONE),)
    assert not holds(stream(nameless), block="a", content="key")
