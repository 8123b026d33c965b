"""What a learner does with an H5P content: she opens it, is in the middle of it, and reaches something."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from h5p_python import read_statement

from courses.playing import shown_in
from h5p.models import InteractiveVersion
from h5p.scoring import Worth, worth
from h5p.showing import Place
from learning.actions import tail
from learning.actions.tail import Outcome
from learning.models import Learner, PlayState, Record
from learning.models.playing import LARGEST

MOST_STATES = 60
"""Parts of one content that a player keeps a state of."""
MOST_TRIES = 100
"""Results of one content in one place that are kept of one person in a day. Nobody tries a thing more often."""
DAY = timedelta(days=1)


class NoSuchEdition(LookupError):
    """There is no such content, or no such edition of it."""


class NotInThisLesson(LookupError):
    """The lesson does not show this content in this block."""


class TooMuchState(ValueError):
    """A state is larger, or there are more of them, than any player needs."""


@dataclass(frozen=True)
class Played:
    """An edition of a content, played in a place of a lesson. ``load`` is one showing of the frame."""

    content: uuid.UUID
    version: int
    place: Place
    load: str


@transaction.atomic
def keep_state(
    *, learner: Learner, content: uuid.UUID, version: int, part: tuple[str, str], data: str | None,
    invalidate: bool = False, now: datetime,
) -> None:  # fmt: skip
    """Keep where she is in a part of a content, ``(data type, sub-content)``; the last word counts.

    Nothing forgets it. Raises ``NoSuchEdition`` and ``TooMuchState``.
    """
    _look_for(content, version)
    data_id, sub_content = part
    hers = PlayState.objects.filter(learner=learner, content=content)
    here = hers.filter(data_id=data_id, sub_content=sub_content)
    if data is None:
        here.delete()
        return
    if len(data.encode()) > LARGEST or (not here.exists() and hers.count() >= MOST_STATES):
        raise TooMuchState(data_id)
    PlayState.objects.update_or_create(
        learner=learner, content=content, data_id=data_id, sub_content=sub_content,
        defaults={"version": version, "data": data, "invalidate": invalidate, "at": now},
    )  # fmt: skip


def keep_opened(*, learner: Learner, played: Played, now: datetime) -> Outcome:
    """Keep that she opened it; opening it again is harmless. Raises ``NoSuchEdition`` and ``NotInThisLesson``."""
    _look_for(played.content, played.version)
    return _keep(learner, played, Worth(done=False), name="opened", now=now)


def keep_result(*, learner: Learner, played: Played, statement: Any, answers: Any, now: datetime) -> Outcome | None:
    """Keep what she reached, once for each showing and score; a statement about a part of it is no result: None.

    Raises ``NoSuchEdition``, ``NotInThisLesson``, ``NotAStatement`` and ``NotAnAnswer``.
    """
    edition = _edition(played.content, played.version)
    result = read_statement(statement)
    if not result.completes:
        return None
    reached = worth(edition.main_key, edition.params, result, answers)
    name = f"{played.load}:{reached.earned}/{reached.possible}"
    return _keep(learner, played, reached, name=name, now=now)


@transaction.atomic
def _keep(learner: Learner, played: Played, reached: Worth, *, name: str, now: datetime) -> Outcome:
    place = played.place
    if not shown_in(place.node, block=place.block, content=played.content):
        raise NotInThisLesson(str(place))
    tail.lock(learner)
    record = _record(learner, played, reached, name=name, now=now)
    today = list(_tries(learner, played).filter(received_at__gt=now - DAY))
    if len(today) >= MOST_TRIES and not _betters(reached, today):
        return _keep_latest(record)
    if not tail.keep(record):
        return Outcome(stored=False)
    return tail.follow(learner=learner, node=place.node, now=now)


def _record(learner: Learner, played: Played, reached: Worth, *, name: str, now: datetime) -> Record:
    place = played.place
    return Record(
        # From what it is about, so that the same thing sent twice is one record.
        id=uuid.uuid5(place.block, f"{learner.pk}:{played.content}:{played.version}:{name}"),
        learner=learner, verb=Record.Verb.TRIED, node=place.node,
        scope=tail.scope_at(place.node, destination=learner.destination.code),
        sequence=tail.next_sequence(learner), received_at=now, payload=_payload(played, reached),
    )  # fmt: skip


def _tries(learner: Learner, played: Played) -> QuerySet[Record]:
    hers = Record.objects.filter(learner=learner, verb=Record.Verb.TRIED, node=played.place.node)
    return hers.filter(payload__block=str(played.place.block), payload__content=str(played.content))


def _betters(reached: Worth, tries: Iterable[Record]) -> bool:
    best = max((_height(one.payload["done"], one.payload["percent"]) for one in tries), default=(False, -1))
    return _height(reached.done, reached.percent) > best


def _height(done: bool, percent: int | None) -> tuple[bool, int]:
    return done, -1 if percent is None else percent


def _keep_latest(record: Record) -> Outcome:
    """Of a content that reports without end one row holds the latest, and how many more there were. Nothing follows
    from it: what is kept beside it is as good or better."""
    if Record.objects.filter(pk=record.pk).exists():
        return Outcome(stored=False)
    about = record.payload
    row = uuid.uuid5(uuid.UUID(about["block"]), f"{record.learner_id}:{about['content']}:latest")
    there = Record.objects.filter(pk=row).values_list("payload", flat=True).first() or {}
    cut = there.get("cut", 0) + 1
    Record.objects.update_or_create(
        pk=row,
        defaults={
            "learner": record.learner, "verb": record.verb, "node": record.node, "scope": record.scope,
            "sequence": record.sequence, "received_at": record.received_at, "payload": {**about, "cut": cut},
        },
    )  # fmt: skip
    if str(cut).strip("0") == "1":  # each ten times as many: a flood must not fill the log
        logging.getLogger(__name__).warning("content %s reports too often: %s were cut", about["content"], cut)
    return Outcome(stored=True)


def _payload(played: Played, reached: Worth) -> Mapping[str, Any]:
    """``judged`` is whether the score was judged here; either way it is practice, and no certificate asks for it."""
    return {
        "block": str(played.place.block), "content": str(played.content), "version": played.version,
        "done": reached.done, "percent": reached.percent, "earned": reached.earned, "possible": reached.possible,
        "judged": reached.judged,
    }  # fmt: skip


def _look_for(content: uuid.UUID, version: int) -> None:
    """The same without its parameters, which are heavy: a player saves every few seconds."""
    if not InteractiveVersion.objects.filter(content=content, number=version).exists():
        raise NoSuchEdition(f"{content} {version}")


def _edition(content: uuid.UUID, version: int) -> InteractiveVersion:
    found = InteractiveVersion.objects.filter(content=content, number=version).first()
    if found is None:
        raise NoSuchEdition(f"{content} {version}")
    return found
