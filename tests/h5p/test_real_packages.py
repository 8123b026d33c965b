"""Packages that no one here wrote, brought to the desk one after the other, as an institution would."""

from __future__ import annotations

import csv

import pytest
from h5p_making import REAL

from h5p.models import Interactive, Upload

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

if REAL is None:
    pytest.skip("no real packages here: they lie in ../shared/h5p beside the project", allow_module_level=True)

ROWS = list(csv.DictReader((REAL / "manifest.tsv").read_text().splitlines(), delimiter="\t"))


def test_each_gets_its_verdict_and_what_is_valid_can_play(desk):
    states = {}
    for row in ROWS:
        upload = desk.bring((REAL / row["file"]).read_bytes(), row["file"])
        if upload.state == Upload.State.ASKING:
            upload = desk.allow(upload)
        states[row["file"]] = upload.state
    valid = {row["file"] for row in ROWS if row["expected"] == "VALID"}
    assert {name for name, state in states.items() if state == Upload.State.DONE} == valid
    assert set(states.values()) == {Upload.State.DONE, Upload.State.REFUSED}
    contents = Interactive.objects.select_related("version")
    assert contents.count() == len(valid)
    assert all(one.version and one.version.is_ready for one in contents)
