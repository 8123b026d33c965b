"""The one place that starts other programs: an argument list, never a shell, within limits of time, memory and output.

What the programs are and what they say is for who calls. Trials and benchmarks that start this house itself do so
on their own.
"""

from __future__ import annotations

import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_SHIM = Path(__file__).with_name("limited.py")
_BREATH_SECONDS = 0.2
_PIECE = 64 * 1024
_MEGABYTE = 1024 * 1024
# By these the kernel ends what has used up its processor time, or the memory of the machine; nobody else does.
_STOPPED = frozenset({-signal.SIGXCPU, -signal.SIGKILL})


@dataclass(frozen=True)
class Limits:
    """``seconds`` by the clock, ``memory`` in bytes of address space, ``output`` in bytes of what it says on stdout.

    ``file_bytes`` is the largest file that it may write.
    """

    seconds: float
    memory: int = 1024 * _MEGABYTE
    output: int = _MEGABYTE
    file_bytes: int = 1024 * _MEGABYTE
    cores: int = 2

    @property
    def cpu_seconds(self) -> int:
        return int(self.seconds * self.cores) + 1


@dataclass(frozen=True)
class Done:
    """What a program said. Of ``errors`` the end is kept."""

    output: bytes
    errors: bytes


class ProcessError(Exception):
    """A program did not do what it was started for."""


class NotInstalled(ProcessError):
    """There is no such program on this machine."""


class TookTooLong(ProcessError):
    """It was stopped: its time was over, by the clock or of the processor, or the machine had no memory left."""


class SaidTooMuch(ProcessError):
    """It was stopped: it wrote more than it may say."""


class Failed(ProcessError):
    """It ended by itself, and not well. Below nought, ``code`` is the signal that ended it."""

    def __init__(self, code: int, errors: bytes) -> None:
        super().__init__(f"exit code {code}: {errors[-2000:].decode(errors='replace').strip()}")
        self.code = code
        self.errors = errors


def run(
    command: Sequence[str | Path],
    *,
    limits: Limits,
    folder: Path | None = None,
    pulse: Callable[[bytes], None] | None = None,
) -> Done:
    """Start a program, wait for its end, and give what it said.

    It reads nothing, knows nothing of our environment, and yields to others. ``pulse`` is called several times a second
    with what it has said since; an error raised there stops the program, and so does the end of this process.
    Raises ``NotInstalled``, ``TookTooLong``, ``SaidTooMuch`` and ``Failed``.
    """
    program = shutil.which(command[0])
    if program is None:
        raise NotInstalled(str(command[0]))
    bounds = (os.getpid(), limits.memory, limits.cpu_seconds, limits.file_bytes)
    started = subprocess.Popen(  # noqa: S603 -- the one place
        [sys.executable, "-I", "-S", _SHIM, *map(str, bounds), program, *map(str, command[1:])],
        cwd=folder, env=_surroundings(folder), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    end = time.monotonic() + limits.seconds
    try:
        with started:
            said = _listen(started, end=end, limits=limits, pulse=pulse)
            code = _wait(started, end=end)
    finally:
        _stop(started)
    if code in _STOPPED:
        raise TookTooLong(command[0])
    if code:
        raise Failed(code, said.errors)
    return said


def _surroundings(folder: Path | None) -> dict[str, str]:
    """No secret of ours: only where programs are, and a language in which they say what we look for."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "HOME": str(folder or "/nonexistent")}


def _listen(
    started: subprocess.Popen[bytes], *, end: float, limits: Limits, pulse: Callable[[bytes], None] | None
) -> Done:
    """Hear both voices to their end. Whatever keeps it from being heard out stops the program."""
    output, errors = bytearray(), bytearray()
    try:
        with selectors.DefaultSelector() as voices:
            voices.register(_of(started.stdout), selectors.EVENT_READ, output)
            voices.register(_of(started.stderr), selectors.EVENT_READ, errors)
            while voices.get_map():
                heard = len(output)
                _hear(voices)
                if len(output) > limits.output:
                    raise SaidTooMuch(started.args)
                if time.monotonic() > end:
                    raise TookTooLong(started.args)
                del errors[: -limits.output]
                if pulse:
                    pulse(bytes(output[heard:]))
    except BaseException:
        _stop(started)
        raise
    return Done(bytes(output), bytes(errors))


def _wait(started: subprocess.Popen[bytes], *, end: float) -> int:
    """A program may close its voices and go on in silence."""
    try:
        return started.wait(max(end - time.monotonic(), _BREATH_SECONDS))
    except subprocess.TimeoutExpired as error:
        _stop(started)
        raise TookTooLong(started.args) from error


def _hear(voices: selectors.BaseSelector) -> None:
    for key, _events in voices.select(_BREATH_SECONDS):
        piece = os.read(key.fd, _PIECE)
        if piece:
            key.data.extend(piece)
        else:
            voices.unregister(key.fileobj)


def _of(voice: IO[bytes] | None) -> IO[bytes]:
    if voice is None:
        raise ValueError("not listened to")
    return voice


def _stop(started: subprocess.Popen[bytes]) -> None:
    """With all that it started itself. Harmless where nobody is left."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(started.pid, signal.SIGKILL)
