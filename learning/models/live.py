"""Questions that a whole class answers together, and how often each answer was given. Knows no person and no phone."""

from __future__ import annotations

import uuid
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models import QuestionVersion, Quiz
from core.models import Topic
from learning.models.classes import Cohort


class LiveState(StrEnum):
    ASKING = "asking"
    SHOWING = "showing"
    OVER = "over"


class LiveQuizQuerySet(models.QuerySet["LiveQuiz"]):
    def open(self) -> LiveQuizQuerySet:
        return self.filter(closed_at=None)

    def over(self) -> LiveQuizQuerySet:
        return self.filter(closed_at__isnull=False)


class LiveQuiz(models.Model):
    """A round of questions before one class, about a quiz or a topic. ``place`` is the one on the screen, from 0.

    ``versions`` are ids of ``QuestionVersion``, pinned when it begins.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="live_quizzes")
    quiz = models.ForeignKey(Quiz, null=True, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT, related_name="+")
    versions = models.JSONField(default=list)
    place = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = LiveQuizQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at"]
        verbose_name = _("live questions")
        verbose_name_plural = _("live questions")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort"], condition=models.Q(closed_at=None), name="one_open_live_quiz_per_class"
            ),
            models.CheckConstraint(
                condition=models.Q(quiz=None, topic__isnull=False) | models.Q(quiz__isnull=False, topic=None),
                name="live_quiz_has_one_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.begun_at:%Y-%m-%d %H:%M}"

    @property
    def state(self) -> LiveState:
        if self.closed_at:
            return LiveState.OVER
        return LiveState.SHOWING if self.shown_at else LiveState.ASKING

    @property
    def version(self) -> int:
        """The question on the screen."""
        return int(self.versions[self.place])

    @property
    def number(self) -> int:
        return self.place + 1

    @property
    def is_last(self) -> bool:
        return self.number == len(self.versions)

    @property
    def mark(self) -> str:
        """Differs whenever a page of this round has something new to show."""
        return f"{self.pk}-{self.place}-{self.state}"


class LiveTally(models.Model):
    """How often one answer to one question was given, on phones and with raised cards.

    ``choice`` is an option's key, ``NOT_SURE``, or ``PHONES``: how many phones answered at all.
    """

    NOT_SURE = ""
    PHONES = "*"

    live = models.ForeignKey(LiveQuiz, on_delete=models.CASCADE, related_name="tallies")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=36, blank=True)
    phones = models.PositiveIntegerField(default=0)
    hands = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["live", "version", "choice"], name="one_live_tally_per_choice"),
        ]

    def __str__(self) -> str:
        return f"{self.live_id} {self.version_id} {self.choice}"


class LiveAnswer(models.Model):
    """What one phone chose, so that it may change its mind. Deleted the moment its question is closed.

    The phone makes no account: its page holds a random token for this one question, and only a hash of that, with the
    round and the question, stands here. Two answers of one phone cannot be told to be of one phone.
    """

    mark = models.CharField(max_length=64, primary_key=True)
    live = models.ForeignKey(LiveQuiz, on_delete=models.CASCADE, related_name="answers")
    choices = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.live_id)
