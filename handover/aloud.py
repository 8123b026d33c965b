"""Which words a record says aloud, by the marks under which recordings are known. Asks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from courses.models import CoursePage, LessonPage, ModulePage, SharedPassage
from courses.said import in_content
from handover import keys as names
from handover.records import Fields, Kind, Record
from media.spoken import mark

_MODELS: dict[Kind, Any] = {
    Kind.COURSE: CoursePage,
    Kind.MODULE: ModulePage,
    Kind.LESSON: LessonPage,
    Kind.SHARED: SharedPassage,
}
# The fields of other kinds that are texts by language.
_WORDS: dict[Kind, tuple[str, ...]] = {
    Kind.QUESTION: ("scene", "stem", "feedback_right", "feedback_wrong"),
    Kind.PHRASE: ("meaning",),
    Kind.FACT: ("value", "note"),
}
_OPTION = ("text", "match", "feedback")


def marks_of(record: Record) -> frozenset[str]:
    return frozenset(mark(language, text) for language, text in _said(record) if text)


def _said(record: Record) -> Iterator[tuple[str, str]]:
    """Each text with its language."""
    if record.kind in _MODELS:
        language = names.of_page(record.key)[1]
        yield from ((language, said.text) for said in in_content(_MODELS[record.kind], record.fields))
        return
    yield from _in_fields(record.fields, _WORDS.get(record.kind, ()))
    if record.kind is Kind.QUESTION:
        for option in record.fields["options"]:
            yield from _in_fields(option, _OPTION)
    elif record.kind is Kind.PHRASE:
        yield from ((said["language"], said["text"]) for said in record.fields["said"])


def _in_fields(fields: Fields, wanted: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in wanted:
        yield from fields.get(name, {}).items()
