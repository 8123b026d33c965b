"""What changes surveys and tallies: each is one transaction, and doing it twice is harmless."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from assessments import unheard
from assessments.models.surveys import SpentSlip, Survey, TallySheet
from assessments.surveys import tallying
from assessments.surveys.addresses import Asked
from assessments.surveys.faults import Fault, faults
from assessments.surveys.reviewing import texts_of
from assessments.surveys.slips import Slip, half_day_of
from assessments.surveys.writing import written
from review.actions import Refused, admit


class Unpublishable(ValueError):
    """The survey has faults, listed in ``faults``."""

    def __init__(self, key: str, found: tuple[Fault, ...]) -> None:
        super().__init__(f"{key}: {', '.join(found)}")
        self.faults = found


class Received(StrEnum):
    """What became of answers that were sent. Both mean that they are counted, once."""

    COUNTED = "counted"
    ALREADY = "already"


@transaction.atomic
def receive(*, survey: Survey, asked: Asked, posted: Mapping[str, str], slip: Slip, now: datetime) -> Received:
    """Count one person's answers. The same slip counts once, however often and at the same time it comes.

    ``posted`` holds answers by the key of their item. Raises ``tallying.Unfit``, and spends nothing then.
    """
    items = [one.item for one in written(survey.items.all())]
    answers = tallying.fitting(items, posted)
    _, is_new = SpentSlip.objects.get_or_create(mark=slip.mark, defaults={"half_day": slip.half_day})
    if not is_new:
        return Received.ALREADY
    sheet = _locked_sheet(survey, asked, period=survey.period_at(now))
    sheet.keep(tallying.add(sheet.tally, items, answers))
    sheet.save()
    return Received.COUNTED


def _locked_sheet(survey: Survey, asked: Asked, *, period: str) -> TallySheet:
    sheet, _made = TallySheet.objects.get_or_create(survey=survey, wave=asked.wave, group=asked.group, period=period)
    # Lock: a whole class sends within one minute.
    return TallySheet.objects.select_for_update().get(pk=sheet.pk)


def forget_slips(*, now: datetime) -> int:
    """Delete the marks of slips that are good no longer: none is kept for more than a day."""
    gone, _by_model = SpentSlip.objects.filter(half_day__lt=half_day_of(now) - 1).delete()
    return gone


def publish_survey(survey: Survey, *, now: datetime) -> Survey:
    """Let a survey be asked as it is saved. What is held is not asked until it is mended.

    Raises ``Unpublishable``, and ``review.actions.Held`` while a finding or a reviewer holds its words.
    """
    items = list(survey.items.order_by("position", "pk"))
    if found := faults(written(items)):
        raise Unpublishable(survey.key, found)
    try:
        with transaction.atomic():
            texts = texts_of(survey, items)
            unheard.check(texts, unheard.in_columns, now=now)
            admit(texts, now=now)
            _set_published(survey, survey.published_at or now)
    except Refused:
        _set_published(survey, None)
        raise
    return survey


def _set_published(survey: Survey, at: datetime | None) -> None:
    survey.published_at = at
    Survey.objects.filter(pk=survey.pk).update(published_at=at)


def answers_have_come(survey: Survey) -> bool:
    return bool(survey.pk) and TallySheet.objects.filter(survey=survey).exists()
