"""A lesson with an H5P content can be handed over: the place stays, and its content comes by a file of its own."""

from __future__ import annotations

import uuid

import pytest

from courses.blocks import LessonStream
from handover.crossing import Outgoing
from handover.faults import Fault
from handover.streams import carry


def block(content: object) -> list[dict]:
    value = {"title": "Who pays?", "why": "Try it.", "content": content, "rule": "score", "percent": 60}
    return [{"type": "interactive", "id": str(uuid.UUID(int=1)), "value": value}]


@pytest.mark.parametrize("content", [str(uuid.UUID(int=7)), None], ids=["chosen", "not chosen"])
def test_the_key_of_a_content_goes_along(content):
    crossing = Outgoing()
    assert carry(LessonStream(), block(content), crossing, "body") == block(content)
    assert crossing.problems == []


@pytest.mark.parametrize("content", ["../x", 7, ["x"]], ids=["path", "number", "list"])
def test_what_is_no_key_is_a_fault(content):
    crossing = Outgoing()
    carry(LessonStream(), block(content), crossing, "body")
    assert [problem.fault for problem in crossing.problems] == [Fault.WRONG_TYPE]
