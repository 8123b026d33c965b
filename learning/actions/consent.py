"""What a person says to the privacy notice who was entered by others. Who joins by herself says it in ``joining``."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from learning.models import Learner, Record

_CONSENTS = uuid.UUID("5d7c1f0e-0a44-4a5e-9f6b-6f3f6d2b7a11")  # a person agrees for the first time once


@transaction.atomic
def agree(*, learner: Learner, notice_version: str, now: datetime) -> None:
    """Keep that she has agreed, and to which notice. Asking twice keeps the first."""
    if Learner.objects.filter(pk=learner.pk, consented_at=None).update(consented_at=now, notice_version=notice_version):
        Record.objects.create(
            id=uuid.uuid5(_CONSENTS, str(learner.pk)), learner=learner, verb=Record.Verb.JOINED, received_at=now,
            payload={"cohort": "", "notice": notice_version},
        )  # fmt: skip
