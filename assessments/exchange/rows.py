"""Questions of the bank as entries, and entries back as rows. Decides nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils.dateparse import parse_datetime
from modeltranslation.utils import build_localized_fieldname
from wagtail.models import ModelLogEntry, ReferenceIndex

from accounts.models import User
from assessments.content import content_of
from assessments.formats.merging import Entry
from assessments.models import OPTION_WORDS, QUESTION_WORDS, Option, Question
from assessments.questions import read
from core.models import Topic

Content = Mapping[str, Any]

_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class Standing:
    """A row of the bank with what it says."""

    row: Question
    entry: Entry

    @property
    def content(self) -> dict[str, Any]:
        """As JSON, with when it was retired; what is kept to be put back."""
        retired = self.row.retired_at
        return {**self.entry.content, "retired_at": retired.isoformat() if retired else ""}


def standing(keys: Collection[str]) -> dict[str, Standing]:
    """What stands in the bank under these keys. Two queries."""
    rows = Question.objects.filter(key__in=list(keys)).select_related("topic").prefetch_related("options")
    return {row.key: Standing(row, entry_of(row)) for row in rows}


def entry_of(row: Question) -> Entry:
    """What a row with its options at hand says. No query."""
    options = sorted(row.options.all(), key=lambda option: (option.position, option.pk))
    return Entry(read(content_of(row, options)), row.family, row.form)


def every(rows: QuerySet[Question]) -> Iterator[Entry]:
    """The entries of many rows, a few hundred at a time."""
    ordered = rows.select_related("topic").prefetch_related("options")
    return (entry_of(row) for row in ordered.iterator(chunk_size=200))


def add(contents: Sequence[Content], *, topics: Mapping[str, Topic], by: User | None, now: datetime) -> None:
    """Put new questions into the bank, in few queries however many."""
    rows = Question.objects.bulk_create([_filled(Question(), content, topics) for content in contents])
    Option.objects.bulk_create(
        [option for row, content in zip(rows, contents, strict=True) for option in _options(row, content, {})]
    )
    _noted(rows, "wagtail.create", by, now)
    for row, content in zip(rows, contents, strict=True):
        if row.picture_id or any(option.get("picture") for option in content["options"]):
            ReferenceIndex.create_or_update_for_object(row)  # what saving one would do


def overwrite(row: Question, content: Content, *, topics: Mapping[str, Topic], by: User | None, now: datetime) -> None:
    """Let a question say this and nothing else. Answers keep their keys."""
    _filled(row, content, topics).save()
    there = {str(option.key): option for option in row.options.all()}
    kept = [str(option.key) for option in _saved(_options(row, content, there))]
    Option.objects.filter(question=row).exclude(key__in=kept).delete()
    _noted([row], "wagtail.edit", by, now)


def _saved(options: Iterable[Option]) -> Iterator[Option]:
    for option in options:
        option.save()
        yield option


def _filled(row: Question, content: Content, topics: Mapping[str, Topic]) -> Question:
    for name in (
        "key",
        "kind",
        "level",
        "must_know",
        "fact",
        "origin_fact",
        "lesson",
        "family",
        "form",
        "destinations",
    ):
        setattr(row, name, content[name])
    row.origins = content.get("origins", [])
    row.topic = topics[content["topic"]]
    row.picture_id = content.get("picture")
    row.number, row.tolerance = content.get("number", (None, 0))
    row.retired_at = parse_datetime(content["retired_at"]) if content["retired_at"] else None
    for name in QUESTION_WORDS:
        _say(row, name, content.get(name, {}))
    return row


def _options(row: Question, content: Content, there: Mapping[str, Option]) -> Iterator[Option]:
    for position, said in enumerate(content["options"]):
        option = there.get(said["key"]) or Option(question=row, key=said["key"])
        option.position, option.match_key, option.correct = position, said["match_key"], said["correct"]
        option.picture_id, option.gap, option.area = said.get("picture"), said.get("gap", 0), said.get("area")
        for name in OPTION_WORDS:
            _say(option, name, said[name])
        yield option


def _say(row: Model, field: str, said: Mapping[str, str]) -> None:
    for code in _LANGUAGES:
        setattr(row, build_localized_fieldname(field, code), said.get(code) or None)
    if not said.get(settings.LANGUAGE_CODE):
        setattr(row, build_localized_fieldname(field, settings.LANGUAGE_CODE), "")


def _noted(rows: Sequence[Question], action: str, by: User | None, now: datetime) -> None:
    """The history names who brought the words in, if anybody did: she does not sign for them."""
    model = ContentType.objects.get_for_model(Question)
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=model, object_id=str(row.pk), label=str(row)[:200], action=action, user=by, timestamp=now,
            content_changed=True,
        )
        for row in rows
    )  # fmt: skip
