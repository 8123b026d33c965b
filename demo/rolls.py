"""What becomes of the demo's roll calls: in one class those of the first days are signed, and a slip was found."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from demo import streams
from learning.actions import Mark, ask_change, close_session
from learning.models import Attendance, Cohort

Raw = dict[str, Any]
SIGNED_AFTER = timedelta(days=2)


def sign(cohort: Cohort, raw: Raw, *, by: User, now: datetime) -> None:
    """Where the content has a ``slip``: sign what is two days old, and ask for the change that it needs.

    A slip names who was there after all, and how it is known.
    """
    if "slip" not in raw:
        return
    for session in cohort.sessions.filter(starts_at__lt=now - SIGNED_AFTER):
        close_session(session=session, by=by, now=session.ends_at)
    _find_slip(cohort, raw["slip"], by=by, now=now)


def _find_slip(cohort: Cohort, slip: Raw, *, by: User, now: datetime) -> None:
    missed = Attendance.objects.filter(session__cohort=cohort, session__closed_at__isnull=False, state="absent")
    wrong = missed.select_related("session").filter(enrolment__learner__user__name=slip["name"]).first()
    if wrong:
        ask_change(
            form_id=streams.stable_id("slip", cohort.code), session=wrong.session,
            marks={wrong.enrolment_id: Mark("present", wrong.session.minutes)}, reason=slip["reason"], by=by, now=now,
        )  # fmt: skip
