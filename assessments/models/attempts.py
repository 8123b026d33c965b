"""Attempts and the answers saved in them. Where a quiz stands is opaque here."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import User
from assessments.models.bank import QuestionVersion
from assessments.models.quizzes import Quiz


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def submitted(self) -> AttemptQuerySet:
        return self.filter(submitted_at__isnull=False)

    def first_tries(self) -> AttemptQuerySet:
        """Whole quizzes, without those that only ask again what was missed."""
        return self.filter(after__isnull=True)

    def taught(self) -> AttemptQuerySet:
        """Without the tests before a course: they tell of what is not learnt yet, not of the questions."""
        return self.exclude(quiz__in=Quiz.objects.filter(finals__isnull=False).values("pk"))

    def open(self) -> AttemptQuerySet:
        return self.filter(submitted_at__isnull=True)

    def by(self, person: User) -> AttemptQuerySet:
        return self.filter(person=person)


class Attempt(models.Model):
    """One try at a quiz. Its id was made where it began, and decides which questions were drawn and in what order.

    ``versions`` pins the question versions she saw, in order. ``placement`` is opaque here: the key of the
    module or course the quiz belongs to. An attempt ``after`` another asks once more what that one missed of what
    everyone must know; its points are the other's, so that both together are one result.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    placement = models.UUIDField()
    after = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="retaught")
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
            )
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
