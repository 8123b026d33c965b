"""Libraries that play contents, and those that wait for an administrator's word. Their files lie in the storage."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from h5p_python import LibraryKey

from core.stores import private_storage


class _Named(models.Model):
    """What a library says of itself, and by which fingerprint it is known."""

    machine_name = models.CharField(_("machine name"), max_length=255)
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    patch = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=255)
    author = models.CharField(_("author"), max_length=255, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64)
    origin = models.CharField(_("came with"), max_length=255, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.title} {self.version}"

    @property
    def key(self) -> LibraryKey:
        return LibraryKey(self.machine_name, self.major, self.minor)

    @property
    def version(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


class Library(_Named):
    """A library that is installed. One for each name, major and minor version: a higher patch takes its place."""

    described = models.JSONField(help_text="library.json, as it came")
    files = models.JSONField(default=dict, help_text="SHA-256 of each file, by its path in the library")
    archive = models.FileField(upload_to="h5p/libraries", storage=private_storage, max_length=150)
    installed_at = models.DateTimeField(_("installed"))
    installed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(_("approved"))
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("H5P library")
        verbose_name_plural = _("H5P libraries")
        ordering = ["machine_name", "major", "minor"]
        constraints = [
            models.UniqueConstraint(fields=["machine_name", "major", "minor"], name="one_library_per_minor_version"),
        ]


class LibraryRequest(_Named):
    """A library that somebody brought and nobody had allowed; once allowed, its fingerprint is on the list for good."""

    class Answer(models.TextChoices):
        WAITING = "", _("waiting")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True, default=Answer.WAITING)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("H5P library to approve")
        verbose_name_plural = _("H5P libraries to approve")
        ordering = ["machine_name", "major", "minor"]
        constraints = [
            models.UniqueConstraint(fields=["sha256"], name="one_library_request_per_fingerprint"),
        ]
