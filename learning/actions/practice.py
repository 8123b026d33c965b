"""What an instructor watches and hears: practice on a checklist, and answers said aloud. Each is a record."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from accounts.models import User
from assessments.aloud import heard, to_ask
from assessments.queries import question
from assessments.watching import record_observation
from learning import queries
from learning.actions import tail
from learning.actions.tail import Outcome
from learning.models import Learner, Record


@dataclass(frozen=True)
class Sighting:
    """What was seen of one person: keys of criteria, shown or, ``instead`` of anything physical, told as her plan."""

    learner: Learner
    seen: tuple[str, ...] = ()
    instead: bool = False


@transaction.atomic
def record_practice(
    *, form_id: uuid.UUID, version_id: int, placement: uuid.UUID, sightings: Iterable[Sighting], by: User, now: datetime
) -> list[Outcome]:
    """Keep one checklist for any number of people; the same form with the same ticks twice is one observation each.

    What was seen before is put right by recording anew: the last counts. Raises what ``record_observation`` raises.
    """
    # Always in one order: two instructors who save at once must not wait for each other.
    in_order = sorted(sightings, key=lambda sighting: sighting.learner.pk)
    return [_watch(form_id, version_id, placement, sighting, by, now) for sighting in in_order]


def _watch(
    form_id: uuid.UUID, version_id: int, placement: uuid.UUID, sighting: Sighting, by: User, now: datetime
) -> Outcome:
    learner = sighting.learner
    tail.lock(learner)
    ticks = f"{learner.pk}:{version_id}:{','.join(sorted(sighting.seen))}:{sighting.instead}"
    observation_id, sequence = uuid.uuid5(form_id, ticks), tail.next_sequence(learner)
    kept = record_observation(
        observation_id=observation_id, person=learner.user, version_id=version_id, placement=placement, observer=by,
        seen=sighting.seen, instead=sighting.instead, sequence=sequence, now=now,
    )  # fmt: skip
    if not kept.new:
        return Outcome(stored=False)
    checklist = question(version_id)
    record = _record(observation_id, learner, Record.Verb.OBSERVED, placement, sequence, now)
    record.payload = {
        "checklist": checklist.key, "passed": kept.observed.passed, "by": by.pk,
        "seen": len(sighting.seen), "of": len(checklist.options),
    }  # fmt: skip
    tail.keep(record)
    return tail.follow(learner=learner, node=placement, now=now)


class NotYetAloud(ValueError):
    """She has passed, or has not tried often enough to be asked aloud."""


@transaction.atomic
def record_aloud(
    *, form_id: uuid.UUID, learner: Learner, placement: uuid.UUID, said: Collection[str], by: User, now: datetime
) -> Outcome:
    """Keep which questions of her last try she answered rightly aloud; with them it is scored as any try is.

    ``said`` are keys of questions; those that her try did not leave open count for nothing. The same form twice is one
    record. Raises ``NotYetAloud``.
    """
    tail.lock(learner)
    record_id = uuid.uuid5(form_id, f"{learner.pk}:{placement}:{','.join(sorted(said))}")
    # The lock stands: whoever sent this form a moment ago has passed by now, and must not be refused for it.
    if Record.objects.filter(pk=record_id, learner=learner).exists():
        return Outcome(stored=False)
    attempt = queries.tries_to_hear(learner).get(placement)
    if attempt is None:
        raise NotYetAloud(f"{learner.pk}: {placement}")
    right = sorted({asked.key for asked in to_ask(attempt)} & set(said))
    score = heard(attempt, right)
    sequence = tail.next_sequence(learner)
    record = _record(record_id, learner, Record.Verb.ORAL_CHECK, placement, sequence, now)
    record.payload = {**queries.payload_of(attempt, score), "attempt": str(attempt.pk), "said": right, "by": by.pk}
    tail.keep(record)
    return replace(tail.follow(learner=learner, node=placement, now=now), score=score)


def _record(
    record_id: uuid.UUID, learner: Learner, verb: Record.Verb, node: uuid.UUID, sequence: int, now: datetime
) -> Record:
    scope = tail.scope_at(node, destination=learner.destination.code)
    return Record(id=record_id, learner=learner, verb=verb, node=node, scope=scope, sequence=sequence, received_at=now)
