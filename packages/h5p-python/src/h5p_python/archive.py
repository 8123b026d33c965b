"""The only place that reads ZIP archives: member by member, in bounded memory. Knows nothing of H5P."""

import hashlib
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from h5p_python.limits import MIB, Limits

_CHUNK = 64 * 1024
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
_FAR_END = b"PK\x06\x06"
_FAR_POINTER = b"PK\x06\x07"
_FAR_POINTER_SIZE = 20
_FAR_SIZE = 56
_DIRECTORY_BYTES_OF_A_MEMBER = 600
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    struct.error,
    OverflowError,
)
"""What `zipfile` is known to raise on archives that lie."""


class NotAnArchive(ValueError):
    """Not a ZIP archive, or one whose directory cannot be believed."""


class TooManyMembers(ValueError):
    """The directory of the archive is longer than any package needs."""


class Unreadable(ValueError):
    """One member cannot be unpacked."""


class TooLarge(ValueError):
    """One member grows past what it may have; `code` and `limit` say past what, `size` how far it was followed."""

    def __init__(self, code: str, *, limit: int, size: int) -> None:
        super().__init__(code)
        self.code = code
        self.limit = limit
        self.size = size


@dataclass(frozen=True)
class Member:
    """One entry of the directory, as the archive declares it. Nothing of it is believed but the name."""

    path: str
    info: zipfile.ZipInfo

    @property
    def is_folder(self) -> bool:
        return self.info.orig_filename.endswith("/")

    @property
    def is_link_or_device(self) -> bool:
        kind = stat.S_IFMT(self.info.external_attr >> 16)
        return kind not in {0, stat.S_IFREG, stat.S_IFDIR}

    @property
    def is_encrypted(self) -> bool:
        return bool(self.info.flag_bits & _ENCRYPTED)

    @property
    def is_packed_as_usual(self) -> bool:
        return self.info.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


@dataclass(frozen=True)
class Unpacked:
    data: bytes
    sha256: str


class Archive:
    """An archive whose directory was read, and no member yet."""

    def __init__(self, stream: BinaryIO, *, limits: Limits) -> None:
        self.limits = limits
        _look_at_directory(stream, limits=limits)
        try:
            self._zip = zipfile.ZipFile(stream)
        except _DAMAGED as error:
            raise NotAnArchive from error
        if len(self._zip.infolist()) > limits.members:
            raise TooManyMembers

    def members(self) -> Iterator[Member]:
        """Every entry, in the order of the directory; a name may come twice."""
        return (Member(_name(info), info) for info in self._zip.infolist())

    def unpack(self, member: Member) -> Unpacked:
        """The bytes of one member, counted while they come."""
        data, digest = io.BytesIO(), hashlib.sha256()
        for chunk in self._chunks(member):
            data.write(chunk)
            digest.update(chunk)
            self._look_at_size(data.tell(), member)
        return Unpacked(data.getvalue(), digest.hexdigest())

    def _chunks(self, member: Member) -> Iterator[bytes]:
        try:
            with self._zip.open(member.info) as source:
                while chunk := source.read(_CHUNK):
                    yield chunk
        except (*_DAMAGED, RuntimeError) as error:
            raise Unreadable from error

    def _look_at_size(self, size: int, member: Member) -> None:
        if size > self.limits.file_bytes:
            raise TooLarge("file-size-too-large", limit=self.limits.file_bytes // MIB, size=size)
        if size > self.limits.ratio_floor and size > self.limits.ratio * max(1, member.info.compress_size):
            raise TooLarge("ratio-too-high", limit=self.limits.ratio, size=size)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was written: `info.filename` ends at the first NUL, and old writers forget to say UTF-8."""
    name = info.orig_filename.removesuffix("/")
    if info.flag_bits & _UTF8_NAME:
        return name
    try:
        return name.encode("cp437").decode()
    except UnicodeError:
        return name


def _look_at_directory(stream: BinaryIO, *, limits: Limits) -> None:
    """Refuse a long directory before `zipfile` makes an object of each entry."""
    stream.seek(0, io.SEEK_END)
    length = stream.tell()
    start = max(0, length - _END_SIZE - _LONGEST_COMMENT - _FAR_POINTER_SIZE - _FAR_SIZE)
    stream.seek(start)
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise NotAnArchive
    sizes = [struct.unpack("<HL", tail[at + 10 : at + 16]), *_far_directories(stream, tail[:at])]
    if any(count > limits.members or size > limits.members * _DIRECTORY_BYTES_OF_A_MEMBER for count, size in sizes):
        raise TooManyMembers


def _far_directories(stream: BinaryIO, before: bytes) -> Iterator[tuple[int, int]]:
    """The counts and sizes that a ZIP64 archive keeps apart: where it says, and where readers look instead."""
    pointer = before[-_FAR_POINTER_SIZE:]
    if not pointer.startswith(_FAR_POINTER):
        return
    [offset] = struct.unpack("<Q", pointer[8:16])
    stream.seek(0, io.SEEK_END)
    if offset < stream.tell():
        stream.seek(offset)
        yield _far_directory(stream.read(_FAR_SIZE))
    yield _far_directory(before[-_FAR_POINTER_SIZE - _FAR_SIZE :])


def _far_directory(record: bytes) -> tuple[int, int]:
    if len(record) < _FAR_SIZE or not record.startswith(_FAR_END):
        return 0, 0
    count, size = struct.unpack("<QQ", record[32:48])
    return count, size
