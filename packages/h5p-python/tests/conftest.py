"""What several tests of h5p-python share."""

import io
from collections.abc import Iterator

import pytest
from hypothesis import settings

from h5p_making import question_package
from h5p_python import Package, Shelf, open_package

settings.register_profile("h5p", deadline=None, database=None, max_examples=40)


@pytest.fixture(autouse=True)
def _examples() -> Iterator[None]:
    before = settings.get_current_profile_name()
    settings.load_profile("h5p")
    yield
    settings.load_profile(before)


@pytest.fixture(scope="session")
def question_bytes() -> bytes:
    return question_package().getvalue()


@pytest.fixture
def questions(question_bytes: bytes) -> Iterator[Package]:
    with open_package(io.BytesIO(question_bytes)) as package:
        yield package


@pytest.fixture
def shelf(questions: Package) -> Shelf:
    return Shelf(questions)
