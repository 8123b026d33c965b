"""Opens a zip that somebody sent, believing nothing it says of itself. Writes nothing, and never unpacks to a disk.

What a member is called only finds it again in memory: nothing here makes a path of a name.
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from core import zips
from handover.faults import Fault, Problem, RefusedArchive
from handover.manifest import NAME as MANIFEST
from handover.manifest import Manifest, read_manifest
from handover.records import FILMS
from handover.strict import Unfit

MIB = 1024 * 1024
CHUNK = 64 * 1024
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_DEVICES = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)", re.I)
_PART = re.compile(r"^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?$")
_LONGEST_NAME = 240
_DEEPEST_NAME = 6


@dataclass(frozen=True)
class Limits:
    """How much is taken in. All in bytes but ``files`` and ``ratio``."""

    packed: int = 1_900_000_000  # beyond 2 GiB a zip is written otherwise
    unpacked: int = 2_100_000_000
    words: int = 64 * MIB
    json: int = 4 * MIB
    medium: int = 64 * MIB
    film: int = 1_000_000_000
    files: int = 10_000
    directory: int = 4 * MIB
    ratio: int = 200

    def of(self, name: str) -> int:
        if name.endswith(".json"):
            return self.json
        return self.film if name.startswith(FILMS) else self.medium


LIMITS = Limits()


class Archive:
    """An archive whose outside has been looked at and whose manifest lists all there is. Its files are still unread."""

    def __init__(self, packed: zipfile.ZipFile, manifest: Manifest, limits: Limits) -> None:
        self._packed = packed
        self._limits = limits
        self.manifest = manifest
        self.names = tuple(sorted(manifest.files))

    def read(self, name: str) -> bytes:
        """One file whole. Raises ``RefusedArchive`` where it is not what the manifest says."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """One file in pieces. What is wrong with it may show with the last one only."""
        listed = self.manifest.files[name]
        mark, size = sha256(), 0
        for piece in _pieces(self._packed, name, most=min(listed.size, self._limits.of(name))):
            size += len(piece)
            mark.update(piece)
            yield piece
        if size != listed.size:
            raise RefusedArchive([Problem(Fault.WRONG_SIZE, name)])
        if mark.hexdigest() != listed.sha256:
            raise RefusedArchive([Problem(Fault.WRONG_HASH, name)])


def open_archive(file: IO[bytes], *, limits: Limits = LIMITS) -> Archive:
    """Look at the outside of an archive and read its manifest. The file stays open while the archive is in use.

    Raises ``RefusedArchive`` with everything that is wrong so far.
    """
    _check_frame(file, limits)
    try:
        packed = zipfile.ZipFile(file)
    except zips.DAMAGED as error:
        raise RefusedArchive([Problem(Fault.NOT_AN_ARCHIVE)]) from error
    problems = [*_problems(packed, file, limits)]
    if problems:
        raise RefusedArchive(problems)
    manifest = _manifest(packed, limits)
    problems = [*_unlike(packed, manifest)]
    if problems:
        raise RefusedArchive(problems)
    return Archive(packed, manifest, limits)


def _check_frame(file: IO[bytes], limits: Limits) -> None:
    """Size, the directory's own size and count, and that nothing stands before or after: all without reading it."""
    size = file.seek(0, 2)
    if size > limits.packed:
        raise RefusedArchive([Problem(Fault.TOO_LARGE)])
    if size < _END.size:
        raise RefusedArchive([Problem(Fault.NOT_AN_ARCHIVE)])
    file.seek(size - _END.size)
    mark, disk, first_disk, here, files, length, start, comment = _END.unpack(file.read(_END.size))
    file.seek(0)
    begins = file.read(4)
    if begins != b"PK\x03\x04":
        raise RefusedArchive([Problem(Fault.NOT_AN_ARCHIVE)])
    if mark != b"PK\x05\x06" or comment:
        raise RefusedArchive([Problem(Fault.MORE_AROUND_IT)])
    if disk or first_disk or here != files or start + length + _END.size != size:
        raise RefusedArchive([Problem(Fault.MORE_AROUND_IT)])
    if files > limits.files or length > limits.directory:
        raise RefusedArchive([Problem(Fault.TOO_MANY_FILES)])


def _problems(packed: zipfile.ZipFile, file: IO[bytes], limits: Limits) -> Iterator[Problem]:
    entries = packed.infolist()
    words = sum(entry.file_size for entry in entries if entry.filename.endswith(".json"))
    if words > limits.words or sum(entry.file_size for entry in entries) > limits.unpacked:
        yield Problem(Fault.UNPACKS_TOO_LARGE)
    seen: set[str] = set()
    for entry in entries:
        name = shown(entry.orig_filename)
        yield from (Problem(fault, name) for fault in faults_of_name(entry.orig_filename))
        folded = unicodedata.normalize("NFKC", entry.orig_filename).casefold().rstrip("/")
        if folded in seen:
            yield Problem(Fault.TWICE, name)
        seen.add(folded)
        yield from (Problem(fault, name) for fault in _faults_of_entry(entry, limits))
    yield from _overlaps(entries, file, packed.start_dir)


def faults_of_name(name: str) -> Iterator[Fault]:
    """Why a member may not be called so. The same name is refused on every system, whatever it would mean there."""
    parts = re.split(r"[/\\]", name)
    if name.startswith(("/", "\\")) or ".." in parts or re.match(r"^[A-Za-z]:", name):
        yield Fault.OUTSIDE
    if any(_DEVICES.match(part.strip(" .")) for part in parts):
        yield Fault.DEVICE_NAME
    whole = name.split("/")
    if len(name) > _LONGEST_NAME or len(whole) > _DEEPEST_NAME or not all(_PART.match(part) for part in whole):
        yield Fault.BAD_NAME


def _faults_of_entry(entry: zipfile.ZipInfo, limits: Limits) -> Iterator[Fault]:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if entry.is_dir() or kind not in (0, stat.S_IFREG):
        yield Fault.NOT_A_FILE
    if entry.flag_bits & 0x2041:
        yield Fault.ENCRYPTED
    if entry.compress_type not in zips.PACKINGS:
        yield Fault.UNKNOWN_PACKING
    if entry.file_size > limits.of(entry.filename):
        yield Fault.FILE_TOO_LARGE
    if entry.file_size > limits.ratio * max(entry.compress_size, 1):
        yield Fault.PACKED_TOO_TIGHT


def _overlaps(entries: list[zipfile.ZipInfo], file: IO[bytes], end: int) -> Iterator[Problem]:
    """Members that share bytes, or are called otherwise where they stand than in the directory."""
    reached = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        # One that is said to stand outside cannot even be sought.
        head = _read_at(file, entry.header_offset) if 0 <= entry.header_offset < end else b""
        if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
            yield Problem(Fault.BROKEN, shown(entry.filename))
            continue
        *_rest, name_length, extra_length = _LOCAL.unpack(head)
        called = file.read(name_length)
        after = entry.header_offset + _LOCAL.size + name_length + extra_length + entry.compress_size
        if entry.header_offset < reached or after > end:
            yield Problem(Fault.OVERLAPPING, shown(entry.filename))
        if called != entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437", "replace"):
            yield Problem(Fault.BAD_NAME, shown(entry.filename))
        reached = max(reached, after)


def _read_at(file: IO[bytes], offset: int) -> bytes:
    file.seek(offset)
    return file.read(_LOCAL.size)


def _manifest(packed: zipfile.ZipFile, limits: Limits) -> Manifest:
    if MANIFEST not in packed.namelist():
        raise RefusedArchive([Problem(Fault.NO_MANIFEST)])
    try:
        return read_manifest(b"".join(_pieces(packed, MANIFEST, most=limits.json)))
    except Unfit as error:
        raise RefusedArchive([Problem(error.fault, MANIFEST, error.what)]) from error


def _unlike(packed: zipfile.ZipFile, manifest: Manifest) -> Iterator[Problem]:
    there = {entry.filename: entry.file_size for entry in packed.infolist() if entry.filename != MANIFEST}
    yield from (Problem(Fault.MISSING_FILE, shown(name)) for name in manifest.files.keys() - there.keys())
    yield from (Problem(Fault.UNLISTED_FILE, shown(name)) for name in there.keys() - manifest.files.keys())
    for name in manifest.files.keys() & there.keys():
        if manifest.files[name].size != there[name]:
            yield Problem(Fault.WRONG_SIZE, name)


def _pieces(packed: zipfile.ZipFile, name: str, *, most: int) -> Iterator[bytes]:
    """A member's bytes, counted as they come: what it declares of its size is not believed."""
    taken = 0
    try:
        with packed.open(name) as member:
            while piece := member.read(CHUNK):
                taken += len(piece)
                if taken > most:
                    raise RefusedArchive([Problem(Fault.FILE_TOO_LARGE, name)])
                yield piece
    except zips.DAMAGED as error:
        if isinstance(error, RefusedArchive):
            raise
        raise RefusedArchive([Problem(Fault.BROKEN, name)]) from error


def shown(name: str) -> str:
    """A name as it may be printed: short, and with nothing in it that moves a cursor."""
    return "".join(sign if sign.isprintable() else "�" for sign in name)[:120]
