"""Makes recordings of words fit for phones: Opus for most, AAC for those that do not play it. Knows no rows.

The same recipes as for films. Where there is no ffmpeg, a recording is heard as it came.
Where espeak-ng is installed, it reads words aloud for drafts.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from django.conf import settings

from core import processes
from core.processes import Limits
from media import espeak, sounds
from media.films import ffmpeg, recipes
from media.ladder import Make, Rung
from media.sounds import Fault, NotASound, Sound

LIGHT = Rung("opus", Make.OPUS, audio_kbits=24)
FALLBACK = Rung("aac", Make.AAC, audio_kbits=32)
DRAFT = Rung("draft", Make.OPUS, audio_kbits=10)  # a computer's voice has no more in it
_SECONDS = 60.0  # a clip of three minutes takes about two
_OUTSIDE = {b"\x1a\x45\xdf\xa3": "matroska", b"OggS": "ogg", b"ID3": "mp3", b"\xff": "mp3", b"RIFF": "wav"}
_MPEG4 = "mov"
# A voice of three minutes is written in a second. It takes 8 MB as WAV; no more is written of a longer one.
_WAV_BYTES_A_SECOND = 44_100
_READING = Limits(seconds=30, memory=512 * 1024 * 1024, file_bytes=(sounds.LONGEST + 1) * _WAV_BYTES_A_SECOND)


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
        source = ["-f", _kind(content), *ffmpeg.GUARDED, "-t", str(sounds.LONGEST + 1), "-i", "in"]
        asked = recipes.arguments(rung, source=source, target=target.name)
        ffmpeg.ask([*ffmpeg.QUIET, *asked], seconds=_SECONDS, folder=folder)
        return sounds.clean(target.read_bytes())


def can_draft(language: str) -> bool:
    """Whether a computer here can read this language aloud."""
    return espeak.speaks(language) and has_voice()


def has_voice() -> bool:
    return shutil.which(settings.ESPEAK_NG) is not None


def drafted(text: str, *, language: str) -> Sound:
    """The words as a computer reads them, as light as any. Raises ``NotASound`` and ``core.processes.ProcessError``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / espeak.WORDS).write_text(espeak.as_read(text), encoding="utf-8")
        processes.run([settings.ESPEAK_NG, *espeak.arguments(language)], limits=_READING, folder=folder)
        read = (folder / espeak.TARGET).read_bytes()
    if len(read) > sounds.LONGEST * _WAV_BYTES_A_SECOND:
        raise NotASound(Fault.TOO_LONG)
    return made(read, DRAFT)


def _from_a_browser(content: bytes) -> bool:
    """What ``MediaRecorder`` writes: WebM, or MPEG-4 in pieces."""
    return content.startswith(b"\x1a\x45\xdf\xa3") or content[4:8] == b"ftyp"


def _kind(content: bytes) -> str:
    """By how it begins. Nothing else is tried: a list that names other files must not be read as one."""
    if content[4:8] == b"ftyp":
        return _MPEG4
    return next((kind for begins, kind in _OUTSIDE.items() if content.startswith(begins)), "mp3")
