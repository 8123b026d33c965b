"""The question bank: working copies, their answers, and the versions cut from them, which never change."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from assessments.fields import AreaField
from core.models import Topic

# The words that a question and its answers say, in every language.
QUESTION_WORDS = ("scene", "stem", "unit", "feedback_right", "feedback_wrong")
OPTION_WORDS = ("text", "match", "feedback")


class Form(models.TextChoices):
    """Parallel forms of one question, and of the tests that ask them."""

    A = "A", _("A: before")
    B = "B", _("B: afterwards")


class Question(ClusterableModel):
    """The working copy of a question. What people answer is always a ``QuestionVersion`` cut from it."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("One right answer")
        MULTIPLE = "multiple", _("Several right answers")
        TRUE_FALSE = "true_false", _("True or false")
        SCENARIO = "scenario", _("What to do in a scene")
        LISTEN = "listen", _("Listen and choose")
        HOTSPOT = "hotspot", _("Touch a place on a picture")
        ORDERING = "ordering", _("Put in order")
        MATCHING = "matching", _("Match pairs")
        GROUPS = "groups", _("Sort into groups")
        GAP = "gap", _("Fill the gap")
        NUMERIC = "numeric", _("A number")
        ORAL = "oral", _("Oral check, by an instructor")
        PRACTICE = "practice", _("Practice that an instructor watches")
        REFLECTION = "reflection", _("Something to think about; not marked, not kept")

    class Level(models.IntegerChoices):
        EASY = 1, _("Easy")
        MIDDLE = 2, _("Middle")
        HARD = 3, _("Hard")

    key = models.SlugField(_("key"), unique=True, help_text=_("Never changes; imports and reports refer to it."))
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="questions", verbose_name=_("topic"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    level = models.PositiveSmallIntegerField(_("difficulty"), choices=Level, default=Level.MIDDLE)
    must_know = models.BooleanField(
        _("must know"), default=False, help_text=_("A quiz is passed only when every such question is right.")
    )
    destinations = models.JSONField(
        _("destinations"), default=list, blank=True, help_text=_("Country codes; empty means everywhere.")
    )
    origins = models.JSONField(
        _("origins"), default=list, blank=True, help_text=_("Country codes; empty means everywhere.")
    )
    fact = models.CharField(
        _("destination fact"),
        max_length=40,
        blank=True,
        help_text=_("The question is asked only while this fact is known and not overdue for her destination."),
    )
    origin_fact = models.CharField(_("origin fact"), max_length=40, blank=True)
    scene = models.TextField(
        _("scene"), blank=True,
        help_text=_("What the picture shows, in words. In “Listen and choose”: the words that are heard."),
    )  # fmt: skip
    stem = models.TextField(_("question"))
    picture = models.ForeignKey(
        "media.Picture", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("picture")
    )
    number = models.DecimalField(_("right number"), max_digits=16, decimal_places=4, null=True, blank=True)
    tolerance = models.DecimalField(
        _("how far beside it"), max_digits=16, decimal_places=4, default=0,
        help_text=_("An answer this much higher or lower is still right."),
    )  # fmt: skip
    unit = models.CharField(_("unit"), max_length=60, blank=True, help_text=_("Such as hours, or dollars a month."))
    feedback_right = models.TextField(_("feedback when right"), blank=True)
    feedback_wrong = models.TextField(_("feedback when wrong"), blank=True)
    lesson = models.CharField(
        _("lesson"), max_length=200, blank=True, help_text=_("Where to read it again: module/lesson.")
    )
    family = models.SlugField(
        _("family"), blank=True, db_index=True,
        help_text=_("Questions that ask the same in other words share a name. An attempt asks one of them."),
    )  # fmt: skip
    form = models.CharField(
        _("form"), max_length=1, choices=Form, blank=True,
        help_text=_("Before the course form A is asked, afterwards form B of the same family."),
    )  # fmt: skip
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    template = models.SlugField(
        _("made by"), blank=True, editable=False,
        help_text=_("The template that makes this question from a fact; nobody writes its words by hand."),
    )  # fmt: skip

    class Meta:
        ordering = ["key"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return f"{self.key}: {self.stem}"


class Option(models.Model):
    """One answer of a question. In *ordering* the position is the right order; in *matching* ``match`` is its partner.

    A page names the partner by ``match_key``: the option's own key on both sides would give the pairs away.
    """

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    text = models.TextField(_("answer"))
    match = models.TextField(_("belongs to"), blank=True)
    match_key = models.UUIDField(default=uuid.uuid4, editable=False)
    correct = models.BooleanField(
        _("right"), default=False, help_text=_("In a checklist: must be seen, else the check is not passed.")
    )
    feedback = models.TextField(_("feedback"), blank=True)
    picture = models.ForeignKey(
        "media.Picture", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("picture")
    )
    gap = models.PositiveSmallIntegerField(
        _("fills gap"), default=0, validators=[MaxValueValidator(99)],
        help_text=_("The number of the gap; 0 for a word that fits none."),
    )  # fmt: skip
    area = AreaField(
        _("place on the picture"), null=True, blank=True,
        help_text=_("Left, top, width and height in per cent of the picture, such as 10, 20, 30, 15."),
    )  # fmt: skip

    sort_order_field = "position"

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["question", "key"], name="one_option_per_key")]

    def __str__(self) -> str:
        return self.text


class QuestionVersion(models.Model):
    """A question as it stood when it was published: every language, every key. Never changed, never deleted."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["question", "-number"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.question_id} v{self.number}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk and not self._state.adding:
            raise TypeError("A question version is never changed; publish a new one.")
        super().save(*args, **kwargs)  # type: ignore[arg-type]
