"""The square that changes: shown by an instructor, and what becomes of who points a phone at it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from learning import arriving
from learning.actions.rollcall import Mark, SessionClosed, mark_arrival
from learning.models import ClassSession, Enrolment, Learner

_SECRET_BYTES = 32


class NotInThisClass(Exception):
    """She pointed her phone at the square of a class she is not in."""


class SquareIsOff(Exception):
    """The session is long from now, or over; or it is signed."""


def open_square(*, session: ClassSession, randomness: Callable[[int], str] = secrets.token_hex) -> None:
    """Give a session the secret that its square is made of. Asking twice keeps the first. Raises ``SessionClosed``."""
    if not ClassSession.objects.filter(pk=session.pk, closed_at=None).exists():
        raise SessionClosed
    ClassSession.objects.filter(pk=session.pk, closed_at=None, secret="").update(secret=randomness(_SECRET_BYTES))


@transaction.atomic
def arrive(*, learner: Learner, session: ClassSession, phone: str, grace: timedelta, now: datetime) -> bool:
    """Mark her as here, late after the grace; whether it was she who was marked now.

    That the square was fresh was seen before. What the instructor said of her stands. ``phone`` is what this phone
    calls itself; of it only a mark is kept that is of use in this session. Raises ``NotInThisClass``, ``SquareIsOff``.
    """
    enrolment = Enrolment.objects.active().filter(learner=learner, cohort=session.cohort_id).first()
    if enrolment is None:
        raise NotInThisClass
    arrival = arriving.arrival(starts_at=session.starts_at, minutes=session.minutes, now=now, grace=grace)
    if arrival is None or not session.secret:
        raise SquareIsOff
    try:
        return mark_arrival(
            session=session, enrolment=enrolment, mark=Mark(arrival.state, arrival.minutes),
            phone=arriving.phone_mark(session.secret, phone=phone), by=learner.user, now=now,
        )  # fmt: skip
    except SessionClosed:
        raise SquareIsOff from None
