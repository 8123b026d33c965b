"""Class lists as they were filed before a class: who was to come, who was to teach. Nothing in them changes later."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from learning.models.classes import Cohort
from learning.models.people import Learner


class FiledList(models.Model):
    """One filing. ``head`` is what was decided of the class and whether its centre was accredited, ``trainers`` who
    was to teach and whether certified: in codes, so that it reads in any language."""

    id = models.UUIDField(primary_key=True)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="filed_lists")
    head = models.JSONField()
    trainers = models.JSONField()
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()

    class Meta:
        ordering = ["-filed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.cohort} {self.filed_at:%Y-%m-%d}"


class FiledPerson(models.Model):
    """What a filed list says of one person. It goes with her when she is deleted."""

    filed = models.ForeignKey(FiledList, on_delete=models.CASCADE, related_name="people")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="filed")
    number = models.PositiveIntegerField()
    said = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["filed", "number"], name="one_filed_person_per_number")]

    def __str__(self) -> str:
        return f"{self.filed_id}: {self.number}"
