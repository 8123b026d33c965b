"""What a phone brought and no attempt could take yet. Nothing that she answered is thrown away."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models.people import Learner


class Unplaced(models.Model):
    """Kept as it came. ``placed_at`` says when it found its attempt after all."""

    class Reason(models.TextChoices):
        NOT_BEGUN = "not_begun", _("Its questions have not come yet")
        ANOTHER_OPEN = "another_open", _("The same questions are open on another phone")
        ANSWERS_MISSING = "answers_missing", _("Some of its answers have not come yet")
        SENT_ALREADY = "sent_already", _("It came after the answers had been sent")
        NOT_ASKED = "not_asked", _("This question was not asked there")
        UNFIT = "unfit", _("It does not fit its question")
        NOT_HERS = "not_hers", _("It does not belong to her")
        MISREAD = "misread", _("It could not be read")

    WAITING = (Reason.NOT_BEGUN, Reason.ANOTHER_OPEN, Reason.ANSWERS_MISSING)

    id = models.UUIDField(primary_key=True)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="unplaced")
    reason = models.CharField(max_length=20, choices=Reason)
    told = models.TextField()  # JSON as it came: PostgreSQL's own kind of JSON cannot hold all that JSON can
    received_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["received_at"]
        indexes = [models.Index(fields=["learner", "placed_at"], name="unplaced_by_learner")]

    def __str__(self) -> str:
        return f"{self.reason} {self.id}"
