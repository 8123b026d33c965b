"""Films and sound as authors bring them, their pieces on the way in, and what is made of them for phones."""

from __future__ import annotations

import uuid
from decimal import Decimal
from pathlib import PurePosixPath

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from core.stores import private_storage


class Film(index.Indexed, models.Model):
    """Moving pictures, or sound alone, under a key that stays when a newer file takes its place.

    What was probed (``sha256`` to ``audio_codec``) belongs to the original. Captions and transcripts that were made
    for another ``sha256`` are stale. What is ``synthetic`` is a draft, and is marked wherever it is heard.
    """

    class Kind(models.TextChoices):
        VIDEO = "video", _("film")
        AUDIO = "audio", _("sound")

    class State(models.TextChoices):
        MAKING = "making", _("being prepared")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be prepared")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=255)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind, default=Kind.VIDEO)
    languages = models.JSONField(_("languages that are spoken in it"), default=list, blank=True)
    synthetic = models.BooleanField(_("read by a computer"), default=False)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    original = models.FileField(upload_to="films/originals", storage=private_storage, max_length=150, blank=True)
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64, blank=True, db_index=True)
    bytes = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    seconds = models.DecimalField(_("seconds"), max_digits=9, decimal_places=3, default=Decimal(0))
    width = models.PositiveIntegerField(_("width"), default=0, help_text="as it is seen: turned upright, square pixels")
    height = models.PositiveIntegerField(_("height"), default=0)
    video_codec = models.CharField(max_length=40, blank=True)
    audio_codec = models.CharField(max_length=40, blank=True)
    poster_at = models.DecimalField(
        _("second of the still picture"), max_digits=9, decimal_places=3, null=True, blank=True
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.MAKING)
    made_at = models.DateTimeField(_("came"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("kind"),
        index.FilterField("state"),
    ]

    class Meta:
        verbose_name = _("film or sound")
        verbose_name_plural = _("films and sound")
        ordering = ["title", "key"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_video(self) -> bool:
        return self.kind == self.Kind.VIDEO

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY


class FilmRendition(models.Model):
    """One thing made of a film: ``media.ladder`` says which there are, by name. Another one has another address.

    ``file`` is what is fetched; ``beside`` is the file that a playlist takes its parts from. ``of`` and ``recipe`` say
    of which original it was made, or of which two, and how. What was made stays where it is until its successor stands.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        MAKING = "making", _("being made")
        MADE = "made", _("ready")
        FAILED = "failed", _("could not be made")

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField(default=0, help_text="in the order in which they are made")
    codec = models.CharField(max_length=40, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    kbits = models.PositiveIntegerField(_("kbit/s"), default=0, help_text="at most, with everything in it")
    of = models.CharField(max_length=64, help_text="SHA-256 of the original")
    recipe = models.CharField(max_length=16)
    file = models.FileField(storage=private_storage, max_length=150, blank=True)
    beside = models.FileField(storage=private_storage, max_length=150, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["film", "place"]
        constraints = [
            models.UniqueConstraint(fields=["film", "name"], name="one_film_rendition_per_name"),
        ]
        indexes = [models.Index(fields=["file"], name="film_rendition_of_file")]

    def __str__(self) -> str:
        return f"{self.film} · {self.name}"

    @property
    def is_there(self) -> bool:
        """Whether one can be fetched, though perhaps of an earlier original."""
        return bool(self.file)

    @property
    def url(self) -> str:
        return address_of(self.file.name)


class FilmUpload(models.Model):
    """A file on its way in, piece by piece. The same file, brought again by the same person, goes on where it stood.

    ``replaces`` is the film whose newer file it is to be; ``film`` is what it became.
    """

    class State(models.TextChoices):
        COMING = "coming", _("not all of it has come")
        WAITING = "waiting", _("being looked at")
        REFUSED = "refused", _("cannot be used")
        DONE = "done", _("taken in")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=255)
    bytes = models.PositiveBigIntegerField()
    mark = models.CharField(max_length=64, help_text="by which the same file is known again")
    pieces = models.PositiveIntegerField(default=0, help_text="how many have come; the next has this number")
    arrived = models.PositiveBigIntegerField(default=0)
    replaces = models.ForeignKey(Film, on_delete=models.CASCADE, null=True, related_name="+")
    film = models.ForeignKey(Film, on_delete=models.SET_NULL, null=True, related_name="uploads")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.COMING)
    problem = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "mark"], condition=models.Q(state="coming"), name="one_open_upload_per_file"
            ),
        ]

    def __str__(self) -> str:
        return self.name


def address_of(file_name: str) -> str:
    """Where what was made of a film is fetched: always on this site, wherever the files are kept."""
    return reverse("media:film", args=[PurePosixPath(file_name).name])
