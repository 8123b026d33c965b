"""Keeps films: takes an original in, changes what is said of it, and deletes what no page shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path, PurePath

from django.db import transaction
from wagtail.models import ReferenceIndex

from accounts.models import User
from media.films import keeping, probing
from media.films.actions.renditions import prepare
from media.films.probing import Probed, Pulse
from media.models import Film

TITLE_LENGTH = 255


class InUse(ValueError):
    """A page or a draft shows this film."""


def take_in(
    path: Path,
    *,
    name: str,
    by: User | None,
    now: datetime,
    replaces: Film | None = None,
    pulse: Pulse | None = None,
    beside: Callable[[Film], None] | None = None,
) -> Film:
    """Keep a file as a film, or as the newer file of one, and have it made ready. The file is moved away.

    ``pulse`` is told several times a second that this goes on; ``beside`` is done in the same transaction. Raises
    ``NotAFilm``.
    """
    probed = probing.probe(path, pulse=pulse)
    size, sha256 = path.stat().st_size, keeping.fingerprint(path, pulse=pulse)
    kept = keeping.keep(path, folder=keeping.ORIGINALS, sha256=sha256, ending=probed.container.ending)
    with transaction.atomic():
        film = _described(name, by=by, now=now, replaces=replaces)
        before = str(film.original.name or "")
        film.original, film.sha256, film.bytes = kept, sha256, size
        _note(film, probed)
        film.save()
        if before != kept:
            keeping.drop_unused([before])
        if beside:
            beside(film)
        prepare(film, now=now)
    return film


def _described(name: str, *, by: User | None, now: datetime, replaces: Film | None) -> Film:
    if replaces is None:
        return Film(title=(PurePath(name).stem or name)[:TITLE_LENGTH], made_at=now, made_by=by)
    return Film.objects.select_for_update().get(pk=replaces.pk)


def _note(film: Film, probed: Probed) -> None:
    facts = probed.facts
    film.kind = Film.Kind.VIDEO if facts.is_seen else Film.Kind.AUDIO
    film.seconds, film.width, film.height = facts.seconds, facts.width, facts.height
    film.video_codec, film.audio_codec = probed.video_codec, probed.audio_codec


@transaction.atomic
def change(film: Film, *, title: str, languages: Sequence[str], credit: str, licence: str) -> None:
    film.title, film.languages, film.credit, film.licence = title, list(languages), credit, licence
    film.save(update_fields=["title", "languages", "credit", "licence"])


@transaction.atomic
def choose_still(film: Film, *, at: Decimal | None, now: datetime) -> None:
    """The moment whose picture stands there before it plays. Only that picture is made anew."""
    film.poster_at = at
    film.save(update_fields=["poster_at"])
    prepare(film, now=now)


def try_again(film: Film, *, now: datetime) -> None:
    """Make what could not be made; harmless while it is being made."""
    prepare(film, again=True, now=now)


def is_used(film: Film) -> bool:
    """Whether a page, a draft or a shared passage shows it, or it stands in for another film in its language."""
    return film.said_for.exists() or bool(ReferenceIndex.get_references_to(film).exists())


@transaction.atomic
def delete(film: Film) -> None:
    """Take away a film that nothing shows, with all that was made of it. Raises ``InUse``."""
    if is_used(film):
        raise InUse(film.title)
    names = [str(film.original.name or "")]
    for one in film.renditions.all():
        names += [str(one.file.name or ""), str(one.beside.name or "")]
    film.delete()
    keeping.drop_unused(names)
