"""What a class was taught in its sessions. It counts for who was there, once the roll call is signed.

Only then: a mark that is undone a minute later must not have taught anybody anything.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.actions import log_access
from accounts.models import User
from certificates.models import CertificateRule
from courses.outline import ModuleOutline
from learning import queries
from learning.actions import tail
from learning.attending import Sitting, was_taught
from learning.models import ClassSession, Learner, Record

SHARE = 90  # per cent of a session, where no certificate rule asks for any


@transaction.atomic
def name_modules(*, session: ClassSession, modules: Collection[uuid.UUID], by: User, now: datetime) -> None:
    """Say which modules were taught. Once the roll call is signed they are only added to, and count at once.

    Keys of other courses are passed over.
    """
    # Lock first: it can be signed at this moment.
    locked = ClassSession.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=session.pk)
    before = [key for key in locked.modules if locked.closed_at]
    taught = [str(module.key) for module in _modules_of(locked) if module.key in modules]
    locked.modules = [*before, *(key for key in taught if key not in before)]
    session.modules = locked.modules
    locked.save(update_fields=["modules"])
    if locked.closed_at and locked.modules != before:
        log_access(actor=by, verb="session_taught", subject=f"session:{locked.pk}", purpose="", now=now)
        count_taught(session=locked, now=now)


@transaction.atomic
def count_taught(*, session: ClassSession, now: datetime) -> int:
    """Keep that each who was there long enough was taught the modules of a signed session; for how many that is new."""
    named = {uuid.UUID(key) for key in ClassSession.objects.values_list("modules", flat=True).get(pk=session.pk)}
    modules = [module for module in _modules_of(session) if module.key in named]
    if not modules:
        return 0
    tail.lock_all([learner.pk for learner in _there(session)])
    # Only now: two entries can have become one while it waited.
    return sum(_teach(learner, modules, session, now) for learner in _there(session))


def _there(session: ClassSession) -> list[Learner]:
    rule = CertificateRule.objects.filter(course=session.cohort.course.translation_key)
    share = rule.values_list("attendance", flat=True).first()
    marks = session.attendance.values_list("enrolment__learner", "minutes")
    enough = [
        learner for learner, minutes in marks if was_taught(Sitting(session.minutes, minutes), share=share or SHARE)
    ]
    # Of one who was entered twice the better mark stands with the entry that is kept.
    learners = Learner.objects.filter(pk__in=enough, merged_into=None)
    return list(learners.select_related("user", "origin", "destination").order_by("pk"))


def _teach(learner: Learner, modules: Iterable[ModuleOutline], session: ClassSession, now: datetime) -> bool:
    sequence = tail.next_sequence(learner)
    towards = learner.destination.code
    fresh = [
        module.key
        for module in modules
        if module.meant_for(towards) and tail.keep(_record(learner, module, session, sequence, now))
    ]
    if fresh:
        tail.follow(learner=learner, node=fresh[0], besides=fresh[1:], now=now)
    return bool(fresh)


def _record(learner: Learner, module: ModuleOutline, session: ClassSession, sequence: int, now: datetime) -> Record:
    """The same for the same person, module and session, however often it is counted."""
    scope = module.scope(learner.destination.code)
    return Record(
        id=uuid.uuid5(module.key, f"taught:{session.pk}:{learner.pk}:{scope}"),
        learner=learner,
        verb=Record.Verb.TAUGHT,
        node=module.key,
        scope=scope,
        sequence=sequence,
        received_at=now,
        payload={"session": session.pk, "on": timezone.localdate(session.starts_at).isoformat()},
    )


def _modules_of(session: ClassSession) -> tuple[ModuleOutline, ...]:
    """Of the course as the class has it; none while the course is withdrawn."""
    course = queries.course_words(session.cohort, language=settings.LANGUAGE_CODE)
    return course.modules if course else ()
