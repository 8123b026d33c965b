"""What a file is, by what is in it: three questions to ffmpeg, whose answers are made for machines.

There is no ffprobe in what PyPI brings. The first frame of each stream copied to the ``framehash`` writer tells codecs
and sizes; the same frame decoded tells how it is seen, turned upright; all packets counted tell how long it truly is,
whatever its head says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from core.processes import Failed, SaidTooMuch, TookTooLong
from media.films import ffmpeg
from media.films.containers import HEAD_BYTES, Container, container_of
from media.films.faults import Fault, NotAFilm
from media.films.promises import promised_seconds
from media.ladder import Facts

LARGEST_SIDE = 4096
LONGEST_WAIT = 120.0  # seconds for each question
MISSING = Decimal("0.9")
"""What of the promised time must be there: heads round, and sound may end before the picture."""
SLACK_SECONDS = 2

Pulse = Callable[[bytes], None]
_CLAIMED = re.compile(rb"Duration: (\d+):(\d\d):(\d\d)\.(\d\d)")


@dataclass(frozen=True)
class Probed:
    """The facts, by which container it is read, and by which codecs it was written."""

    facts: Facts
    container: Container
    video_codec: str
    audio_codec: str


@dataclass(frozen=True)
class _Stream:
    codec: str
    width: int
    height: int


def probe(path: Path, *, pulse: Pulse | None = None) -> Probed:
    """Look a file through in bounded time and memory. Raises ``NotAFilm``."""
    with path.open("rb") as file:
        container = container_of(file.read(HEAD_BYTES))
    if container is None:
        raise NotAFilm(Fault.NO_FILM)
    try:
        return _probed(path, container, pulse)
    except Failed as error:
        raise NotAFilm(Fault.TOO_HARD if b"max_streams" in error.errors else Fault.DAMAGED) from error
    except (TookTooLong, SaidTooMuch) as error:
        raise NotAFilm(Fault.TOO_HARD) from error


def _probed(path: Path, container: Container, pulse: Pulse | None) -> Probed:
    source = ("-f", container.reader, *ffmpeg.GUARDED, "-i", str(path))
    said, streams = _streams(source, path.parent, pulse)
    promised = promised_seconds(path) if container.reader == "mov" else None
    claimed = max((one for one in (said, promised) if one is not None), default=None)
    video, audio = streams.get("video"), streams.get("audio")
    if not video and not audio:
        raise NotAFilm(Fault.NO_FILM)
    if claimed is not None:
        _bounded(claimed)
    if video:
        _narrow(video.width, video.height)
    seconds = _seconds(source, path.parent, pulse)
    _bounded(seconds)
    if not seconds or (claimed is not None and seconds + SLACK_SECONDS < claimed * MISSING):
        raise NotAFilm(Fault.CUT_OFF)
    width, height = _seen(source, path.parent, pulse) if video else (0, 0)
    if audio:
        _heard(source, path.parent, pulse)
    facts = Facts(seconds, width, height, has_sound=bool(audio))
    return Probed(facts, container, video.codec if video else "", audio.codec if audio else "")


def _bounded(seconds: Decimal) -> None:
    if seconds > settings.FILM_LONGEST_MINUTES * 60:
        raise NotAFilm(Fault.TOO_LONG)


def _narrow(width: int, height: int) -> None:
    """Before anything is decoded: a picture of a million lines fills any memory."""
    if max(width, height) > LARGEST_SIDE:
        raise NotAFilm(Fault.TOO_WIDE)


def _streams(source: tuple[str, ...], folder: Path, pulse: Pulse | None) -> tuple[Decimal | None, dict[str, _Stream]]:
    """How long it says it lasts, and its first picture and sound. A cover on a song is not a film (``V``)."""
    said = ffmpeg.ask(
        ["-hide_banner", "-nostdin", *source, "-map", "0:V:0?", "-map", "0:a:0?", "-c", "copy", "-frames:v", "1",
         "-frames:a", "1", "-f", "framehash", "-"],
        seconds=LONGEST_WAIT, folder=folder, pulse=pulse,
    )  # fmt: skip
    return _claimed(said.errors), streams_in(said.output)


def _claimed(errors: bytes) -> Decimal | None:
    found = _CLAIMED.search(errors)
    if not found:
        return None  # what a browser records says nothing of its length
    hours, minutes, seconds, hundredths = map(int, found.groups())
    return Decimal(hours * 3600 + minutes * 60 + seconds) + Decimal(hundredths) / 100


def streams_in(output: bytes) -> dict[str, _Stream]:
    """The head of ``framehash``: lines such as ``#dimensions 0: 1920x1080``."""
    told: dict[str, dict[str, str]] = {}
    for line in output.decode(errors="replace").splitlines():
        if found := re.fullmatch(r"#(\w+) (\d+): (.+)", line):
            told.setdefault(found[2], {})[found[1]] = found[3]
    streams = {}
    for one in told.values():
        width, _x, height = one.get("dimensions", "0x0").partition("x")
        streams[one.get("media_type", "")] = _Stream(one.get("codec_id", "")[:40], int(width), int(height))
    return streams


def _seconds(source: tuple[str, ...], folder: Path, pulse: Pulse | None) -> Decimal:
    """By its packets, none of them decoded; no more of them than a film may have."""
    most = str(settings.FILM_LONGEST_MINUTES * 60 + SLACK_SECONDS)
    said = ffmpeg.ask(
        [*ffmpeg.QUIET, *source, "-map", "0:V:0?", "-map", "0:a:0?", "-c", "copy", "-t", most, "-progress", "pipe:1",
         "-f", "null", "-"],
        seconds=LONGEST_WAIT, folder=folder, pulse=pulse,
    )  # fmt: skip
    return seconds_in(said.output) or Decimal(0)


def seconds_in(progress: bytes) -> Decimal | None:
    """How far it has come, by the newest line of ``-progress``."""
    found = re.findall(rb"^out_time_us=(\d+)$", progress, re.M)
    return Decimal(int(found[-1])).scaleb(-6).quantize(Decimal("0.001")) if found else None


def _seen(source: tuple[str, ...], folder: Path, pulse: Pulse | None) -> tuple[int, int]:
    """The size of the first picture as it is shown: turned upright, its points made square."""
    said = ffmpeg.ask(
        [*ffmpeg.QUIET, "-max_alloc", str(ffmpeg.MEMORY // 4), "-threads", "2", *source, "-map", "0:V:0", "-an",
         "-frames:v", "1", "-vf", "scale=iw*sar:ih,setsar=1", "-f", "framehash", "-"],
        seconds=LONGEST_WAIT, folder=folder, pulse=pulse,
    )  # fmt: skip
    seen = streams_in(said.output).get("video")
    if not seen or not seen.width or not seen.height:
        raise NotAFilm(Fault.DAMAGED)
    _narrow(seen.width, seen.height)
    return seen.width, seen.height


def _heard(source: tuple[str, ...], folder: Path, pulse: Pulse | None) -> None:
    """Whether its sound can be decoded at all."""
    ffmpeg.ask(
        [*ffmpeg.QUIET, "-xerror", *source, "-map", "0:a:0", "-vn", "-t", "1", "-f", "null", "-"],
        seconds=LONGEST_WAIT, folder=folder, pulse=pulse,
    )  # fmt: skip
