"""Who may train and teach in the demo, who waits for a place in a class, and the list that was filed before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from accounts.models import Organisation, User
from demo import streams
from learning.actions import MinimumRecord, file_list, join, keep_accreditation, keep_trainer_certificate
from learning.models import Accreditation, Cohort, TrainerCertificate

Raw = dict[str, Any]
FILED_BEFORE = timedelta(days=1)


def enter(people: Raw, *, by: User, now: datetime) -> None:
    """Accreditations and trainers' certificates, each from so many days ago to so many days from now; once."""
    for raw in people["accreditations"]:
        centre = Organisation.objects.get(code=raw["centre"])
        if not centre.accreditations.exists():
            keep_accreditation(Accreditation(organisation=centre, **_term(raw, now)), by=by, now=now)
    for raw in people["certificates"]:
        trainer = User.objects.get(username=raw["trainer"])
        if not trainer.trainer_certificates.exists():
            keep_trainer_certificate(TrainerCertificate(trainer=trainer, **_term(raw, now)), by=by, now=now)


def _term(raw: Raw, now: datetime) -> Raw:
    first, last = ((now + timedelta(days=raw[name])).date() for name in ("from", "until"))
    return {"body": raw["by"], "number": raw["number"], "valid_from": first, "valid_until": last}


def prepare(
    cohort: Cohort, raw: Raw, *, by: User, details: Callable[[Raw, Raw], MinimumRecord], notice: str, now: datetime
) -> None:
    """What the content says of this class: ``waiting`` people, and that its list was ``filed``."""
    if raw.get("filed"):
        before = now + timedelta(days=raw["starts"]) - FILED_BEFORE
        file_list(form_id=streams.stable_id("filed", cohort.code), cohort=cohort, by=by, now=before)
    for number, person in enumerate(raw.get("waiting", ())):
        join(
            record_id=streams.stable_id("wait", raw["title"], number), cohort=cohort, details=details(person, raw),
            notice_version=notice, now=now + timedelta(minutes=number),
        )  # fmt: skip
