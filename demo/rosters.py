"""A class list that an instructor of the demo has sent and not yet written: one error, and one who may be here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile

from accounts.models import User
from demo import streams
from learning.actions import read_roster, receive_roster
from learning.models import Cohort


def bring(cohort: Cohort, raw: dict[str, Any], *, by: User, now: datetime) -> None:
    """What the content says of this class under ``list``, if anything."""
    if "list" not in raw:
        return
    said = raw["list"]
    roster = receive_roster(
        form_id=streams.stable_id("list", cohort.code), cohort=cohort,
        file=ContentFile(said["text"].encode(), name=said["file"]), silent=said["silent"], by=by, now=now,
    )  # fmt: skip
    read_roster(roster=roster, now=now)
