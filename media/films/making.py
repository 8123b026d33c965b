"""Makes one rung of a film's ladder with ffmpeg, in a scratch folder, and keeps it. Turns and tries are not its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from pathlib import Path, PurePosixPath

from core.templatetags.baon import language_name
from media.films import ffmpeg, keeping, recipes
from media.films.containers import HEAD_BYTES, container_of
from media.films.faults import Fault, NotAFilm
from media.films.probing import seconds_in
from media.ladder import Make, Rung, voice_in
from media.models import Film, FilmRendition

PATIENCE = 20  # times the length of a film; a slow machine writes 1080p at half its speed
LEAST_SECONDS = 120.0
OWN_SOUND = "Original"  # told by players that read lists: in no language, for lists are read in all
_WHOLE = 100

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Made:
    """Names in the storage; ``size`` is of what a phone fetches, with the parts of a stream."""

    file: str
    sha256: str
    size: int
    beside: str = ""


def make(
    film: Film, rung: Rung, *, others: Mapping[str, FilmRendition], voice: Film | None = None, progress: Progress
) -> Made:
    """``others`` are those that it is made of, by name, ``voice`` is the sound that its pictures get. ``progress`` is
    told per cent, many times a second.

    Raises ``NotAFilm`` where there is nothing to be made, and what ``core.processes`` raises.
    """
    with keeping.scratch() as folder:
        if rung.make is Make.STREAMS:
            return _list(rung, others, folder)
        made = folder / f"made.{recipes.ENDINGS[rung.make]}"
        _write(film, rung, origins=_origins(film, rung, others, voice), target=made, progress=progress)
        if not made.exists() or not made.stat().st_size:
            raise NotAFilm(Fault.NOT_MADE)
        return _with_parts(made) if rung.make in {Make.STREAM, Make.HEARD} else _kept(made)


def _origins(film: Film, rung: Rung, others: Mapping[str, FilmRendition], voice: Film | None) -> list[str]:
    """The names of the files that it is made of."""
    first = others[rung.after[0]].file if rung.after else film.original
    return [str(first.name), *([str(voice.original.name)] if voice else [])]


def _write(film: Film, rung: Rung, *, origins: Sequence[str], target: Path, progress: Progress) -> None:
    limit = max(LEAST_SECONDS, PATIENCE * float(film.seconds))
    with ExitStack() as stack:
        paths = [stack.enter_context(keeping.at_hand(origin, folder=target.parent)) for origin in origins]
        asked = recipes.arguments(rung, source=[*chain(*map(_named, paths))], target=str(target))
        told = _Told(film.seconds, progress)
        ffmpeg.ask(
            [*ffmpeg.QUIET, "-progress", "pipe:1", "-stats_period", "2", *asked],
            seconds=limit, folder=target.parent, pulse=told.hear,
        )  # fmt: skip


def _named(path: Path) -> tuple[str, ...]:
    """By its first bytes, as it was when it was probed."""
    with path.open("rb") as file:
        container = container_of(file.read(HEAD_BYTES))
    if container is None:
        raise NotAFilm(Fault.DAMAGED)
    return ("-f", container.reader, *ffmpeg.GUARDED, "-i", str(path))


class _Told:
    """Turns what ffmpeg says of its progress into per cent."""

    def __init__(self, seconds: Decimal, progress: Progress) -> None:
        self._seconds, self._progress, self._percent = seconds, progress, 0

    def hear(self, said: bytes) -> None:
        reached = seconds_in(said)
        if reached is not None and self._seconds:
            self._percent = min(int(reached * _WHOLE / self._seconds), _WHOLE)
        self._progress(self._percent)


def _kept(path: Path) -> Made:
    sha256 = keeping.fingerprint(path)
    size = path.stat().st_size
    name = keeping.keep(path, folder=keeping.MADE, sha256=sha256, ending=path.suffix.removeprefix("."))
    return Made(name, sha256, size)


def _with_parts(playlist: Path) -> Made:
    parts = _kept(playlist.with_name(recipes.PARTS))
    words = recipes.with_parts_at(playlist.read_text(), PurePosixPath(parts.file).name)
    playlist.write_text(words)
    kept = _kept(playlist)
    return Made(kept.file, kept.sha256, kept.size + parts.size, beside=parts.file)


def _list(rung: Rung, others: Mapping[str, FilmRendition], folder: Path) -> Made:
    """Written here: it only names the lists of the streams."""
    rows = [others[name] for name in rung.after]
    seen = [recipes.Seen(one.width, one.height, one.kbits, _named_by_bytes(one)) for one in rows if one.width]
    heard = [_heard(one) for one in rows if not one.width]
    path = folder / "list.m3u8"
    path.write_text(recipes.list_of(seen, heard, first=voice_in(rung.name)[1]), encoding="utf-8")
    return _kept(path)


def _heard(one: FilmRendition) -> recipes.Heard:
    language = voice_in(one.name)[1]
    name = language_name(language) if language else OWN_SOUND
    return recipes.Heard(name, language, one.kbits, _named_by_bytes(one))


def _named_by_bytes(one: FilmRendition) -> str:
    return PurePosixPath(str(one.file.name)).name
