"""Reads every file of a package once: names, sizes, kinds, JSON. Keeps the few documents that say what it is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from h5p_python import kinds, schema
from h5p_python.archive import Archive, Member, TooLarge, Unreadable
from h5p_python.faults import Faults
from h5p_python.limits import MIB
from h5p_python.names import Collisions, fault_in_name, is_skipped
from h5p_python.parsing import NotJson, TooComplex, parse, weight

MANIFEST = "h5p.json"
CONTENT = "content"
PARAMS = "content/content.json"


@dataclass
class Contents:
    """What one reading found."""

    names: set[str] = field(default_factory=set)
    """Of all files, refused ones too: a file that was refused is not missing besides."""
    members: dict[str, Member] = field(default_factory=dict)
    by_folder: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """SHA-256 of each file, by its first folder and its path inside it."""
    documents: dict[str, Any] = field(default_factory=dict)
    """The JSON of h5p.json, content.json and each library.json, where it could be parsed."""
    broken_folders: set[str] = field(default_factory=set)
    is_complete: bool = True


def read_archive(archive: Archive, *, faults: Faults) -> Contents:
    """Every file that is part of a package; what is wrong with them is added to the faults."""
    reader = _Reader(archive, faults)
    reader.read_all(reader.wanted())
    return reader.contents


class _Reader:
    def __init__(self, archive: Archive, faults: Faults) -> None:
        self.archive = archive
        self.faults = faults
        self.contents = Contents()
        self._collisions = Collisions()
        self._json_values = 0

    def wanted(self) -> list[tuple[str, Member]]:
        """By name alone: nothing is unpacked yet."""
        return [
            (member.path, member)
            for member in self.archive.members()
            if self._may_be_read(member) and self._is_part(member.path)
        ]

    def _may_be_read(self, member: Member) -> bool:
        path = member.path
        if code := fault_in_name(path, limits=self.archive.limits) or _fault_in_packing(member):
            self.contents.names.add(path)
            self.faults.add(code, path)
            return False
        if member.is_folder or is_skipped(path):
            return False
        self.contents.names.add(path)
        if other := self._collisions.of(path):
            self.faults.add("name-collision", path, other=other)
        return not other

    def _is_part(self, path: str) -> bool:
        folder, is_inside, _ = path.partition("/")
        if not is_inside:
            return path == MANIFEST
        if folder != CONTENT and not schema.MACHINE_NAME.fullmatch(folder):
            if folder not in self.contents.broken_folders:
                self.faults.add("invalid-library-name", folder)
            self.contents.broken_folders.add(folder)
            return False
        return self._is_allowed(path, in_content=folder == CONTENT)

    def _is_allowed(self, path: str, *, in_content: bool) -> bool:
        if not kinds.is_allowed(path, in_content=in_content):
            self.faults.add("not-in-whitelist", path, extension=kinds.extension(path) or "?")
            return False
        if hidden := kinds.hidden_extension(path):
            self.faults.add("disguised-name", path, extension=hidden)
        return not hidden

    def read_all(self, members: Iterable[tuple[str, Member]]) -> None:
        total, limit = 0, self.archive.limits.total_bytes
        for path, member in members:
            total += self._read(path, member)
            if total > limit:
                self.faults.add("total-size-too-large", limit=limit // MIB)
                self.contents.is_complete = False
                return

    def _read(self, path: str, member: Member) -> int:
        """How many bytes it cost."""
        try:
            unpacked = self.archive.unpack(member)
        except TooLarge as error:
            self.faults.add(error.code, path, limit=error.limit)
            return error.size
        except Unreadable:
            self.faults.add("unable-to-unzip", path)
            return 0
        folder, _, inside = path.partition("/")
        if self.contents.by_folder[folder].setdefault(inside, unpacked.sha256) != unpacked.sha256:
            self.faults.add("differing-duplicate", path)
        elif path not in self.contents.members:
            self.contents.members[path] = member
            self._look_inside(path, unpacked.data)
        return len(unpacked.data)

    def _look_inside(self, path: str, data: bytes) -> None:
        folder, _, inside = path.partition("/")
        if path in {MANIFEST, PARAMS}:
            self._parses(path, data, byte_order_mark=False)
        elif folder != CONTENT and inside == "library.json":
            self._parses(path, data)
        elif folder != CONTENT and inside == "semantics.json":
            self._look_at_semantics(path, data)
        elif folder != CONTENT and inside.startswith("language/"):
            self._look_at_language(path, data)
        elif kinds.is_disguised(path, data[:512]):
            self.faults.add("disguised-file", path)

    def _parses(
        self, path: str, data: bytes, *, byte_order_mark: bool = True, code: str = "unable-to-parse-package"
    ) -> bool:
        self._json_values += weight(data)
        try:
            if self._json_values > self.archive.limits.json_total:
                raise TooComplex
            value = parse(data, limits=self.archive.limits, byte_order_mark=byte_order_mark)
        except NotJson:
            self.faults.add(code, path)
            return False
        except TooComplex:
            self.faults.add("json-too-complex", path)
            return False
        self.contents.documents[path] = value
        return True

    # Semantics and words are looked at and let go: a large package has a thousand files of them.

    def _look_at_semantics(self, path: str, data: bytes) -> None:
        if self._parses(path, data) and not schema.is_semantics(self.contents.documents.pop(path)):
            self.faults.add("invalid-semantics", path)

    def _look_at_language(self, path: str, data: bytes) -> None:
        if not schema.LANGUAGE_FILE.fullmatch(path.split("/", 2)[2]):
            self.faults.add("invalid-language-file", path)
        elif self._parses(path, data, code="invalid-language-file"):
            del self.contents.documents[path]


def _fault_in_packing(member: Member) -> str | None:
    if member.is_link_or_device:
        return "symbolic-link"
    if member.is_encrypted:
        return "encrypted-member"
    return None if member.is_packed_as_usual else "unsupported-compression"
