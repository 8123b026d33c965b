"""How a member of staff becomes a learner, with the account she has. Why she must learn is known elsewhere."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from accounts.models import User
from courses.models import Destination, Origin
from learning.actions.joining import join_beyond
from learning.models import Cohort, Enrolment, Learner, Record


@transaction.atomic
def enrol_staff(
    *,
    record_id: uuid.UUID,
    user: User,
    cohort: Cohort,
    origin: Origin,
    destination: Destination,
    notice_version: str,
    now: datetime,
) -> Enrolment:
    """Give her a place in a class. Her sex is not asked, her work is not that of a trainee.

    The destination becomes hers, where she learned towards another before; asking twice is harmless.
    ``notice_version`` names the privacy notice she agreed to. Raises what ``join_again`` raises.
    """
    # Lock first: two tabs can begin at the same moment.
    User.objects.select_for_update().get(pk=user.pk)
    learner, made = Learner.objects.get_or_create(
        user=user,
        defaults={
            "sex": Learner.Sex.UNSAID,
            "origin": origin,
            "destination": destination,
            "occupation": Learner.Occupation.OTHER,
            "consented_at": now,
            "notice_version": notice_version,
        },
    )
    if made:
        payload = {"cohort": cohort.code, "notice": notice_version}
        Record(id=record_id, learner=learner, verb=Record.Verb.JOINED, received_at=now, payload=payload).save(
            force_insert=True
        )
    return join_beyond(learner=learner, cohort=cohort, destination=destination, now=now)
