"""What the fields of a record may look like, and what is wrong where they do not. Knows no models."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from handover.faults import Fault
from handover.strict import has_bad_signs

Found = Iterator[tuple[Fault, str]]

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,50}")
PAGE_SLUG = re.compile(r"[-\w]{1,255}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
AMOUNT = re.compile(r"-?\d{1,10}(\.\d{1,2})?")
MEASURE = re.compile(r"-?\d{1,12}(\.\d{1,4})?")
HOURS = re.compile(r"\d{1,3}(\.\d)?")
COUNTRY = re.compile(r"[A-Z]{2}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?")
SHA256 = re.compile(r"[0-9a-f]{64}")
MEDIUM = re.compile(r"media/files/[0-9a-f]{64}\.(png|jpg|webp|pdf|mp3|ogg|opus|m4a)")
FILM = re.compile(r"media/films/[0-9a-f]{64}\.(mp4|mkv|ogg|avi|mp3|wav|flac)")
H5P = re.compile(r"media/h5p/[0-9a-f]{64}\.h5p")
MOMENT = re.compile(r"\d{1,6}\.\d{3}")
WEB_ADDRESS = re.compile(r"(https?://[^\s<>\"']{1,490})?")


class Shape(Protocol):
    """Says what is wrong with a value: each fault and where it is."""

    def faults(self, value: Any, at: str) -> Found: ...


@dataclass(frozen=True)
class Text:
    """Words of a length. ``pattern`` must fit the whole; ``turning`` is for captions, see ``strict``."""

    most: int = 20_000
    pattern: re.Pattern[str] | None = None
    blank: bool = True
    turning: bool = False

    def faults(self, value: Any, at: str) -> Found:
        if not isinstance(value, str):
            yield Fault.WRONG_TYPE, at
        elif len(value) > self.most:
            yield Fault.TOO_LONG, at
        elif has_bad_signs(value, turning=self.turning):
            yield Fault.BAD_SIGNS, at
        elif (not value and not self.blank) or (self.pattern and not self.pattern.fullmatch(value)):
            yield Fault.NOT_A_CHOICE, at


@dataclass(frozen=True)
class Whole:
    least: int = 0
    most: int = 32_767

    def faults(self, value: Any, at: str) -> Found:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Fault.WRONG_TYPE, at
        elif not self.least <= value <= self.most:
            yield Fault.BAD_NUMBER, at


@dataclass(frozen=True)
class Flag:
    def faults(self, value: Any, at: str) -> Found:
        if not isinstance(value, bool):
            yield Fault.WRONG_TYPE, at


@dataclass(frozen=True)
class OneOf:
    values: Collection[Any]

    def faults(self, value: Any, at: str) -> Found:
        if not isinstance(value, str | int) or isinstance(value, bool):
            yield Fault.WRONG_TYPE, at
        elif value not in self.values:
            yield Fault.NOT_A_CHOICE, at


@dataclass(frozen=True)
class Maybe:
    shape: Shape

    def faults(self, value: Any, at: str) -> Found:
        if value is not None:
            yield from self.shape.faults(value, at)


@dataclass(frozen=True)
class Words:
    """A text by language."""

    languages: Collection[str]
    most: int = 20_000

    def faults(self, value: Any, at: str) -> Found:
        yield from ByLanguage(self.languages, Text(self.most, blank=False)).faults(value, at)


@dataclass(frozen=True)
class ByLanguage:
    languages: Collection[str]
    shape: Shape

    def faults(self, value: Any, at: str) -> Found:
        if not isinstance(value, dict):
            yield Fault.WRONG_TYPE, at
            return
        for code, each in value.items():
            if code not in self.languages:
                yield Fault.UNKNOWN_LANGUAGE, f"{at}.{code[:12]}"
            yield from self.shape.faults(each, f"{at}.{code[:12]}")


@dataclass(frozen=True)
class Each:
    """A list, every member of one shape."""

    shape: Shape
    most: int = 500
    once: bool = False
    least: int = 0

    def faults(self, value: Any, at: str) -> Found:
        if not isinstance(value, list):
            yield Fault.WRONG_TYPE, at
            return
        if len(value) > self.most:
            yield Fault.TOO_LONG, at
            return
        if len(value) < self.least:
            yield Fault.WRONG_TYPE, at
        for number, each in enumerate(value, start=1):
            yield from self.shape.faults(each, f"{at}.{number}")
        if self.once and len({str(each) for each in value}) != len(value):
            yield Fault.NAMED_TWICE, at


@dataclass(frozen=True)
class Parts:
    """An object with exactly these fields, and perhaps those that stand only where they say something."""

    fields: Mapping[str, Shape]
    perhaps: Mapping[str, Shape] = field(default_factory=dict)

    def faults(self, value: Any, at: str) -> Found:
        if not isinstance(value, dict):
            yield Fault.WRONG_TYPE, at
            return
        known = {**self.fields, **self.perhaps}
        yield from ((Fault.UNKNOWN_FIELD, _under(at, name[:60])) for name in value.keys() - known.keys())
        yield from ((Fault.MISSING_FIELD, _under(at, name)) for name in self.fields.keys() - value.keys())
        for name, shape in known.items():
            if name in value:
                yield from shape.faults(value[name], _under(at, name))


@dataclass(frozen=True)
class Stream:
    """Blocks. Only that it is a list; what stands in it is looked at by ``streams``."""

    most: int = field(default=400)

    def faults(self, value: Any, at: str) -> Found:
        if not isinstance(value, list):
            yield Fault.WRONG_TYPE, at
        elif len(value) > self.most:
            yield Fault.TOO_LONG, at


def _under(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name
