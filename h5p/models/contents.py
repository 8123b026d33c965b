"""H5P contents and their versions. What a person did with one is not known here."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from h5p_python import LibraryKey

from core.stores import private_storage


class Interactive(models.Model):
    """Something to try, under a key that stays when it is replaced by a newer file."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=255)
    language = models.CharField(_("language"), max_length=10, blank=True)
    licence = models.CharField(_("licence"), max_length=20, blank=True)
    authors = models.TextField(_("authors"), blank=True)
    library = models.CharField(_("kind"), max_length=255)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    version = models.ForeignKey("InteractiveVersion", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("H5P content")
        verbose_name_plural = _("H5P contents")
        ordering = ["title", "key"]

    def __str__(self) -> str:
        return self.title


class InteractiveVersion(models.Model):
    """One edition of a content, never changed. ``package`` holds h5p.json, the filtered parameters and the files.

    ``sha256`` is of the file that somebody brought, or of ``package`` where it was made here. The bundle is what is
    played: it is made anew when a library is, and then has another address.
    """

    class Bundle(models.TextChoices):
        WAITING = "waiting", _("being prepared")
        MADE = "made", _("ready")
        FAILED = "failed", _("could not be prepared")

    content = models.ForeignKey(Interactive, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64)
    package = models.FileField(upload_to="h5p/contents", storage=private_storage, max_length=150)
    params = models.JSONField(help_text="content.json, as its semantics allow it")
    main = models.CharField(max_length=270, help_text="main library, such as “H5P.Blanks 1.14”")
    libraries = models.JSONField(default=list, help_text="all that it plays with, such as “FontAwesome 4.5”")
    origin = models.CharField(_("came as"), max_length=255, blank=True)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    bundle_state = models.CharField(max_length=10, choices=Bundle, default=Bundle.WAITING)
    bundle_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    bundle_bytes = models.PositiveIntegerField(default=0, help_text="compressed, as it is sent")
    bundle_media = models.JSONField(null=True, help_text="names of the files beside it; not written down at first")
    bundle_problem = models.CharField(max_length=300, blank=True)
    bundle_made_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["content", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["content", "number"], name="one_h5p_version_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.content} · {self.number}"

    @property
    def main_key(self) -> LibraryKey:
        return LibraryKey.parse(self.main)

    @property
    def is_ready(self) -> bool:
        return self.bundle_state == self.Bundle.MADE
