"""The question bank with its immutable versions, quiz blueprints, attempts and answers. Knows nothing of pages."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from accounts.models import User
from core.models import Topic

# The words that a question and its answers say, in every language.
QUESTION_WORDS = ("scene", "stem", "feedback_right", "feedback_wrong")
OPTION_WORDS = ("text", "match", "feedback")


class Question(ClusterableModel):
    """The working copy of a question. What people answer is always a ``QuestionVersion`` cut from it."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("One right answer")
        MULTIPLE = "multiple", _("Several right answers")
        TRUE_FALSE = "true_false", _("True or false")
        ORDERING = "ordering", _("Put in order")
        MATCHING = "matching", _("Match pairs")

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
    fact = models.CharField(
        _("destination fact"),
        max_length=40,
        blank=True,
        help_text=_("The question is asked only while this fact is known and not overdue for her destination."),
    )
    origin_fact = models.CharField(_("origin fact"), max_length=40, blank=True)
    scene = models.TextField(_("scene"), blank=True, help_text=_("What the picture shows, in words."))
    stem = models.TextField(_("question"))
    feedback_right = models.TextField(_("feedback when right"), blank=True)
    feedback_wrong = models.TextField(_("feedback when wrong"), blank=True)
    lesson = models.CharField(
        _("lesson"), max_length=200, blank=True, help_text=_("Where to read it again: module/lesson.")
    )
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

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
    correct = models.BooleanField(_("right"), default=False)
    feedback = models.TextField(_("feedback"), blank=True)

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


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def submitted(self) -> AttemptQuerySet:
        return self.filter(submitted_at__isnull=False)

    def open(self) -> AttemptQuerySet:
        return self.filter(submitted_at__isnull=True)

    def by(self, person: User) -> AttemptQuerySet:
        return self.filter(person=person)


class Attempt(models.Model):
    """One try at a quiz. Its id was made where it began, and decides which questions were drawn and in what order.

    ``versions`` pins the question versions she saw, in order. ``placement`` is opaque here: the key of the
    module or course the quiz belongs to.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    placement = models.UUIDField()
    language = models.CharField(max_length=10)
    origin = models.CharField(max_length=3, blank=True)
    destination = models.CharField(max_length=3, blank=True)
    versions = models.JSONField()
    pass_mark = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    earned = models.DecimalField(max_digits=7, decimal_places=3, null=True)
    possible = models.DecimalField(max_digits=7, decimal_places=3, null=True)
    passed = models.BooleanField(null=True)
    missed_must_know = models.JSONField(default=list)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "placement"],
                condition=models.Q(submitted_at__isnull=True),
                name="one_open_attempt_per_placement",
            ),
        ]
        indexes = [models.Index(fields=["person", "placement", "-begun_at"], name="attempt_by_person")]

    def __str__(self) -> str:
        return str(self.id)


class Answer(models.Model):
    """One saved answer. Only ever added: of several to one question the highest sequence counts."""

    id = models.UUIDField(primary_key=True)
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="answers")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    response = models.JSONField()
    sequence = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["sequence", "received_at", "id"]
        indexes = [models.Index(fields=["attempt", "version"], name="answer_by_question")]

    def __str__(self) -> str:
        return str(self.id)
