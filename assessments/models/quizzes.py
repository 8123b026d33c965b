"""Blueprints: what a quiz asks, and what counts as passed."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from assessments.models.bank import Question
from core.models import Topic


class Quiz(ClusterableModel):
    """A blueprint: how many questions of which topic, and what counts as passed."""

    key = models.SlugField(_("key"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"), default=70, validators=[MinValueValidator(1), MaxValueValidator(100)], help_text=_("Per cent.")
    )

    class Meta:
        ordering = ["key"]
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def __str__(self) -> str:
        return self.title


class QuizPart(models.Model):
    """So many questions of one topic, of any difficulty or of one."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="parts")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, verbose_name=_("topic"))
    count = models.PositiveSmallIntegerField(_("how many"), default=5, validators=[MinValueValidator(1)])
    level = models.PositiveSmallIntegerField(_("difficulty"), choices=Question.Level, null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.count} × {self.topic}"
