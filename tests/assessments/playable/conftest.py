"""The content types that questions become, installed."""

from __future__ import annotations

import io

import pytest
from h5p_making import question_package
from h5p_python import open_package

from h5p.actions.libraries import install, keep_files
from tests.factories import NOW


@pytest.fixture
def installed(author) -> None:
    with open_package(io.BytesIO(question_package().getvalue())) as package:
        for library in package.libraries:
            install(library, package, archive=keep_files(library, package), origin="a.h5p", by=author, now=NOW)
