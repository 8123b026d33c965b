"""What a person did, how far she is and where she was last. Knows lessons only by their keys."""

from __future__ import annotations

from django.db import models

from learning.models.people import Learner


class Record(models.Model):
    """One thing a person did. Its id was made where it happened; rows are only ever added.

    ``sequence`` counts up on the device that made it; the device's clock is kept and never trusted.
    """

    class Verb(models.TextChoices):
        JOINED = "joined"
        LESSON_READ = "lesson_read"
        QUIZ_SUBMITTED = "quiz_submitted"
        ORAL_CHECK = "oral_check"
        OBSERVED = "observed"
        QUIZ_DECIDED = "quiz_decided"
        ATTENDED = "attended"
        TAUGHT = "taught"
        TRIED = "tried"
        WATCHED = "watched"

    id = models.UUIDField(primary_key=True)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="records")
    verb = models.CharField(max_length=20, choices=Verb)
    node = models.UUIDField(null=True)
    scope = models.CharField(max_length=3, blank=True)
    sequence = models.PositiveBigIntegerField(default=0)
    device_time = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    payload = models.JSONField(default=dict)

    class Meta:
        ordering = ["received_at"]
        indexes = [models.Index(fields=["learner", "verb", "node"], name="record_by_node")]

    def __str__(self) -> str:
        return f"{self.verb} {self.node}"


class Progress(models.Model):
    """How far a learner is with one lesson, module or course. Done never becomes undone.

    ``node`` is a stable key; ``scope`` the destination where the node is about one, else empty.
    """

    class Kind(models.TextChoices):
        LESSON = "lesson"
        MODULE = "module"
        COURSE = "course"

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="progress")
    kind = models.CharField(max_length=10, choices=Kind)
    node = models.UUIDField()
    scope = models.CharField(max_length=3, blank=True)
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "node", "scope"], name="one_progress_per_node"),
        ]
        indexes = [models.Index(fields=["node", "scope", "done_at"], name="progress_by_node")]

    def __str__(self) -> str:
        return f"{self.learner} {self.kind} {self.node}"

    @property
    def is_done(self) -> bool:
        return self.done_at is not None


class Bookmark(models.Model):
    """Where a learner was last, so that she goes on from there, on any phone. One row each."""

    learner = models.OneToOneField(Learner, on_delete=models.CASCADE, related_name="bookmark")
    course = models.UUIDField(null=True)
    module = models.UUIDField()
    lesson = models.UUIDField()
    path = models.CharField(max_length=300)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.path
