"""Blueprints: what a quiz asks, and what counts as passed."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from assessments.models.bank import Form, Question
from core.models import Topic


class Quiz(ClusterableModel):
    """A blueprint: how many questions of which topic, and what counts as passed."""

    key = models.SlugField(_("key"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"), default=70, validators=[MinValueValidator(1), MaxValueValidator(100)], help_text=_("Per cent.")
    )

    form = models.CharField(
        _("form"), max_length=1, choices=Form, blank=True,
        help_text=_("Of questions that have two forms, which one this quiz asks."),
    )  # fmt: skip
    before = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="finals",
        verbose_name=_("test before the course"),
        help_text=_("Of a final test: form A of its questions, asked once before the course. It decides nothing."),
    )  # fmt: skip

    class Meta:
        ordering = ["key"]
        constraints = [models.CheckConstraint(condition=~models.Q(before=models.F("id")), name="no_quiz_before_itself")]
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def __str__(self) -> str:
        return self.title


class QuizItem(Orderable):
    """A question that this quiz always asks, in its own form of it."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="fixed")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+", verbose_name=_("question"))

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["quiz", "question"], name="one_fixed_place_per_question")]

    def __str__(self) -> str:
        return str(self.question_id)


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


class QuizComponent(models.Model):
    """One part of a result that is put together. A quiz without any is decided by its questions alone."""

    class Kind(models.TextChoices):
        THEORY = "theory", _("Its questions")
        PRACTICAL = "practical", _("Its practice, as an instructor saw it")
        CONTINUOUS = "continuous", _("The quizzes of the whole course; in a final test only")

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="components")
    kind = models.CharField(_("part"), max_length=10, choices=Kind)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1)], help_text=_("Twice the weight counts twice.")
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark of this part"), default=0, validators=[MaxValueValidator(100)], help_text=_("Per cent.")
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["quiz", "kind"], name="one_component_of_each_kind")]

    def __str__(self) -> str:
        return f"{self.kind} × {self.weight}"
