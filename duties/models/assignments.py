"""Which training falls on whom, how she stood with it from day to day, what stands in for it, and what was sent."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.stores import private_storage
from duties import due
from duties.models.people import Posting, StaffMember
from duties.models.rules import Requirement


class Status(models.TextChoices):
    NOT_YET = due.Status.NOT_YET.value, _("Not due yet")
    DUE_SOON = due.Status.DUE_SOON.value, _("Due soon")
    OVERDUE = due.Status.OVERDUE.value, _("Overdue")
    DONE = due.Status.DONE.value, _("Done")
    EXPIRED = due.Status.EXPIRED.value, _("Expired")
    RENEWED = due.Status.RENEWED.value, _("Renewed")
    EXEMPT = due.Status.EXEMPT.value, _("Exempt")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def open(self) -> AssignmentQuerySet:
        return self.filter(ended_at__isnull=True)


class Assignment(models.Model):
    """One required training of one member of staff, for as long as it falls on her.

    ``status`` and ``due_on`` are as they were found last; pages ask anew. ``sequence`` counts the moves of the day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="assignments")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="assignments")
    posting = models.ForeignKey(Posting, null=True, on_delete=models.RESTRICT, related_name="assignments")
    status = models.CharField(max_length=10, choices=Status)
    due_on = models.DateField(null=True)
    why = models.CharField(max_length=20, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["staff", "requirement"], name="one_assignment_per_requirement"),
        ]

    def __str__(self) -> str:
        return f"{self.staff} {self.requirement_id} {self.status}"


class AssignmentState(models.Model):
    """How an assignment stood from a moment on. Rows are only ever added."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="history")
    posting = models.ForeignKey(Posting, null=True, on_delete=models.RESTRICT, related_name="+")
    status = models.CharField(max_length=10, choices=Status)
    due_on = models.DateField(null=True)
    why = models.CharField(max_length=20, blank=True)
    ended = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.status} {self.at:%Y-%m-%d}"


class Digest(models.Model):
    """The one message of a day to one person. ``taken_at`` is when a worker took it up, ``sent_at`` when it went out;
    one without a line left is dropped."""

    recipient = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField()
    made_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint(fields=["recipient", "day"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"{self.recipient} {self.day}"


class Reminder(models.Model):
    """One line of a digest: so many days before this last day, ``SUPERVISOR`` after it, ``CALLED_OFF`` when it is no
    more, ``MOVED`` when it is another. With each ``sequence`` of the assignment the steps begin anew."""

    CALLED_OFF = -2
    MOVED = -3

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="reminders")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="reminders")
    sequence = models.PositiveIntegerField()
    step = models.SmallIntegerField()
    due_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "sequence", "step"], name="one_reminder_per_step"),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.step}"


class Exemption(models.Model):
    """That a person need not do a training, why, and who signed it. It ends; it is never deleted."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="exemptions")
    reason = models.CharField(_("reason"), max_length=300)
    until = models.DateField(_("until"), null=True, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(ended_at__isnull=True), name="one_exemption_per_assignment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.reason}"


class Recognition(models.Model):
    """Training that a person had elsewhere. It counts from the day it ended, once a second person agrees."""

    id = models.UUIDField(primary_key=True)
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="recognitions")
    title = models.CharField(_("what the training was"), max_length=200)
    provider = models.CharField(_("who gave it"), max_length=200)
    held_on = models.DateField(_("day it ended"))
    evidence = models.FileField(storage=private_storage, upload_to="evidence/")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    answer = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="recognition_seen_by_two"
            ),
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(decided_at__isnull=True), name="one_open_recognition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.title}"
