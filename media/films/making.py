"""Makes one rung of a film's ladder with ffmpeg, in a scratch folder, and keeps it. Turns and tries are not its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePosixPath

from media.films import ffmpeg, keeping, recipes
from media.films.containers import HEAD_BYTES, container_of
from media.films.faults import Fault, NotAFilm
from media.films.probing import seconds_in
from media.ladder import Make, Rung
from media.models import Film, FilmRendition

PATIENCE = 20  # times the length of a film; a slow machine writes 1080p at half its speed
LEAST_SECONDS = 120.0
_WHOLE = 100

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Made:
    """Names in the storage; ``size`` is of what a phone fetches, with the parts of a stream."""

    file: str
    sha256: str
    size: int
    beside: str = ""


def make(film: Film, rung: Rung, *, others: Mapping[str, FilmRendition], progress: Progress) -> Made:
    """``others`` are those that it is made of, by name. ``progress`` is told per cent, many times a second.

    Raises ``NotAFilm`` where there is nothing to be made, and what ``core.processes`` raises.
    """
    with keeping.scratch() as folder:
        if rung.make is Make.STREAMS:
            return _list(rung, others, folder)
        made = folder / f"made.{recipes.ENDINGS[rung.make]}"
        _write(film, rung, others=others, target=made, progress=progress)
        if not made.exists() or not made.stat().st_size:
            raise NotAFilm(Fault.NOT_MADE)
        return _with_parts(made) if rung.make is Make.STREAM else _kept(made)


def _write(film: Film, rung: Rung, *, others: Mapping[str, FilmRendition], target: Path, progress: Progress) -> None:
    origin = str((others[rung.after[0]].file if rung.after else film.original).name)
    limit = max(LEAST_SECONDS, PATIENCE * float(film.seconds))
    with ExitStack() as stack:
        path = stack.enter_context(keeping.at_hand(origin, folder=target.parent))
        asked = recipes.arguments(rung, source=_named(path), target=str(target))
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
    return ("-f", container.reader, "-protocol_whitelist", "file", "-i", str(path))


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
    variants = [
        recipes.Variant(
            one.width, one.height, one.kbits, bool(one.film.audio_codec), PurePosixPath(str(one.file.name)).name
        )
        for one in (others[name] for name in rung.after)
    ]
    path = folder / "list.m3u8"
    path.write_text(recipes.list_of(variants))
    return _kept(path)
