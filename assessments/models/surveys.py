"""Surveys, and the tallies of their answers. Nothing here names a person, a device or a moment.

There is no row for someone who answers. What she sends is added to a tally that many share and is then forgotten.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from assessments.surveys import kinds
from assessments.surveys.kinds import CountedBy, Wave
from assessments.surveys.tallying import Tally

# The words that a survey and its questions say, in every language.
SURVEY_WORDS = ("title", "intro")
ITEM_WORDS = ("text", "choices")


class SurveyQuerySet(models.QuerySet["Survey"]):
    def published(self) -> SurveyQuerySet:
        return self.filter(published_at__isnull=False)


class Survey(ClusterableModel):
    """Questions that are asked without a name. Once answers have come, they stay as they are: a copy can change."""

    class Kind(models.TextChoices):
        CONFIDENCE = "confidence", _("Confidence and attitude, before and after a class")
        FEEDBACK = "feedback", _("Trainer and centre, at the end of a class")
        FOLLOW_UP = "follow_up", _("Follow-up after 3 and 12 months")
        RETURN = "return", _("Return: people who came home")
        EMPLOYER = "employer", _("Return: employers")
        AUTHORITY = "authority", _("Return: authorities")

    key = models.SlugField(
        _("key"), max_length=40, unique=True, help_text=_("Stands in addresses and codes; never changes.")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(
        _("title"), max_length=120, help_text=_("Neutral words only: others may see it on her screen.")
    )
    intro = models.TextField(_("introduction"), blank=True)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")

    def __str__(self) -> str:
        return self.title

    @property
    def waves(self) -> tuple[Wave, ...]:
        return kinds.WAVES[kinds.Kind(self.kind)]

    @property
    def counted_by(self) -> CountedBy:
        return kinds.counted_by(kinds.Kind(self.kind))

    def period_at(self, now: datetime) -> str:
        """The year, where places are counted. A class has days of its own."""
        return str(now.year) if self.counted_by is CountedBy.PLACE else ""


class SurveyItem(models.Model):
    """One question of a survey. Its key is what a tally counts by."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("How far she agrees, in five steps")
        YES_NO = "yes_no", _("Yes, no, or not sure")
        CHOICE = "choice", _("One of several answers")

    survey = ParentalKey(Survey, on_delete=models.CASCADE, related_name="items")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.AGREEMENT)
    text = models.TextField(_("question or statement"))
    choices = models.TextField(
        _("answers"), blank=True, help_text=_("For “One of several answers”: one answer on each line.")
    )
    shows_numbers = models.BooleanField(
        _("numbers to call"),
        default=False,
        help_text=_("After sending, the page says where help with this is. Everyone sees it, whatever they answered."),
    )

    sort_order_field = "position"

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["survey", "key"], name="one_survey_item_per_key")]

    def __str__(self) -> str:
        return self.text


class TallySheet(models.Model):
    """The answers to one survey from one class, or from one destination in one year: how many of each, no more.

    ``counts`` is the tally as it grows; ``shown_counts`` what it was at the last full step of people, which is all
    that results are made of. ``group`` is opaque here.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="sheets")
    wave = models.CharField(max_length=10)
    group = models.CharField(max_length=20)
    period = models.CharField(max_length=4, blank=True)
    received = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    shown_received = models.PositiveIntegerField(default=0)
    shown_counts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "wave", "group", "period"], name="one_tally_sheet_per_group")
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.wave} {self.group} {self.period}"

    @property
    def tally(self) -> Tally:
        return Tally(self.received, self.counts)

    @property
    def shown(self) -> Tally:
        return Tally(self.shown_received, self.shown_counts)

    def keep(self, tally: Tally) -> None:
        """Take the tally over; results follow at a full step. The caller saves."""
        self.received, self.counts = tally.received, tally.counts
        if tally.is_step:
            self.shown_received, self.shown_counts = tally.received, tally.counts


class SpentSlip(models.Model):
    """The mark of a form that was sent, so that sending it again counts nothing. It says nothing of what was sent.

    Kept for a day at most; ``half_day`` counts the half days since 1970.
    """

    mark = models.CharField(max_length=64, primary_key=True)
    half_day = models.PositiveIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.mark
