"""Clips made by ffmpeg's own sources, each once in a run of the tests. Nobody is in them."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from media.films.ffmpeg import program

FOLDER = Path(mkdtemp(prefix="baon-clips-"))
SECRET = "Somebody's house"


@cache
def clip(
    name: str = "clip.mp4",
    *,
    size: str = "320x180",
    seconds: float = 0.8,
    seen: bool = True,
    heard: bool = True,
    extra: tuple[str, ...] = (),
) -> Path:
    """A moving pattern and a tone, with a title that must not come through."""
    sources, codecs = [], []
    if seen:
        sources += ["-f", "lavfi", "-i", f"testsrc2=s={size}:r=25:d={seconds}"]
        codecs += {"webm": ["-c:v", "libvpx", "-deadline", "realtime"]}.get(
            name[-4:], ["-c:v", "libx264", "-preset", "ultrafast"]
        )
    if heard:
        sources += ["-f", "lavfi", "-i", f"sine=440:d={seconds}"]
    path = FOLDER / name
    made = [
        program(),
        "-loglevel",
        "error",
        "-nostdin",
        "-y",
        *sources,
        *codecs,
        "-metadata",
        f"title={SECRET}",
        *extra,
        str(path),
    ]
    subprocess.run(made, check=True, timeout=60)
    return path


def probed(path: Path) -> str:
    """What ffmpeg tells people of a file."""
    return subprocess.run(
        [program(), "-hide_banner", "-i", str(path)], capture_output=True, text=True, check=False
    ).stderr


def packets(path: Path) -> list[str]:
    """The fingerprints of the pictures in a file, as they are written there."""
    asked = [program(), "-loglevel", "error", "-i", str(path), "-map", "0:v", "-c", "copy", "-f", "framehash", "-"]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    return [line.rpartition(",")[2] for line in said.splitlines() if not line.startswith("#")]
