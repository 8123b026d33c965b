"""Finds which reminders are owed, gathers them into one message a day and a person, and sends it in her working hours.

    remind ──▶ Digest with its lines ──outbox──▶ send ──▶ sent, or dropped when all of it is done meanwhile
                       ▲                           └─ out of hours, or the mail server is away: asked for again
                       └────────── remind ─────────┘

``one_digest_a_day`` and ``one_reminder_per_step`` keep two beats at once from writing twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from duties import due, queries
from duties.actions.assigning import AT_ONCE, assign
from duties.hours import at_work, local_day, may_write
from duties.mail import Letter, message
from duties.models import Assignment, Digest, PostDetails, Reminder, Requirement, StaffMember
from duties.queries import Case, Dossier
from work import outbox

PATIENCE = timedelta(hours=3)  # after that an unsent digest is asked for again
KEPT = timedelta(days=7)  # what has not gone out by then, as to an address that is wrong, is dropped
LEASE = timedelta(minutes=10)  # after that a worker that took a digest is thought dead
_HERS = frozenset({*due.STEPS, Reminder.MOVED})


@dataclass(frozen=True)
class Owed:
    assignment: Assignment
    step: int
    due_on: date


def remind(*, now: datetime) -> int:
    """Promise what is owed to whoever is at work now; how many messages. Running it again promises nothing twice."""
    everyone = list(StaffMember.objects.serving(today=now.date()).order_by("pk").values_list("pk", flat=True))
    owed: dict[int, list[Owed]] = defaultdict(list)
    for start in range(0, len(everyone), AT_ONCE):
        some = everyone[start : start + AT_ONCE]
        assign(some, now=now)
        for recipient, one in _owed(some, now):
            owed[recipient].append(one)
    recipients = queries.dossiers(list(owed), now=now)
    made = sum(_promise(recipients[pk], lines, now) for pk, lines in owed.items() if pk in recipients)
    _drop_old(now)
    return made + _ask_again(now)


def _owed(staff: list[int], now: datetime) -> Iterable[tuple[int, Owed]]:
    """Who is owed which line: she herself, and after the last day who supervises her."""
    assigned = Assignment.objects.filter(staff__in=staff).prefetch_related("reminders")
    by_place = {(one.staff_id, one.requirement_id): one for one in assigned}
    rules = list(Requirement.objects.active(now.date()))
    for dossier in queries.dossiers(staff, now=now).values():
        for case in queries.cases(dossier, rules):
            assignment = by_place.get((dossier.staff.pk, case.requirement.pk))
            if assignment:
                yield from _steps(assignment, case)
    for assignment in by_place.values():
        last = _last_told(assignment)
        if _is_called_off(assignment) and assignment.due_on and last and last.step != Reminder.CALLED_OFF:
            yield assignment.staff_id, Owed(assignment, Reminder.CALLED_OFF, assignment.due_on)


def _steps(assignment: Assignment, case: Case) -> Iterable[tuple[int, Owed]]:
    stands, staff = case.standing, case.dossier.staff
    if stands.due_on is None:
        return
    sent = {one.step for one in assignment.reminders.all() if one.sequence == assignment.sequence}
    steps = due.owed(stands, today=case.dossier.today, sent=frozenset(sent & {*due.STEPS, due.SUPERVISOR}))
    for step in steps or _moved(assignment, stands):
        recipient = staff.supervisor_id if step == due.SUPERVISOR else staff.pk
        if recipient:
            yield recipient, Owed(assignment, step, stands.due_on)


def _moved(assignment: Assignment, stands: due.Standing) -> tuple[int, ...]:
    """A day that she was told of is another now: her calendar must know before the next step."""
    last = _last_told(assignment)
    known = last is None or last.step == Reminder.CALLED_OFF or last.sequence == assignment.sequence
    return () if known or not stands.is_open else (Reminder.MOVED,)


def _is_called_off(assignment: Assignment) -> bool:
    """Whether it fell away before she had done it."""
    return assignment.ended_at is not None and assignment.status not in due.SATISFIED


def _last_told(assignment: Assignment) -> Reminder | None:
    hers = [one for one in assignment.reminders.all() if one.step != due.SUPERVISOR]
    return max(hers, key=lambda one: one.pk, default=None)


def _promise(recipient: Dossier, lines: list[Owed], now: datetime) -> int:
    """Write her digest and promise to send it, if she is at work and had none today."""
    if not recipient.staff.user.email or not _at_work(recipient, now) or not _fresh_day(recipient, now):
        return 0
    try:
        with transaction.atomic():
            day = local_day(now, at=recipient.zone)
            digest = Digest.objects.create(recipient=recipient.staff, day=day, made_at=now, asked_at=now)
            for one in lines:
                Reminder.objects.create(
                    digest=digest, assignment=one.assignment, sequence=one.assignment.sequence, step=one.step,
                    due_on=one.due_on,
                )  # fmt: skip
            outbox.enqueue("duties.tasks.send_digest", digest.pk, now=now)
    except IntegrityError:  # another beat was quicker
        return 0
    return 1


def _at_work(recipient: Dossier, now: datetime) -> bool:
    details: PostDetails | None = recipient.details(recipient.present)
    return at_work(now, at=recipient.zone, **({"rest_days": details.resting} if details else {}))


def _fresh_day(recipient: Dossier, now: datetime) -> bool:
    """Whether nothing waits for her, and nothing went out to her today: a message can go out days after its own."""
    hers = Digest.objects.filter(recipient=recipient.staff)
    if hers.filter(sent_at=None, dropped_at=None).exists():
        return False
    last = hers.annotate(last=Coalesce("sent_at", "made_at")).order_by("-last").values_list("last", flat=True).first()
    return may_write(now, at=recipient.zone, last=last)


def _drop_old(now: datetime) -> None:
    Digest.objects.filter(sent_at=None, dropped_at=None, made_at__lt=now - KEPT).update(dropped_at=now)


def _ask_again(now: datetime) -> int:
    """Send once more for what a night, a weekend or a lost worker kept back."""
    waiting = Digest.objects.filter(sent_at=None, dropped_at=None, asked_at__lte=now - PATIENCE)
    asked = 0
    for digest in waiting:
        with transaction.atomic():
            if Digest.objects.filter(pk=digest.pk, asked_at=digest.asked_at).update(asked_at=now):
                outbox.enqueue("duties.tasks.send_digest", digest.pk, now=now)
                asked += 1
    return asked


def send(digest_id: int, *, now: datetime) -> bool:
    """Send a digest with what of it is still open; whether a message went out.

    Out of her hours it waits. No lock is held while the mail server is spoken to; a worker that dies in between lets
    the message go out once more after a while, under the same number.
    """
    recipient = _recipient(digest_id, now)
    if recipient is None:  # she has left meanwhile
        Digest.objects.filter(pk=digest_id, sent_at=None).update(dropped_at=now)
        return False
    if not _at_work(recipient, now):
        return False
    free = Q(taken_at=None) | Q(taken_at__lt=now - LEASE)
    if not Digest.objects.filter(free, pk=digest_id, sent_at=None, dropped_at=None).update(taken_at=now):
        return False
    letter = _letter(digest_id, recipient, now)
    if letter is None:
        Digest.objects.filter(pk=digest_id).update(dropped_at=now)
        return False
    try:
        message(letter).send()
    except Exception:
        Digest.objects.filter(pk=digest_id).update(taken_at=None)
        raise
    Digest.objects.filter(pk=digest_id).update(sent_at=now)
    return True


def _recipient(digest_id: int, now: datetime) -> Dossier | None:
    found = Digest.objects.filter(pk=digest_id).values_list("recipient", flat=True)
    return next(iter(queries.dossiers(list(found), now=now).values()), None)


def _letter(digest_id: int, recipient: Dossier, now: datetime) -> Letter | None:
    """What is still true of the lines, or nothing."""
    lines = list(Reminder.objects.filter(digest=digest_id).select_related("assignment__requirement"))
    owners = queries.dossiers({one.assignment.staff_id for one in lines}, now=now)
    rules = list(Requirement.objects.active(now.date()))
    found = {
        (pk, case.requirement.pk): case for pk, dossier in owners.items() for case in queries.cases(dossier, rules)
    }
    open_cases = {
        one: case
        for one in lines
        if (case := found.get((one.assignment.staff_id, one.assignment.requirement_id)))
        and case.standing.is_open
        and case.standing.due_on == one.due_on
    }
    letter = Letter(
        digest_id,
        recipient,
        hers=tuple((one.assignment, case) for one, case in open_cases.items() if one.step in _HERS),
        of_others=tuple((one.assignment, case) for one, case in open_cases.items() if one.step == due.SUPERVISOR),
        called_off=tuple(
            one.assignment for one in lines if one.step == Reminder.CALLED_OFF and _is_called_off(one.assignment)
        ),
    )
    return letter if letter.hers or letter.of_others or letter.called_off else None
