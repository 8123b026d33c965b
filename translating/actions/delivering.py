"""Words that go out in files and come back: looked at first, then taken over as one, and undone as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from modeltranslation.utils import build_localized_fieldname
from wagtail.models import Locale

from accounts.models import User
from assessments.actions import Unpublishable, publish_question
from assessments.models import Option, Question
from courses import making, shelf
from courses.actions import record_fact
from courses.models import Destination, Fact, Origin, QuestionTemplate
from translating import entries, passages, pofiles, workbooks
from translating.actions import work
from translating.entries import Entry
from translating.messages import Line, Mark, Message, Row, Unreadable, UnreadableFile, compare
from translating.models import Carried, Delivery
from translating.passages import Held
from translating.scopes import Scope

READERS: dict[str, Callable[[bytes], tuple[Row, ...]]] = {".xlsx": workbooks.read, ".po": pofiles.read}


class AlreadyTaken(Exception):
    """The file was taken over before, or its taking over was undone."""


class QuestionRefused(ValueError):
    """A question could not be asked with these words, such as two answers that read the same."""


@dataclass(frozen=True)
class Undone:
    """How many passages have their former words again, and which were changed since and stay."""

    count: int
    left: tuple[str, ...]


def messages(scope: Scope, *, language: str) -> list[Message]:
    """Everything of a piece in one language, in the order in which it is read."""
    if scope.of_pages:
        return passages.messages([page.translation_key for page in passages.pages_of(scope)], language)
    return [entry.message(language) for entry in entries.entries(scope)]


@transaction.atomic
def hand_out(scope: Scope, *, language: str) -> list[Message]:
    """The same, of what pages say now: they are cut into passages first."""
    if scope.of_pages:
        work.prepare(passages.pages_of(scope))
    return messages(scope, language=language)


@transaction.atomic
def receive(scope: Scope, *, language: str, name: str, data: bytes, by: User, now: datetime) -> Delivery:
    """Keep what a file says, to look at before anything is changed. Raises ``UnreadableFile``."""
    ending = name[name.rfind(".") :].lower()
    if ending not in READERS:
        raise UnreadableFile(Unreadable.NOT_A_WORKBOOK)
    rows = [asdict(row) for row in READERS[ending](data)]
    return Delivery.objects.create(scope=str(scope), language=language, name=name[-200:], rows=rows, by=by, at=now)


def look(delivery: Delivery) -> tuple[Line, ...]:
    """What taking a delivery over would do, row by row, as things stand."""
    rows = (Row(**{**row, "mark": Mark(row["mark"])}) for row in delivery.rows)
    return compare(rows, messages(Scope.parse(delivery.scope), language=delivery.language))


@transaction.atomic
def take_over(delivery: Delivery, *, by: User, now: datetime) -> int:
    """Write what a delivery brings, all of it or nothing; gives how many passages changed. Pages stay unpublished.

    Rows with faults are left out. Raises ``AlreadyTaken`` and ``QuestionRefused``.
    """
    # Lock first: two tabs can take over the same delivery.
    locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if locked.taken_at:
        raise AlreadyTaken
    taken = [line for line in look(locked) if line.taken and line.message]
    tool = f"{locked.name[locked.name.rfind('.') + 1 :].upper()} file"
    texts = {line.message.key: line.row.target for line in taken if line.message}
    locked.changes = write(Scope.parse(locked.scope), language=locked.language, texts=texts, by=by, now=now, tool=tool)
    locked.taken_at = now
    locked.save(update_fields=["changes", "taken_at"])
    return len(locked.changes)


@transaction.atomic
def undo(delivery: Delivery, *, by: User, now: datetime) -> Undone:
    """Give passages their former words again. What somebody changed since stays. Raises ``AlreadyTaken``."""
    locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if not locked.taken_at or locked.undone_at:
        raise AlreadyTaken
    scope = Scope.parse(locked.scope)
    now_said = {message.key: message.target for message in messages(scope, language=locked.language)}
    back = [change for change in locked.changes if now_said.get(change["key"]) == change["after"]]
    left = tuple(change["key"] for change in locked.changes if change not in back)
    texts = {change["key"]: change["before"] for change in back}
    write(scope, language=locked.language, texts=texts, by=by, now=now, tool="")
    locked.undone_at, locked.undone_by = now, by
    locked.save(update_fields=["undone_at", "undone_by"])
    return Undone(len(back), left)


@transaction.atomic
def write(
    scope: Scope, *, language: str, texts: Mapping[str, str], by: User, now: datetime, tool: str = ""
) -> list[dict[str, str]]:
    """Give passages of a piece these words, by key; gives what changed. Raises ``QuestionRefused``."""
    if scope.of_pages:
        return _write_pages(scope, language, texts, by, tool)
    given = [entry for entry in entries.entries(scope) if entry.key in texts]
    for entry in given:
        Carried.objects.update_or_create(
            place=entry.key, language=language,
            defaults={"source": entry.texts[entries.SOURCE], "target": texts[entry.key]},
        )  # fmt: skip
    changed = [entry for entry in given if entry.texts.get(language, "") != texts[entry.key]]
    for entry in changed:
        _write_entry(entry, language, texts[entry.key])
    _publish_questions(changed, now)
    if any(entry.model in (QuestionTemplate, Destination, Origin) for entry in changed):
        making.make_all(now=now)
    if changed:
        transaction.on_commit(shelf.renew)
    return [_change(entry.key, entry.texts.get(language, ""), texts[entry.key]) for entry in changed]


def _write_pages(scope: Scope, language: str, texts: Mapping[str, str], by: User, tool: str) -> list[dict[str, str]]:
    locale = Locale.objects.get(language_code=language)
    pages = passages.pages_of(scope)
    held = passages.passages([page.translation_key for page in pages], language)
    changed = [one for one in held if one.message.key in texts and _said(one) != texts[one.message.key]]
    touched = {one.page for one in changed}
    for page in pages:
        if page.translation_key in touched:
            work.begin(page, locale=locale, by=by)
    for one in changed:
        work.write(one, texts[one.message.key], locale=locale, by=by, tool=tool)
    return [_change(one.message.key, _said(one), texts[one.message.key]) for one in changed]


def _said(held: Held) -> str:
    """What stands for today's words; what stood for earlier ones is no translation of them."""
    return "" if held.message.before else held.message.target


def _change(key: str, before: str, after: str) -> dict[str, str]:
    return {"key": key, "before": before, "after": after}


def _write_entry(entry: Entry, language: str, text: str) -> None:
    column = build_localized_fieldname(entry.column, language)
    if entry.model is Fact:
        fact: Any = Fact.objects.select_related("key", "destination", "origin").get(pk=entry.pk)
        record_fact(key=fact.key, destination=fact.destination, origin=fact.origin, values={column: text})
    else:
        # One column: the others must not follow the language of whoever saves.
        entry.model._default_manager.filter(pk=entry.pk).update(**{column: text})


def _publish_questions(changed: Iterable[Entry], now: datetime) -> None:
    held = list(changed)
    asked = {entry.pk for entry in held if entry.model is Question}
    asked |= set(
        Option.objects.filter(pk__in=[entry.pk for entry in held if entry.model is Option]).values_list(
            "question", flat=True
        )
    )
    for question in Question.objects.filter(pk__in=asked):
        try:
            publish_question(question, now=now)
        except Unpublishable as error:
            raise QuestionRefused(question.key) from error
