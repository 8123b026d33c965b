"""Which seconds of films somebody has seen, and where she stopped."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from learning.models import Learner, Record
from learning.seconds import Seconds


def seconds_seen(learner: Learner, *, lesson: uuid.UUID, block: uuid.UUID) -> Seconds:
    """Everything she has seen of the film in a block of a lesson. One query."""
    payloads = _records(learner, lesson).filter(payload__block=str(block)).values_list("payload", flat=True)
    return Seconds.of((start, end) for payload in payloads for start, end in payload["spans"])


def stopped_at(learner: Learner, *, lesson: uuid.UUID) -> dict[str, int]:
    """The second at which she stopped last, by the block of the film. One query."""
    payloads = _records(learner, lesson).order_by("sequence").values_list("payload", flat=True)
    return {payload["block"]: payload["at"] for payload in payloads if payload["spans"]}


def _records(learner: Learner, lesson: uuid.UUID) -> QuerySet[Record]:
    return Record.objects.filter(learner=learner, verb=Record.Verb.WATCHED, node=lesson)
