"""Lists of staff that the personnel office brought: what stood in each, and what it changed, so it can be undone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation


class StaffList(models.Model):
    """One file, from its preview on. ``rows`` is what it says, emptied once it is written or put away."""

    id = models.UUIDField(primary_key=True)
    service = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("file"), max_length=200)
    rows = models.JSONField(default=list)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-brought_at"]

    def __str__(self) -> str:
        return self.name


class StaffListChange(models.Model):
    """One thing that a list changed: what it was is kept in ``before``, what it became in ``after``."""

    class Kind(models.TextChoices):
        PERSON_MADE = "person_made"
        MEMBER_MADE = "member_made"
        MEMBER_CHANGED = "member_changed"
        POSTING_MADE = "posting_made"
        POSTING_ENDED = "posting_ended"

    staff_list = models.ForeignKey(StaffList, on_delete=models.CASCADE, related_name="changes")
    row = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    target = models.PositiveBigIntegerField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.staff_list_id} {self.kind} {self.target}"
