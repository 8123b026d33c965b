"""Writes a class list once a person has decided: people and places, in turns. One person from paper goes the same way.

A worker writes in short transactions, so that others come in between; one that dies is followed by one that goes on.
What was written is marked in the same transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.actions import Listed, create_listed, log_access
from accounts.models import User
from courses.models import Destination, Origin
from learning.actions import tail
from learning.actions.joining import ClassClosed
from learning.actions.rosters import states
from learning.actions.rosters.states import Decision, NotNow, State, breathe, leave, locked, subject
from learning.models import Cohort, Enrolment, Learner, RosterImport, RosterRow
from work import outbox

TASK = "learning.tasks.write_roster"
_LIKE = ("like__user", "like__origin", "like__destination")


class Undecided(ValueError):
    """``count`` rows may be people who are here, and nobody has said yet."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


@transaction.atomic
def decide_alike(*, roster: RosterImport, decisions: Mapping[int, str]) -> None:
    """Say of rows, by their numbers, whether each is a new person, the same, or left out. Raises ``NotNow``."""
    mine = locked(roster, State.READ)
    rows = list(mine.rows.alike().filter(number__in=decisions))
    for row in rows:
        row.decision = decisions[row.number]
    RosterRow.objects.bulk_update(rows, ["decision"])


@transaction.atomic
def ask_to_write(*, roster: RosterImport, by: User, now: datetime) -> None:
    """Promise to write the sound rows. Raises ``ClassClosed``, ``NotNow`` and ``Undecided``."""
    mine = locked(roster, State.READ)
    if not mine.cohort.is_open:
        raise ClassClosed(mine.cohort.code)
    if count := mine.rows.alike().filter(decision="").count():
        raise Undecided(count)
    mine.state, mine.by = State.WRITING, by
    mine.save(update_fields=["state", "by"])
    log_access(actor=by, verb="roster_written", subject=subject(mine), purpose="", now=now)
    outbox.enqueue(TASK, str(mine.pk), now=now)


def write_roster(*, roster: RosterImport, now: datetime) -> None:
    """Give the people of a list their places in the class, a handful at a time. Run again, it goes on."""
    with suppress(NotNow):
        while _write_some(roster, now):
            breathe()
        leave(roster, State.WRITING, state=State.WRITTEN, finished_at=now)


@transaction.atomic
def _write_some(roster: RosterImport, now: datetime) -> bool:
    mine = locked(roster, State.WRITING)
    rows = list(mine.rows.sound().filter(written=False).select_related(*_LIKE)[: states.HANDFUL])
    fresh = [row for row in rows if row.decision in {"", Decision.NEW}]
    same = [row for row in rows if row.decision == Decision.SAME and row.like]
    tail.lock_all([row.like.pk for row in same if row.like])
    learners = dict(zip(fresh, _make_people([row.values for row in fresh], now), strict=True))
    there = set(Enrolment.objects.filter(cohort=mine.cohort, learner__in=[row.like_id for row in same]).values_list(
        "learner", flat=True
    ))  # fmt: skip
    for row in same:
        if row.like and row.like_id not in there:  # two rows may be the same person
            learners[row] = row.like
            there.add(row.like.pk)
    places = Enrolment.objects.bulk_create(_place(learner, mine.cohort, now) for learner in learners.values())
    mine.cohort.waiting.filter(learner__in=there).delete()
    for row, place in zip(learners, places, strict=True):
        row.enrolment, row.made_person = place, row in fresh
    for row in rows:
        row.written = True
    RosterRow.objects.bulk_update(rows, ["enrolment", "made_person", "written"])
    RosterImport.objects.filter(pk=mine.pk).update(rows_written=F("rows_written") + len(places))
    for row in same:
        if row in learners:
            tail.follow(learner=learners[row], node=mine.cohort.course.translation_key, now=now)
    return bool(rows)


def _place(learner: Learner, cohort: Cohort, now: datetime) -> Enrolment:
    return Enrolment(learner=learner, cohort=cohort, course_key=cohort.course.translation_key, enrolled_at=now)


def _make_people(given: Sequence[Mapping[str, Any]], now: datetime) -> list[Learner]:
    """They have not agreed to anything yet: that is asked when they first come in."""
    users = create_listed([Listed(one["name"], one["name_own"], one["language"]) for one in given], now=now)
    origins = {place.code: place for place in Origin.objects.all()} if given else {}
    destinations = {place.code: place for place in Destination.objects.all()} if given else {}
    return Learner.objects.bulk_create(
        Learner(
            user=user, birth_year=one["birth_year"], sex=one["sex"], origin=origins[one["origin"]],
            destination=destinations[one["destination"]], occupation=one["occupation"], phone=one["phone"],
            departs_on=one["departs_on"] or None,
        )
        for user, one in zip(users, given, strict=True)
    )  # fmt: skip


def key_person(
    *, form_id: uuid.UUID, cohort: Cohort, values: dict[str, Any], like: Learner | None, decision: str, by: User,
    now: datetime,
) -> RosterRow:  # fmt: skip
    """Enter one person as a list of one row; the same form sent twice enters her once.

    Raises ``ClassClosed``, and ``RosterRow.DoesNotExist`` where the id is that of another list.
    """
    if not cohort.is_open:
        raise ClassClosed(cohort.code)
    with suppress(IntegrityError), transaction.atomic():
        roster = RosterImport.objects.create(
            id=form_id, cohort=cohort, by=by, state=State.WRITING, rows_read=1, made_at=now
        )
        RosterRow.objects.create(roster=roster, number=1, values=values, like=like, decision=decision)
        _write_some(roster, now)
        leave(roster, State.WRITING, state=State.WRITTEN, finished_at=now)
        log_access(actor=by, verb="person_keyed", subject=subject(roster), purpose="", now=now)
    mine = RosterRow.objects.filter(roster__cohort=cohort, roster__file_name="")
    keyed: RosterRow = mine.select_related("enrolment__learner__user").get(roster=form_id)
    return keyed
