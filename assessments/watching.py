"""Keeps and finds what instructors saw people do. What follows from it is decided elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User
from assessments import queries
from assessments.models import Observation
from assessments.observing import Observed, judge
from assessments.questions import OBSERVED
from assessments.responses import parse_response


class NoChecklist(ValueError):
    """The question is one that people answer themselves."""


class ObservationIdTaken(ValueError):
    """The id belongs to another observation."""


@dataclass(frozen=True)
class Kept:
    """What an observation came to; ``new`` is false when it had been kept before."""

    observed: Observed
    new: bool


@transaction.atomic
def record_observation(
    *,
    observation_id: UUID,
    person: User,
    version_id: int,
    placement: UUID,
    observer: User,
    seen: Collection[str],
    instead: bool,
    sequence: int,
    now: datetime,
) -> Kept:
    """Keep one checklist as it was ticked; the same one sent again changes nothing.

    Raises ``NoChecklist``, ``ObservationIdTaken``, ``responses.BadResponse`` for a criterion that it does not have, and
    ``QuestionVersion.DoesNotExist``.
    """
    question = queries.question(version_id)
    if question.kind not in OBSERVED:
        raise NoChecklist(question.key)
    ticked = list(parse_response(question, list(seen)) or ())
    observed = judge(question, ticked)
    sent = {
        "person_id": person.pk, "version_id": version_id, "placement": placement, "observer_id": observer.pk,
        "seen": ticked, "instead": instead,
    }  # fmt: skip
    kept = {**sent, "id": observation_id, "passed": observed.passed, "sequence": sequence, "at": now}
    return Kept(observed, new=_inserted(observation_id, sent, kept))


def _inserted(observation_id: UUID, sent: dict[str, Any], kept: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            Observation(**kept).save(force_insert=True)
    except IntegrityError:
        there = Observation.objects.filter(pk=observation_id).values(*sent).first()
        if there is None:
            raise
        if there != sent:
            raise ObservationIdTaken(str(observation_id)) from None
        return False
    return True


def latest(people: Collection[int], checklists: Collection[str]) -> dict[tuple[int, str], Observation]:
    """What was last seen of each of these people, by person and key of the checklist. One query."""
    rows = Observation.objects.filter(person__in=people, version__question__key__in=checklists)
    found = rows.select_related("version__question").order_by("sequence", "at", "pk")
    return {(one.person_id, one.version.question.key): one for one in found}
