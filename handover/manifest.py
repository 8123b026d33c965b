"""The first thing to read of an archive: what it is, from whom, and every file with its size and SHA-256."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from handover import strict
from handover.faults import Fault
from handover.strict import Unfit

NAME = "manifest.json"
FORMAT, OLDER = "baon-course-2", "baon-course-1"
_SHA256 = re.compile(r"^[0-9a-f]{64}$")
_UUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
_MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
_LONGEST = 200


@dataclass(frozen=True)
class Listed:
    """A file as the manifest lists it."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Made:
    """When a course was first handed over as it is, by whom, and on what terms."""

    at: str
    by: str
    institution: str
    licence: str


@dataclass(frozen=True)
class Manifest:
    """``course`` is the stable key; ``counts`` are records by kind; ``files`` leaves the manifest itself out.

    ``format`` is the older one where nothing in it is newer, so that sites read it that know no other.
    """

    course: str
    title: str
    edition: str
    made: Made
    languages: tuple[str, ...]
    counts: Mapping[str, int]
    files: Mapping[str, Listed]
    format: str = OLDER

    @property
    def digest(self) -> str:
        """The same for archives that say the same, whoever made them and when."""
        return digest_of(self.files)

    def written(self) -> bytes:
        return strict.dump(
            {
                "format": self.format,
                "course": self.course,
                "title": self.title,
                "edition": self.edition,
                "made": vars(self.made),
                "languages": list(self.languages),
                "counts": dict(self.counts),
                "files": {name: vars(listed) for name, listed in self.files.items()},
            }
        )


def digest_of(files: Mapping[str, Listed]) -> str:
    lines = "".join(f"{files[name].sha256}  {name}\n" for name in sorted(files))
    return sha256(lines.encode()).hexdigest()


def read_manifest(data: bytes) -> Manifest:
    """Raises ``strict.Unfit``."""
    raw = _part(strict.parse(data), "manifest")
    written_as = raw.get("format")
    if not isinstance(written_as, str) or written_as not in {FORMAT, OLDER}:
        raise Unfit(Fault.UNKNOWN_FORMAT, str(written_as)[:40])
    made = _part(raw.get("made"), "made")
    return Manifest(
        course=_fitting(raw.get("course"), "course", _UUID),
        title=_text(raw.get("title"), "title"),
        edition=_text(raw.get("edition"), "edition"),
        made=Made(
            at=_fitting(made.get("at"), "made.at", _MOMENT),
            by=_text(made.get("by"), "made.by"),
            institution=_text(made.get("institution"), "made.institution"),
            licence=_text(made.get("licence"), "made.licence"),
        ),
        languages=tuple(_text(code, "languages") for code in _list(raw.get("languages"), "languages")),
        counts={
            _text(name, "counts"): _number(count, name) for name, count in _part(raw.get("counts"), "counts").items()
        },
        files={name: _listed(listed, name) for name, listed in _part(raw.get("files"), "files").items()},
    )


def _listed(raw: Any, name: str) -> Listed:
    entry = _part(raw, name)
    return Listed(sha256=_fitting(entry.get("sha256"), name, _SHA256), size=_number(entry.get("size"), name))


def _part(raw: Any, what: str) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise Unfit(Fault.WRONG_TYPE, what[:80])
    return raw


def _list(raw: Any, what: str) -> list[Any]:
    if not isinstance(raw, list) or len(raw) > _LONGEST:
        raise Unfit(Fault.WRONG_TYPE, what)
    return raw


def _text(raw: Any, what: str) -> str:
    if not isinstance(raw, str):
        raise Unfit(Fault.WRONG_TYPE, what)
    if len(raw) > _LONGEST:
        raise Unfit(Fault.TOO_LONG, what)
    if strict.has_bad_signs(raw):
        raise Unfit(Fault.BAD_SIGNS, what)
    return raw


def _number(raw: Any, what: str) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or raw < 0:
        raise Unfit(Fault.WRONG_TYPE, what[:80])
    return raw


def _fitting(raw: Any, what: str, pattern: re.Pattern[str]) -> str:
    if not isinstance(raw, str) or not pattern.fullmatch(raw):
        raise Unfit(Fault.WRONG_TYPE, what[:80])
    return raw
