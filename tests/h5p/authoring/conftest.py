"""A set of questions, as the builder writes it, on the shelf of a package of our own."""

from __future__ import annotations

import io
from collections.abc import Iterator

import h5p_making as making
import pytest
from h5p_python import MadeContent, Shelf, open_package
from h5p_python.builder import Answer, Blanks, MultiChoice, QuestionSet, TrueFalse, build

SET = QuestionSet(
    (
        MultiChoice("<p>Who keeps your passport?</p>", (Answer("I do", correct=True), Answer("My <em>employer</em>"))),
        TrueFalse("<p>You may be paid in kind.</p>", correct=False),
        TrueFalse("<p>Rest is a right.</p>", correct=True),
        Blanks("<p>Fill in</p>", ("The hotline is *1343*.",)),
    )
)


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with open_package(io.BytesIO(making.question_package().getvalue())) as package:
        yield Shelf(package)


@pytest.fixture
def made(shelf) -> MadeContent:
    return build(SET, shelf, title="Before you go")
