"""Words that belong to a film, and the same film in another tongue. Which lesson shows a film is not known here."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from media.models.films import Film

MARK_LETTERS = 16


class TrackQuerySet(models.QuerySet["Track"]):
    def shown(self) -> Self:
        """Those that are in the film's own text format, and so can stand beside its picture."""
        return self.filter(kind__in=[Track.Kind.CAPTIONS, Track.Kind.DESCRIPTION])

    def stale(self) -> Self:
        """Made for a film that has been another one since."""
        return self.exclude(of=F("film__sha256"))


class Track(models.Model):
    """One kind of words of one film in one language.

    ``text`` is WebVTT for captions and descriptions and plain words for a transcript; ``other`` is the film or sound
    that says the same in the language. ``of`` is the SHA-256 of the film that it was made for.
    """

    class Kind(models.TextChoices):
        CAPTIONS = "captions", _("captions")
        DESCRIPTION = "descriptions", _("description of the pictures")
        TRANSCRIPT = "transcript", _("transcript")
        SOUND = "sound", _("the same in another language")

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="tracks")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(blank=True)
    mark = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the text, by which its address is told")
    other = models.ForeignKey(Film, on_delete=models.PROTECT, null=True, blank=True, related_name="said_for")
    of = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the film it was made for")
    changed_at = models.DateTimeField(_("changed"))

    objects = TrackQuerySet.as_manager()

    class Meta:
        verbose_name = _("words of a film")
        verbose_name_plural = _("words of films")
        ordering = ["language", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["film", "kind", "language"], name="one_track_per_kind_and_language"),
        ]

    def __str__(self) -> str:
        return f"{self.film}: {self.get_kind_display()}, {self.language}"

    @property
    def url(self) -> str:
        """Where a player fetches it. Other words have another address, so that it can be kept for ever."""
        return reverse("media:track", args=[self.pk, self.mark[:MARK_LETTERS]])

    def is_stale(self, film: Film) -> bool:
        return self.of != film.sha256
