"""Class lists that came as a file, row by row as they were read, decided and written. Not the people they made."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from core.stores import private_storage
from learning.models.classes import Cohort, Enrolment
from learning.models.people import Learner


class RosterImport(models.Model):
    """One file for one class, from its reading to its writing, and back. A person keyed from paper is one without file.

    ``plan`` says what the columns mean and what holds where a row is silent; ``head`` are the first rows, for who is
    asked what the columns mean. The file goes once it is read.
    """

    class State(models.TextChoices):
        READING = "reading"
        ASKING = "asking"
        READ = "read"
        WRITING = "writing"
        WRITTEN = "written"
        UNDOING = "undoing"
        UNDONE = "undone"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    upload = models.FileField(storage=private_storage, upload_to="rosters/", blank=True)
    plan = models.JSONField(default=dict)
    head = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    rows_read = models.PositiveIntegerField(default=0)
    rows_written = models.PositiveIntegerField(default=0)
    fault = models.JSONField(null=True)
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.file_name} → {self.cohort}"

    @property
    def is_busy(self) -> bool:
        """Whether a worker has it."""
        return self.state in {self.State.READING, self.State.WRITING, self.State.UNDOING}


class RosterRowQuerySet(models.QuerySet["RosterRow"]):
    def sound(self) -> RosterRowQuerySet:
        return self.filter(faults=[])

    def faulty(self) -> RosterRowQuerySet:
        return self.exclude(faults=[])

    def alike(self) -> RosterRowQuerySet:
        """Those that may be somebody who is here, or further up in the list."""
        return self.sound().filter(models.Q(like__isnull=False) | models.Q(twice__isnull=False))


class RosterRow(models.Model):
    """One row of a class list: what it says, what is wrong with it, whom it may be, and what was decided.

    ``twice`` is the row further up that may be the same person.
    """

    class Decision(models.TextChoices):
        NEW = "new"
        SAME = "same"
        SKIP = "skip"

    roster = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    twice = models.PositiveIntegerField(null=True)
    like = models.ForeignKey(Learner, null=True, on_delete=models.SET_NULL, related_name="+")
    decision = models.CharField(max_length=4, choices=Decision, blank=True)
    enrolment = models.ForeignKey(Enrolment, null=True, on_delete=models.SET_NULL, related_name="+")
    made_person = models.BooleanField(default=False)
    written = models.BooleanField(default=False)

    objects = RosterRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["roster", "number"], name="one_row_per_number"),
            models.UniqueConstraint(fields=["enrolment"], name="one_row_per_enrolment"),
        ]

    def __str__(self) -> str:
        return f"{self.roster_id}: {self.number}"
