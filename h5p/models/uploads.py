"""Packages on their way in: what was found in them, and what still stands between them and a lesson."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.stores import private_storage
from h5p.models.contents import Interactive, InteractiveVersion


class Upload(models.Model):
    """A file that somebody brought. ``found`` is what vetting saw: faults, manifest, libraries."""

    class State(models.TextChoices):
        WAITING = "waiting", _("being looked at")
        REFUSED = "refused", _("cannot be used")
        ASKING = "asking", _("needs libraries that nobody has allowed")
        DONE = "done", _("taken in")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(upload_to="h5p/uploads", storage=private_storage, max_length=150)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    replaces = models.ForeignKey(Interactive, on_delete=models.CASCADE, null=True, related_name="uploads")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    found = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    made = models.ForeignKey(InteractiveVersion, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.name
