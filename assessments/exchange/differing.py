"""What taking a question over would change, by the names of a spreadsheet's columns. Only compares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from assessments.formats import sheet
from assessments.formats.merging import Entry, draft_of
from assessments.models import ImportLine
from assessments.questions import read

_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class Change:
    """One column: what it says here, and in the file."""

    column: str
    here: str
    there: str


def changes(line: ImportLine) -> tuple[Change, ...]:
    """Everything that differs; nothing for a line that brings a new question."""
    if line.before is None or line.outcome != ImportLine.Outcome.CHANGED:
        return ()
    both = [draft_of(_entry(content)) for content in (line.before, line.after)]
    shape = sheet.shape_of(both, languages=_LANGUAGES)
    titles, here, there = sheet.rows(both, shape)
    return tuple(Change(*cells) for cells in zip(titles, here, there, strict=True) if cells[1] != cells[2])


def _entry(content: Mapping[str, Any]) -> Entry:
    return Entry(read(content), content["family"], content["form"])
