"""What changes the words of a film. Whether a player can read them was asked before."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from media import recordings
from media.films.actions import prepare
from media.models import Film, Track


class ChangedMeanwhile(ValueError):
    """Somebody else changed these words since they were read."""


class NotItself(ValueError):
    """A film does not say in another language what it says itself."""


@transaction.atomic
def write(film: Film, *, kind: str, language: str, text: str, seen: str, now: datetime) -> Track:
    """Put words in the place of those with the mark ``seen``; none where there were none.

    They are for the film as it is now. Raises ``ChangedMeanwhile``.
    """
    values = {"text": text, "mark": mark_of(text), "of": film.sha256, "changed_at": now}
    if seen:
        there = Track.objects.filter(film=film, kind=kind, language=language, mark=seen)
        if not there.update(**values):
            raise ChangedMeanwhile(language)
    else:
        try:
            with transaction.atomic():
                Track.objects.create(film=film, kind=kind, language=language, **values)
        except IntegrityError as error:  # one_track_per_kind_and_language says so
            raise ChangedMeanwhile(language) from error
    transaction.on_commit(recordings.changed)
    return Track.objects.get(film=film, kind=kind, language=language)


@transaction.atomic
def say_elsewhere(film: Film, *, language: str, other: Film, now: datetime) -> Track:
    """Name the film or sound that says the same in another language. A sound that fits becomes a voice of the pictures.

    Raises ``NotItself``.
    """
    if other.pk == film.pk:
        raise NotItself(str(film.pk))
    track, _made = Track.objects.update_or_create(
        film=film,
        kind=Track.Kind.SOUND,
        language=language,
        defaults={"other": other, "of": film.sha256, "changed_at": now},
    )
    prepare(film, now=now)
    transaction.on_commit(recordings.changed)
    return track


@transaction.atomic
def fits(track: Track, *, now: datetime) -> None:
    """These words are right for the film as it is now; saying it twice is once."""
    Track.objects.filter(pk=track.pk).update(of=track.film.sha256, changed_at=now)
    transaction.on_commit(recordings.changed)


@transaction.atomic
def remove(track: Track, *, now: datetime) -> None:
    """Take words or a voice away from a film; taking them twice is harmless."""
    Track.objects.filter(pk=track.pk).delete()
    if track.kind == Track.Kind.SOUND:
        prepare(track.film, now=now)
    transaction.on_commit(recordings.changed)


def mark_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()
