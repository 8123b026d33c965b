"""How facts are asked: templates that make a question of every fact of their kind. What they make is in the bank."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models import Question
from core.models import Topic
from courses.models.places import FactKey

# The words of a template, in every language.
TEMPLATE_WORDS = ("stem", "wrong", "feedback")


class QuestionTemplate(models.Model):
    """Makes one question for each place that has a fact of this kind.

    ``stem`` may say ``{place}``; ``feedback`` may say ``{value}`` and ``{source}``, the fact's own words and where they
    come from. ``wrong`` holds a wrong answer on each line, the same in the same order in every language.
    """

    class Answer(models.TextChoices):
        PHONE = "phone", _("The number to call")
        NUMBER = "number", _("The number")
        VALUE = "value", _("What is true, in its own words")

    code = models.SlugField(
        _("code"), max_length=30, unique=True, help_text=_("Never changes; the keys of its questions are made of it.")
    )
    key = models.ForeignKey(FactKey, on_delete=models.PROTECT, related_name="templates", verbose_name=_("kind of fact"))
    answer = models.CharField(_("right answer"), max_length=6, choices=Answer)
    unit = models.CharField(
        _("unit"), max_length=30, blank=True, help_text=_("Only facts in this unit are asked, such as days a year.")
    )
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+", verbose_name=_("topic"))
    level = models.PositiveSmallIntegerField(_("difficulty"), choices=Question.Level, default=Question.Level.EASY)
    must_know = models.BooleanField(_("must know"), default=False)
    lesson = models.CharField(
        _("lesson"), max_length=200, blank=True, help_text=_("Where to read it again: module/lesson.")
    )
    stem = models.TextField(_("question"), help_text=_("{place} stands for the name of the place."))
    wrong = models.TextField(
        _("wrong answers"), blank=True, validators=[MaxLengthValidator(2000)],
        help_text=_("One on each line, in the same order in every language. What is true here is left out."),
    )  # fmt: skip
    from_others = models.BooleanField(
        _("wrong answers from other places"), default=False, help_text=_("What is true elsewhere, and not here.")
    )
    never = models.CharField(
        _("never offered"), max_length=200, blank=True,
        help_text=_("With commas between them: what is right nearly everywhere, such as 112 for help."),
    )  # fmt: skip
    feedback = models.TextField(
        _("feedback"), blank=True, help_text=_("{value} stands for the fact, {source} for where it comes from.")
    )

    class Meta:
        ordering = ["key__position", "code"]
        verbose_name = _("question about facts")
        verbose_name_plural = _("questions about facts")

    def __str__(self) -> str:
        return self.code
