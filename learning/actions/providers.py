"""Keeps who may train and who may teach, and refuses a class to who may not. When it holds is told by ``validity``."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from accounts.actions import log_access
from accounts.models import Organisation, User
from courses.models import CoursePage
from learning import queries
from learning.models import Accreditation, TrainerCertificate


class NotAccredited(ValueError):
    """The centre has no accreditation on the first day of the class."""


class NotCertified(ValueError):
    """Somebody who is to teach has no certificate on the first day of the class; ``names`` says who."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names


@transaction.atomic
def keep_accreditation(accreditation: Accreditation, *, by: User, now: datetime) -> Accreditation:
    """Save what a centre was given, or that it was withdrawn, and write down who entered it."""
    accreditation.save()
    subject = f"organisation:{accreditation.organisation.code}"
    log_access(actor=by, verb="accreditation_kept", subject=subject, purpose=_dates(accreditation), now=now)
    return accreditation


@transaction.atomic
def keep_trainer_certificate(certificate: TrainerCertificate, *, by: User, now: datetime) -> TrainerCertificate:
    """Save that somebody may teach, and write down who entered it."""
    certificate.save()
    subject = f"user:{certificate.trainer_id}"
    log_access(actor=by, verb="trainer_certificate_kept", subject=subject, purpose=_dates(certificate), now=now)
    return certificate


def _dates(permission: Accreditation | TrainerCertificate) -> str:
    withdrawn = permission.term.withdrawn_on
    return f"{permission.valid_from} – {permission.valid_until}" + (f", withdrawn {withdrawn}" if withdrawn else "")


def refuse_unfit(*, centre: Organisation | None, trainers: Collection[User], course: CoursePage, on: date) -> None:
    """Raises ``NotAccredited`` and ``NotCertified`` where this class needs it and it does not hold on that day."""
    if not queries.needs_permission(course):
        return
    asked = [centre.pk] if centre is not None and queries.needs_accreditation(centre) else []
    if not all(found.holds for found in queries.standing_of_centres(asked, on=on).values()):
        raise NotAccredited
    found = queries.standing_of_trainers([one.pk for one in trainers], on=on)
    lacking = tuple(sorted(one.get_full_name() for one in trainers if not found[one.pk].holds))
    if lacking:
        raise NotCertified(lacking)
