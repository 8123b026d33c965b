"""Recordings of words in a language. Where these words stand is not known here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from django.db import models
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from media.sounds import CONTENT_TYPES, Kind


class RecordingQuerySet(models.QuerySet["Recording"]):
    def present(self) -> RecordingQuerySet:
        """Those that are heard. Drafts are among them: who asks what is published asks ``read`` as well."""
        return self.filter(removed_at=None)

    def read(self) -> RecordingQuerySet:
        """Those that a person read."""
        return self.filter(synthetic=False)

    def drafts(self) -> RecordingQuerySet:
        return self.filter(synthetic=True)

    def removed(self) -> RecordingQuerySet:
        """Those that were taken away, newest first: each can be put back for a while."""
        return self.exclude(removed_at=None).order_by("-removed_at", "-pk")

    def in_file(self, name: str) -> RecordingQuerySet:
        return self.filter(models.Q(file=name) | models.Q(light=name) | models.Q(fallback=name))

    def of(self, marks: Iterable[str]) -> RecordingQuerySet:
        return self.filter(words_hash__in=list(marks))


class Recording(models.Model):
    """Somebody reads words aloud. ``words_hash`` is ``spoken.mark`` of the language and the words.

    What is ``synthetic`` was read by a computer: a draft. It is marked wherever it is heard, and never counts as read.

    ``light`` and ``fallback`` are made of ``file`` by the worker. Until then, or where nothing can be made, that is
    heard. A draft is light from the start: its ``light`` is its ``file``.
    """

    language = models.CharField(_("language"), max_length=10)
    words = models.TextField(_("words"))
    words_hash = models.CharField(max_length=64, editable=False)
    file = models.FileField(_("file"), upload_to="voices", max_length=120)
    light = models.FileField(_("as Opus"), upload_to="voices", max_length=120, blank=True)
    fallback = models.FileField(_("as AAC"), upload_to="voices", max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=4, choices=[(kind.value, kind.value) for kind in Kind])
    seconds = models.PositiveSmallIntegerField(_("seconds"))
    synthetic = models.BooleanField(_("read by a computer"), default=False)
    read_by = models.CharField(_("who reads"), max_length=100, blank=True)
    made_at = models.DateTimeField(_("made"))
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "words_hash"], condition=models.Q(removed_at=None), name="one_recording_per_words"
            ),
        ]
        indexes = [models.Index(fields=["words_hash"], name="recording_of_words")]

    def __str__(self) -> str:
        return f"{self.language}: {self.words}"

    @property
    def url(self) -> str:
        return address_of(self.file.name)

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[Kind(self.kind)]

    @property
    def files(self) -> tuple[FieldFile, ...]:
        """All that lies on the disk for it."""
        return tuple(dict.fromkeys(one for one in (self.file, self.light, self.fallback) if one))


class Drafting(models.Model):
    """A computer reads what has no voice in a language, at one place or everywhere, line by line.

    ``place`` is the code of a ``spoken.Place``, or empty for everywhere. Lines are gone through in the order of their
    marks, and ``after`` is where it stands.
    """

    language = models.CharField(max_length=10)
    place = models.CharField(max_length=100, blank=True)
    wanted = models.PositiveIntegerField()
    made = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    after = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["language", "place"], condition=models.Q(done_at=None), name="one_open_drafting_per_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.place}".strip()

    @property
    def done(self) -> int:
        """Lines that were gone through, read or not."""
        return self.made + self.failed


class RequiredLanguage(models.Model):
    """A language in which words are published only once all of them can be heard. None is, unless somebody says so."""

    language = models.CharField(_("language"), max_length=10, unique=True)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("language that asks for recordings")

    def __str__(self) -> str:
        return self.language


def address_of(file_name: str) -> str:
    """Where a recording is heard: always on this site, wherever the files are kept."""
    return reverse("media:voice", args=[PurePosixPath(file_name).name])


def content_type_of(file_name: str) -> str:
    """By the ending, which is ours: an uploaded name never becomes one."""
    return CONTENT_TYPES[Kind(PurePosixPath(file_name).suffix[1:])]
