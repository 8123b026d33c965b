"""Has the captions of the demo's film read by a computer, over its tones: ``python -m scripts.narrate en ar ne``.

Each caption is read where it stands, and faster where it would run into the next. Needs espeak-ng and ffmpeg. What
comes out is a draft, and is marked as one: a woman should read it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import wave
from pathlib import Path
from struct import unpack

from core.processes import Limits, run
from media import espeak
from media.webvtt import Cue, read
from media.webvtt.marking import plain
from scripts.film import TARGET, notes, write_sound

RATE = 22_050  # of espeak-ng
SPEEDS = (140, 155, 170, 190, 210)  # words a minute, the slowest first
LOUD, SOFT = 0.85, 0.5
LIMITS = Limits(seconds=60, memory=1024**3)


class TooLong(ValueError):
    """A caption cannot be read in its time, however fast."""


def spoken(cue: Cue, language: str, *, until: int, folder: Path) -> list[float]:
    """The words of a caption, read before ``until``, in milliseconds. Raises ``TooLong``."""
    (folder / espeak.WORDS).write_text(espeak.as_read(plain(cue.text)), encoding="utf-8")
    for speed in SPEEDS:
        run(["espeak-ng", *espeak.arguments(language), "-s", str(speed)], limits=LIMITS, folder=folder)
        samples = _samples(folder / espeak.TARGET)
        if len(samples) <= (until - cue.start) * RATE / 1000:
            return samples
    raise TooLong(cue.text)


def _samples(path: Path) -> list[float]:
    with wave.open(str(path), "rb") as file:
        frames = file.readframes(file.getnframes())
    return [value / 32768 for value in unpack(f"<{len(frames) // 2}h", frames)]


def narrated(language: str, *, folder: Path) -> list[float]:
    """The captions of a language over the tones of the film."""
    cues = read(TARGET.with_suffix(f".{language}.vtt").read_bytes()).captions.cues
    mixed = [value * SOFT for value in notes(rate=RATE)]
    ends = [cue.start for cue in cues[1:]] + [len(mixed) * 1000 // RATE]
    for cue, until in zip(cues, ends, strict=True):
        first = cue.start * RATE // 1000
        for number, value in enumerate(spoken(cue, language, until=until, folder=folder)):
            mixed[first + number] += value * LOUD
    return mixed


def main(languages: list[str]) -> None:
    ffmpeg = shutil.which("ffmpeg") or "ffmpeg"
    for language in languages:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_sound(folder / "mixed.wav", narrated(language, folder=folder), rate=RATE)
            written = ["-c:a", "libopus", "-b:a", "20k", "-ac", "1", "-map_metadata", "-1", "-fflags", "+bitexact"]
            run(
                [ffmpeg, "-y", "-loglevel", "error", "-i", "mixed.wav", *written, "voice.opus"],
                limits=LIMITS, folder=folder,
            )  # fmt: skip
            TARGET.with_suffix(f".{language}.opus").write_bytes((folder / "voice.opus").read_bytes())


if __name__ == "__main__":
    main(sys.argv[1:])
