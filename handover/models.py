"""What is kept of courses handed over: exports, imports line by line, and what things are called elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.stores import private_storage
from handover.difference import Verdict


class Medium(models.Model):
    """What a picture or document is called in archives: the SHA-256 of the file that was first handed over."""

    key = models.CharField(max_length=64, unique=True)
    picture = models.OneToOneField("media.Picture", null=True, on_delete=models.CASCADE, related_name="+")
    document = models.OneToOneField("wagtaildocs.Document", null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(picture__isnull=True) ^ models.Q(document__isnull=True),
                name="a_picture_or_a_document",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Provenance(models.Model):
    """Who first handed over a course as it is, told by its content. Passing it on unchanged does not sign it anew."""

    course = models.UUIDField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=200, blank=True)
    institution = models.CharField(max_length=200)
    licence = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "digest"], name="one_provenance_per_content")]

    def __str__(self) -> str:
        return f"{self.institution}, {self.at:%Y-%m-%d}"


class Base(models.Model):
    """How a record read when it was last taken in, so that a later import can tell our own changes from theirs."""

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_base_per_record")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Export(models.Model):
    """An archive that was asked for, and the file once a worker has made it."""

    course = models.UUIDField()
    title = models.CharField(max_length=255)
    drafts = models.BooleanField(default=False)
    films = models.BooleanField(default=True)
    licence = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    file = models.FileField(storage=private_storage, upload_to="handover/out/", blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    problems = models.JSONField(default=list)
    left = models.JSONField(default=list, help_text="titles of films and contents whose files were too large")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("course handed over")

    def __str__(self) -> str:
        return self.title


class Import(models.Model):
    """An archive that was sent in: kept as it came, looked through, perhaps taken, perhaps undone."""

    class State(models.TextChoices):
        LOOKING = "looking", _("Being looked through")
        REFUSED = "refused", _("Refused")
        LOOKED = "looked", _("Looked through")
        TAKING = "taking", _("Being taken over")
        TAKEN = "taken", _("Taken over")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    name = models.CharField(max_length=200)
    file = models.FileField(storage=private_storage, upload_to="handover/in/", blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.LOOKING)
    title = models.CharField(max_length=255, blank=True)
    manifest = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    publish = models.BooleanField(default=False)
    waiting = models.JSONField(default=list)
    left = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    shift = models.PositiveIntegerField(default=0)  # how often a worker has begun on it; only the newest may write
    turned_at = models.DateTimeField(null=True)  # when that worker was last heard of; empty while none is at it

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("course received")

    def __str__(self) -> str:
        return self.title or self.name


class Line(models.Model):
    """One record of an import: what would become of it, and once taken what stood here before."""

    class Fate(models.TextChoices):
        """What became of a line that was taken."""

        OPEN = ""
        BACK = "back"  # what stood before stands again
        LEFT = "left"  # changed since or in use

    received = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=200)
    group = models.CharField(max_length=80)
    title = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(default=0, help_text="of its file, in bytes")
    verdict = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Verdict])
    changes = models.JSONField(default=list)
    theirs = models.CharField(max_length=64)
    ours = models.CharField(max_length=64, blank=True)
    before = models.JSONField(null=True)
    base_before = models.CharField(max_length=64, blank=True)
    was_live = models.BooleanField(default=False)
    taken = models.BooleanField(default=False)
    fate = models.CharField(max_length=4, choices=Fate, default=Fate.OPEN, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["received", "kind", "key"], name="one_line_per_record")]

    def __str__(self) -> str:
        return self.title
