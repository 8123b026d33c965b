"""What instructors saw and heard people do. What follows from it is opaque here."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from assessments.models.bank import QuestionVersion


class Observation(models.Model):
    """One checklist as an instructor ticked it for one person. Only ever added: the highest sequence counts.

    ``seen`` are the keys of the criteria. ``instead`` says that she told her plan in words and did nothing physical;
    why she chose so is nobody's business, and it counts in full. ``placement`` is opaque here.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="observations")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="observations")
    placement = models.UUIDField()
    observer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seen = models.JSONField()
    instead = models.BooleanField(default=False)
    passed = models.BooleanField()
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["sequence", "at", "id"]
        indexes = [models.Index(fields=["person", "version"], name="observation_by_person")]

    def __str__(self) -> str:
        return str(self.id)

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise TypeError("An observation is never changed; record a new one.")
        super().save(*args, **kwargs)  # type: ignore[arg-type]
