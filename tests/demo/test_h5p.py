"""What `bench h5p` says of files; that it plays them is seen when it runs."""

from __future__ import annotations

import pytest

from demo.bench import h5p
from h5p.models import Interactive
from tests.factories import UserFactory
from tests.h5p.conftest import a_player  # noqa: F401 -- a fixture
from tests.h5p.packages import card

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.h5p").write_bytes(card())
    (tmp_path / "bad.h5p").write_bytes(b"no archive")
    return tmp_path


def rows(folder) -> dict[str, dict]:
    author, expected = UserFactory(is_superuser=True), h5p._expected(folder)
    return {path.name: h5p._row(path, expected.get(path.name, True), author) for path in sorted(folder.glob("*.h5p"))}


def test_without_a_manifest_every_file_should_be_valid(folder):
    found = rows(folder)
    assert {name: (row["valid"], row["right"]) for name, row in found.items()} == {
        "good.h5p": (True, True),
        "bad.h5p": (False, False),
    }
    assert found["bad.h5p"]["faults"] == ["unable-to-unzip"]


def test_a_manifest_says_what_is_expected(folder):
    (folder / "manifest.tsv").write_text("file\texpected\ngood.h5p\tVALID\nbad.h5p\tINVALID*\n")
    assert all(row["right"] for row in rows(folder).values())


def test_what_is_valid_is_taken_in_and_bundled(folder):
    row = rows(folder)["good.h5p"]
    assert row["content"] == str(Interactive.objects.get().pk)
    assert row["bundle_kb"] > 0
    assert row["bundle_ms"] > 0
