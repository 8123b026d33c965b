"""What a learner does with a film: she sees or hears seconds of it, reads it instead, or skips a hard part."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from courses.playing import shown_in
from learning import queries
from learning.actions import tail
from learning.actions.playing import NotInThisLesson
from learning.actions.tail import Outcome
from learning.models import Learner, Record
from learning.seconds import Seconds
from media.showing import shortest


class How(StrEnum):
    """``SAID`` is her own word: a phone without scripts tells no seconds, and who reads the transcript sees none.
    Nobody is asked why she skipped."""

    SEEN = "seen"
    SAID = "said"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Watched:
    """A film in a block of a lesson. ``spans`` are seconds as a player tells them: ``[[0, 12], [40, 55]]``."""

    lesson: uuid.UUID
    block: uuid.UUID
    film: uuid.UUID
    how: How
    spans: object = ()


@transaction.atomic
def keep_watched(*, learner: Learner, watched: Watched, destination: str, now: datetime) -> Outcome:
    """Keep which seconds are new to her; the same told again, or seen again, is harmless.

    Raises ``NotInThisLesson`` and ``learning.seconds.NotSpans``.
    """
    if not shown_in(watched.lesson, block=watched.block, content=watched.film):
        raise NotInThisLesson(str(watched.block))
    tail.lock(learner)
    payload = _payload(learner, watched)
    if payload is None:
        return Outcome(stored=False)
    record = Record(
        # From what it tells, so that the same thing sent twice is one record.
        id=uuid.uuid5(watched.block, f"{learner.pk}:{watched.film}:{watched.how}:{payload['spans']}"),
        learner=learner, verb=Record.Verb.WATCHED, node=watched.lesson,
        scope=tail.scope_at(watched.lesson, destination=destination or learner.destination.code),
        sequence=tail.next_sequence(learner), received_at=now, payload=payload,
    )  # fmt: skip
    if not tail.keep(record):
        return Outcome(stored=False)
    return tail.follow(learner=learner, node=watched.lesson, now=now)


def _payload(learner: Learner, watched: Watched) -> Mapping[str, Any] | None:
    """None where it tells nothing new. ``percent`` is of all that she has seen of it until now."""
    told = {"block": str(watched.block), "film": str(watched.film), "how": watched.how.value}
    if watched.how is not How.SEEN:
        return {**told, "spans": [], "at": 0, "done": True, "percent": None}
    length = shortest(watched.film)
    new = Seconds.read(watched.spans, length=length)
    before = queries.seconds_seen(learner, lesson=watched.lesson, block=watched.block)
    together = before | new
    if together == before:
        return None
    return {
        **told, "spans": new.written(), "at": _last(watched.spans), "done": False, "percent": together.share(length)
    }  # fmt: skip


def _last(spans: Any) -> int:
    """Where she was when she stopped: the spans come in the order in which she saw them."""
    return int(spans[-1][1]) if spans else 0
