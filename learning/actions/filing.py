"""Files the list of a class: who is to come and who is to teach, kept as it stands at that moment."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions import log_access
from accounts.models import User
from learning import queries
from learning.models import Cohort, FiledList, FiledPerson


def file_list(*, form_id: uuid.UUID, cohort: Cohort, by: User, now: datetime) -> FiledList:
    """Keep the list of an open or closed class as it is now; the same form sent twice files once.

    Raises ``FiledList.DoesNotExist`` where the id is that of a list of another class.
    """
    try:
        with transaction.atomic():
            return _file(form_id, cohort, by, now)
    except IntegrityError:
        return cohort.filed_lists.get(pk=form_id)


def _file(form_id: uuid.UUID, cohort: Cohort, by: User, now: datetime) -> FiledList:
    head, trainers = queries.head_to_file(cohort, today=timezone.localdate(now))
    filed = FiledList(id=form_id, cohort=cohort, head=head, trainers=trainers, filed_by=by, filed_at=now)
    filed.save(force_insert=True)
    FiledPerson.objects.bulk_create(
        FiledPerson(filed=filed, learner=place.learner, number=number, said=queries.said_of(place))
        for number, place in enumerate(queries.people_to_file(cohort), start=1)
    )
    Cohort.objects.filter(pk=cohort.pk).update(filed_at=now, filed_by=by)
    log_access(actor=by, verb="class_list_filed", subject=f"class:{cohort.code}", purpose="", now=now)
    return filed
