"""The same from a terminal, ending in one line of JSON."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from handover.models import Import
from tests.handover.conftest import edited


def run(*arguments):
    out = StringIO()
    call_command("handover", *arguments, stdout=out)
    return json.loads(out.getvalue().splitlines()[-1])


def test_out_and_in_again(course, tmp_path):
    path = tmp_path / "course.zip"
    made = run("export", course.slug, "-o", str(path), "--by", "Rekha")
    assert (made["bytes"], made["counts"]["lesson"]) == (path.stat().st_size, 5)
    assert run("import", str(path), "--dry-run")["same"] == sum(made["counts"].values())
    assert Import.objects.count() == 0
    assert run("import", str(path))["taken"] == 0
    assert list(tmp_path.iterdir()) == [path]


def test_take_and_keep_in_all_groups(course, tmp_path):
    path = tmp_path / "course.zip"
    run("export", course.slug, "-o", str(path))
    changed = edited(path.read_bytes(), "en/my-contract/lesson-1.json", lambda one: one["fields"].update(title="B"))
    path.write_bytes(changed)
    assert run("import", str(path))["taken"] == 0
    assert run("import", str(path), "--take", "conflict")["taken"] == 1


def test_a_bad_file_a_bad_course_and_a_stranger_are_told_in_words(course, tmp_path):
    path = tmp_path / "bad.zip"
    path.write_bytes(b"no archive")
    with pytest.raises(CommandError, match="not a course archive"):
        run("import", str(path))
    with pytest.raises(CommandError, match="There is no course"):
        run("export", "nothing", "-o", str(path))
    with pytest.raises(CommandError, match="Nobody here"):
        run("import", str(path), "--by", "a@b.example")
