"""How questions fared when they were last counted. Worked out of attempts and answers, and made anew at any time."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.bank import Question, QuestionVersion


class ItemStatisticQuerySet(models.QuerySet["ItemStatistic"]):
    def together(self) -> ItemStatisticQuerySet:
        """One row for each question that was asked."""
        return self.filter(number=ItemStatistic.TOGETHER)

    def by_version(self) -> ItemStatisticQuerySet:
        """The newest first."""
        return self.exclude(number=ItemStatistic.TOGETHER).order_by("-number")


class ItemStatistic(models.Model):
    """The figures of one version of a question, or of all its versions together.

    ``number`` is that of the version; ``version`` the version itself, or the newest that was asked. ``figures`` is the
    JSON of ``analysis.Figures``; ``quizzes`` the primary keys of the quizzes that asked it. ``key_changed`` says that
    the versions together do not agree on the kind or on what is right.
    """

    TOGETHER = 0

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="statistics")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    versions = models.PositiveIntegerField(default=1)
    key_changed = models.BooleanField(default=False)
    figures = models.JSONField()
    quizzes = models.JSONField(default=list)
    counted_at = models.DateTimeField()

    objects = ItemStatisticQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="one_statistic_per_version")]
        verbose_name = _("statistic of a question")
        verbose_name_plural = _("statistics of questions")

    def __str__(self) -> str:
        return f"{self.question_id} v{self.number}"
