"""Makes recordings of words fit for phones: Opus for most, AAC for those that do not play it. Knows no rows.

The same recipes as for films. Where there is no ffmpeg, a recording is heard as it came.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from core import processes
from media import sounds
from media.films import ffmpeg, recipes
from media.ladder import Make, Rung
from media.sounds import Fault, NotASound, Sound

LIGHT = Rung("opus", Make.OPUS, audio_kbits=24)
FALLBACK = Rung("aac", Make.AAC, audio_kbits=32)
_SECONDS = 60.0  # a clip of three minutes takes about two
_OUTSIDE = {b"\x1a\x45\xdf\xa3": "matroska", b"OggS": "ogg", b"ID3": "mp3", b"\xff": "mp3"}
_MPEG4 = "mov"


def taken_in(content: bytes) -> Sound:
    """A recording as it came, or written anew where a browser recorded it in a way that phones do not play.

    Raises ``NotASound``.
    """
    try:
        return sounds.clean(content)
    except NotASound as error:
        if error.fault not in {Fault.NO_RECORDING, Fault.DAMAGED} or not _from_a_browser(content):
            raise
        try:
            return made(content, LIGHT)
        except processes.ProcessError as failed:
            raise NotASound(error.fault) from failed


def made(content: bytes, rung: Rung) -> Sound:
    """The same words, as loud as all others and lighter. Raises ``NotASound`` and ``core.processes.ProcessError``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").write_bytes(content)
        target = folder / f"out.{recipes.ENDINGS[rung.make]}"
        source = ["-f", _kind(content), "-protocol_whitelist", "file", "-t", str(sounds.LONGEST + 1), "-i", "in"]
        asked = recipes.arguments(rung, source=source, target=target.name)
        ffmpeg.ask([*ffmpeg.QUIET, *asked], seconds=_SECONDS, folder=folder)
        return sounds.clean(target.read_bytes())


def _from_a_browser(content: bytes) -> bool:
    """What ``MediaRecorder`` writes: WebM, or MPEG-4 in pieces."""
    return content.startswith(b"\x1a\x45\xdf\xa3") or content[4:8] == b"ftyp"


def _kind(content: bytes) -> str:
    """By how it begins. Nothing else is tried: a list that names other files must not be read as one."""
    if content[4:8] == b"ftyp":
        return _MPEG4
    return next((kind for begins, kind in _OUTSIDE.items() if content.startswith(begins)), "mp3")
