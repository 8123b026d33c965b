"""Films under the key that they have everywhere, and their words. What comes in is looked through like any upload."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.stores import private_storage
from handover import keys as names
from handover.faults import Fault, Problem, RefusedArchive
from handover.keepers.hand import Hand, InUse, erased
from handover.records import FILMS, Fields, Kind, Record
from media import recordings as voices
from media import webvtt
from media.captions.actions import mark_of
from media.captions.forms import LONGEST_TRANSCRIPT
from media.films import actions, keeping, probing
from media.films.actions import Original
from media.films.faults import Fault as FilmFault
from media.films.faults import NotAFilm
from media.models import Film, Track
from work import outbox

_PLAIN = ("title", "languages", "credit", "licence")
_SPOKEN = frozenset({Track.Kind.CAPTIONS, Track.Kind.DESCRIPTION})
_MEGABYTE = 1_000_000

Pulse = Callable[[bytes], None]


def goes_on(_said: bytes) -> None:
    """A film takes longer than a message may: whoever sent it hears that somebody is at it."""
    outbox.hold_on(now=timezone.now())


def look_through(pieces: Iterable[bytes], fields: Fields) -> None:
    """Raises ``RefusedArchive`` unless these bytes are a film or a sound that may be taken in here."""
    with keeping.scratch() as folder:
        path = _unpacked(pieces, folder, goes_on)
        try:
            _sized(path)
            probed = probing.probe(path, pulse=goes_on)
        except NotAFilm as error:
            raise RefusedArchive([Problem(Fault.BAD_FILM, fields["file"], error.fault.value)]) from error
    if f".{probed.container.ending}" != PurePosixPath(fields["file"]).suffix:
        raise RefusedArchive([Problem(Fault.BAD_FILM, fields["file"], FilmFault.NO_FILM.value)])


def _sized(path: Path) -> None:
    if path.stat().st_size > settings.FILM_LARGEST_MB * _MEGABYTE:
        raise NotAFilm(FilmFault.TOO_BIG)


def _unpacked(pieces: Iterable[bytes], folder: Path, pulse: Pulse) -> Path:
    """The bytes in a scratch folder, under a name of ours."""
    path = folder / "original"
    with path.open("wb") as file:
        for piece in pieces:
            file.write(piece)
            pulse(b"")
    return path


class Films:
    """Two are the same where they are of the same original, whatever was made of it here."""

    kind = Kind.FILM

    def read(self, keys: Collection[str], *, drafts: bool) -> dict[str, Fields]:
        rows = Film.objects.filter(pk__in=list(keys)).exclude(sha256="")
        return {str(film.pk): _fields(film) for film in rows}

    def write(self, record: Record, hand: Hand) -> None:
        """Not for within a transaction: only its last step is one.

        Raises ``InUse`` where an earlier film is wanted back and its file is gone.
        """
        film = Film.objects.filter(pk=record.key).first()
        original = None
        if film is None or film.sha256 != record.fields["sha256"]:
            original = _original(record, hand)
        with transaction.atomic():
            self._write(record, original, hand)

    def _write(self, record: Record, original: Original | None, hand: Hand) -> None:
        known = Film.objects.select_for_update().filter(pk=record.key).first()
        film = known or Film(key=record.key, made_at=hand.now, made_by=hand.by)
        if original:
            actions.put(film, original)  # the earlier one stays for a while: it may be wanted back
        for name in _PLAIN:
            setattr(film, name, record.fields[name])
        film.poster_at = None if record.fields["still"] is None else Decimal(record.fields["still"])
        film.synthetic = record.fields.get("synthetic", False)
        film.save(force_insert=known is None)
        actions.prepare(film, now=hand.now)
        actions.prepare_voiced(film, now=hand.now)

    def erase(self, key: str, hand: Hand) -> None:
        erased(Film.objects.filter(pk=key).first(), actions.delete, used=actions.InUse)


def _fields(film: Film) -> Fields:
    ending = PurePosixPath(str(film.original.name)).suffix
    return {
        **{name: getattr(film, name) for name in _PLAIN},
        "still": None if film.poster_at is None else f"{film.poster_at:.3f}",
        "sha256": film.sha256,
        "bytes": film.bytes,
        **({"synthetic": True} if film.synthetic else {}),
        "file": f"{FILMS}{film.sha256}{ending}",
    }


def _original(record: Record, hand: Hand) -> Original:
    """Out of the archive; where there is none, the one that stood here before."""
    file = record.fields.get("file", "")
    with keeping.scratch() as folder:
        try:
            path = _unpacked(hand.pieces(file), folder, hand.pulse)
        except LookupError as error:
            if not private_storage().exists(_kept(file)):
                raise InUse(record.fields["title"]) from error
        else:
            return actions.keep_original(path, pulse=hand.pulse)
        with keeping.at_hand(_kept(file), folder=folder) as path:
            return actions.keep_original(path, pulse=hand.pulse)


def _kept(file: str) -> str:
    return f"{keeping.ORIGINALS}/{PurePosixPath(file).name}"


def drop_earlier(files: Iterable[str]) -> None:
    """Let go of originals by the names that they have in archives, unless some film is of one."""
    keeping.drop_unused(map(_kept, files))


def pieces_of(key: str) -> Iterator[bytes]:
    """The bytes of an original for the way out, in pieces."""
    film = Film.objects.get(pk=key)
    with private_storage().open(str(film.original.name)) as opened:
        for piece in opened.chunks():
            goes_on(b"")
            yield piece


def is_kept(key: str) -> bool:
    name = str(Film.objects.get(pk=key).original.name)
    return bool(name) and private_storage().exists(name)


def with_others(keys: Iterable[str]) -> list[str]:
    """These films, and those that say the same in another language."""
    found: set[str] = set()
    asked = set(keys)
    while asked:
        found |= asked
        others = Track.objects.filter(film__key__in=asked).exclude(other=None).values_list("other", flat=True)
        asked = set(map(str, others)) - found
    return sorted(found)


class Tracks:
    """Captions, descriptions, transcripts, and which film says the same in another language."""

    kind = Kind.TRACK

    def read(self, keys: Collection[str], *, drafts: bool) -> dict[str, Fields]:
        rows = Track.objects.filter(film__key__in=[names.of_track(key)[0] for key in keys])
        found = {names.track(row.film_id, row.kind, row.language): row for row in rows}
        return {key: _words(found[key]) for key in keys if key in found}

    def write(self, record: Record, hand: Hand) -> None:
        """Nothing where its film is not here: somebody kept it out."""
        film, kind, language = names.of_track(record.key)
        text, other = record.fields.get("text", ""), record.fields.get("other")
        wanted = {one for one in (film, other) if one}
        if Film.objects.filter(pk__in=wanted).count() < len(wanted):
            return
        row, _made = Track.objects.update_or_create(
            film_id=film, kind=kind, language=language,
            defaults={"text": text, "mark": mark_of(text) if text else "", "other_id": other,
                      "of": record.fields["of"], "changed_at": hand.now},
        )  # fmt: skip
        _renew(row.film, kind, hand)

    def erase(self, key: str, hand: Hand) -> None:
        film, kind, language = names.of_track(key)
        row = Track.objects.filter(film__key=film, kind=kind, language=language).select_related("film").first()
        if row:
            row.delete()
            _renew(row.film, kind, hand)


def _renew(film: Film, kind: str, hand: Hand) -> None:
    """Another sound may be heard beside the pictures, and what pages show of films is kept."""
    if kind == Track.Kind.SOUND:
        actions.prepare(film, now=hand.now)
    transaction.on_commit(voices.changed)


def _words(row: Track) -> Fields:
    fields: dict[str, Any] = {"of": row.of}
    if row.other_id:
        return {**fields, "other": str(row.other_id)}
    return {**fields, "text": row.text}


def tracks_of(films: Iterable[str]) -> list[str]:
    rows = Track.objects.filter(film__key__in=list(films)).exclude(text="", other=None).exclude(of="")
    return sorted(names.track(*each) for each in rows.values_list("film", "kind", "language"))


def is_sound(record: Record) -> bool:
    """Whether words are as their kind asks: text that a player can read, plain words, or another film."""
    film, kind, _language = names.of_track(record.key)
    fields = record.fields
    if kind == Track.Kind.SOUND:
        return "text" not in fields and fields.get("other") not in {None, film}
    if "text" not in fields or "other" in fields:
        return False
    if kind in _SPOKEN:
        return not webvtt.read(fields["text"].encode()).faults
    return len(fields["text"]) <= LONGEST_TRANSCRIPT
