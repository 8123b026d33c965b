"""Where ffmpeg is, and how it is asked. What it is asked for stands in ``recipes`` and ``probing``."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from core import processes
from core.processes import Done, Limits

MEMORY = 2 * 1024 * 1024 * 1024
OUTPUT = 8 * 1024 * 1024  # of progress, over hours
# For each file that is read. One of few megabytes can hold thousands of streams, for which a machine has no memory.
GUARDED = ("-protocol_whitelist", "file", "-max_streams", "64")
QUIET = ("-hide_banner", "-nostdin", "-loglevel", "error")


@cache
def program() -> str:
    """The one of the settings, else the machine's own, else the one that a package brought. Raises ``NotInstalled``."""
    found = shutil.which(settings.FFMPEG) or _brought()
    if found is None:
        raise processes.NotInstalled(settings.FFMPEG)
    return found


def _brought() -> str | None:
    """By its path: the package's own way to it starts the program to see whether it runs."""
    spec = find_spec("imageio_ffmpeg")
    if spec is None or spec.origin is None:
        return None
    there = sorted(Path(spec.origin).with_name("binaries").glob("ffmpeg-*"))
    return shutil.which(there[0]) if there else None


def ask(
    arguments: Sequence[str], *, seconds: float, folder: Path, pulse: Callable[[bytes], None] | None = None
) -> Done:
    """Run ffmpeg within limits. Raises what ``core.processes`` raises, and ``OSError`` where the disk is full."""
    limits = Limits(
        seconds=seconds, memory=MEMORY, output=OUTPUT, file_bytes=settings.FILM_LARGEST_MB * 1_000_000
    )  # fmt: skip
    try:
        return processes.run([program(), *arguments], limits=limits, folder=folder, pulse=pulse)
    except processes.Failed as error:
        if os.strerror(errno.ENOSPC).encode() in error.errors:  # no fault of the film
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise
