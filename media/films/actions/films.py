"""Keeps films: takes an original in, changes what is said of it, and deletes what no page shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path, PurePath

from django.db import transaction
from wagtail.models import ReferenceIndex

from accounts.models import User
from core import sheets
from media.films import keeping, probing
from media.films.actions.renditions import prepare, prepare_voiced, tell
from media.films.probing import Probed, Pulse
from media.models import Film

TITLE_LENGTH = 255


class InUse(ValueError):
    """A page or a draft shows this film."""


@dataclass(frozen=True)
class Original:
    """A file that was looked through and is kept; ``name`` is what it is called in the storage."""

    name: str
    sha256: str
    size: int
    probed: Probed


def keep_original(path: Path, *, pulse: Pulse | None = None) -> Original:
    """Look a file through and move it to where it stays. One that stands there already is looked through as well.

    ``pulse`` is told several times a second that this goes on. Raises ``NotAFilm``.
    """
    probed = probing.probe(path, pulse=pulse)
    size, sha256 = path.stat().st_size, keeping.fingerprint(path, pulse=pulse)
    kept = keeping.keep(path, folder=keeping.ORIGINALS, sha256=sha256, ending=probed.container.ending)
    return Original(kept, sha256, size, probed)


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
    original = keep_original(path, pulse=pulse)
    with transaction.atomic():
        film = _described(name, by=by, now=now, replaces=replaces)
        before = str(film.original.name or "")
        put(film, original)
        film.save()
        if before != original.name:
            keeping.drop_unused([before])
        if beside:
            beside(film)
        prepare(film, now=now)
        prepare_voiced(film, now=now)
    return film


def _described(name: str, *, by: User | None, now: datetime, replaces: Film | None) -> Film:
    if replaces is None:
        title = sheets.words(PurePath(name).stem) or sheets.words(name)  # a name may turn the letters behind it round
        return Film(title=title[:TITLE_LENGTH], made_at=now, made_by=by)
    return Film.objects.select_for_update().get(pk=replaces.pk)


def put(film: Film, original: Original) -> None:
    """Let a film be of this original. Neither is the row saved, nor what it was of before deleted."""
    film.original, film.sha256, film.bytes = original.name, original.sha256, original.size
    probed, facts = original.probed, original.probed.facts
    film.kind = Film.Kind.VIDEO if facts.is_seen else Film.Kind.AUDIO
    film.seconds, film.width, film.height = facts.seconds, facts.width, facts.height
    film.video_codec, film.audio_codec = probed.video_codec, probed.audio_codec


@transaction.atomic
def change(
    film: Film, *, title: str, languages: Sequence[str], credit: str, licence: str, synthetic: bool = False
) -> None:
    film.title, film.languages, film.credit, film.licence = title, list(languages), credit, licence
    film.synthetic = synthetic
    film.save(update_fields=["title", "languages", "credit", "licence", "synthetic"])
    transaction.on_commit(tell)


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
