"""A course as records: what each is called, in which file it stands, what comes before what. Knows no rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from handover import strict
from handover.faults import Fault
from handover.strict import Unfit

Fields = Mapping[str, Any]


class Kind(StrEnum):
    """In the order in which one needs the other."""

    TOPIC = "topic"
    PLACE = "place"
    FACT_KEY = "fact_key"
    PHRASE = "phrase"
    TERM = "term"
    FACT = "fact"
    PICTURE = "picture"
    DOCUMENT = "document"
    RECORDING = "recording"
    FILM = "film"
    TRACK = "track"
    INTERACTIVE = "interactive"
    SHARED = "shared"
    QUESTION = "question"
    TEMPLATE = "template"
    QUIZ = "quiz"
    MODULE = "module"
    LESSON = "lesson"
    COURSE = "course"
    PASSAGES = "passages"
    SHARED_WORDS = "shared_words"
    CERTIFICATE = "certificate"


PAGES = frozenset({Kind.MODULE, Kind.LESSON, Kind.COURSE})
BY_LANGUAGE = PAGES | {Kind.PASSAGES, Kind.SHARED, Kind.SHARED_WORDS}  # a record for each language, named in its key
# What readers of the first format do not know: records of these kinds, and records with one of these fields.
NEWER_KINDS = frozenset({Kind.FILM, Kind.TRACK, Kind.INTERACTIVE, Kind.TEMPLATE})
NEWER_FIELDS = frozenset({"template", "synthetic"})
_PLAIN = re.compile(r"^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$")
_DEVICE = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])$")


@dataclass(frozen=True)
class Record:
    """One thing of a course. ``key`` is the same on every site; ``fields`` are plain JSON without database ids."""

    kind: Kind
    key: str
    fields: Fields

    @property
    def digest(self) -> str:
        return digest(self.fields)

    @property
    def is_newer(self) -> bool:
        """Whether a reader of the first format would not know it."""
        return self.kind in NEWER_KINDS or not NEWER_FIELDS.isdisjoint(self.fields)

    def written(self) -> dict[str, Any]:
        return {"kind": self.kind.value, "key": self.key, "fields": self.fields}


def digest(fields: Fields) -> str:
    """The same for fields that say the same."""
    return sha256(strict.dump(fields)).hexdigest()


def dump(records: Sequence[Record]) -> bytes:
    return strict.dump([record.written() for record in records])


def read(data: bytes) -> Iterator[Record]:
    """The records of one file. What their fields hold is not looked at. Raises ``strict.Unfit``."""
    raw = strict.parse(data)
    if not isinstance(raw, list):
        raise Unfit(Fault.WRONG_TYPE)
    for each in raw:
        if not isinstance(each, dict) or not isinstance(each.get("fields"), dict):
            raise Unfit(Fault.WRONG_TYPE)
        key, kind = each.get("key"), each.get("kind")
        if not isinstance(key, str) or not 0 < len(key) <= 200 or strict.has_bad_signs(key):
            raise Unfit(Fault.WRONG_TYPE, "key")
        if not isinstance(kind, str) or kind not in set(Kind):
            raise Unfit(Fault.UNKNOWN_KIND, str(kind)[:40])
        yield Record(Kind(kind), key, each["fields"])


# Where each kind stands. Where a name ends with a stroke, there are many files.
FILES: Mapping[Kind, str] = {
    Kind.TOPIC: "words/topics.json",
    Kind.PLACE: "words/places.json",
    Kind.FACT_KEY: "words/fact-keys.json",
    Kind.PHRASE: "words/phrases.json",
    Kind.TERM: "words/terms.json",
    Kind.FACT: "facts/",
    Kind.PICTURE: "media/pictures.json",
    Kind.DOCUMENT: "media/documents.json",
    Kind.RECORDING: "media/recordings/",
    Kind.FILM: "media/films.json",
    Kind.TRACK: "captions/",
    Kind.INTERACTIVE: "media/h5p.json",
    Kind.SHARED: "shared/",
    Kind.QUESTION: "questions/",
    Kind.TEMPLATE: "words/templates.json",
    Kind.QUIZ: "quizzes/",
    Kind.MODULE: "pages/",
    Kind.LESSON: "pages/",
    Kind.COURSE: "pages/",
    Kind.PASSAGES: "translations/",
    Kind.SHARED_WORDS: "shared-translations/",
    Kind.CERTIFICATE: "certificate.json",
}
MEDIA = "media/files/"
FILMS = "media/films/"
H5P = "media/h5p/"


def files_of(kind: Kind, names: Sequence[str]) -> list[str]:
    """The files of an archive in which records of a kind may stand."""
    place = FILES[kind]
    return [name for name in names if name == place or (place.endswith("/") and name.startswith(place))]


def plain_name(wanted: str, *, key: str) -> str:
    """A file's name for people: the slug where it is plain on every system, else the key it belongs to."""
    if _PLAIN.match(wanted) and not _DEVICE.match(wanted):
        return wanted
    return "k-" + sha256(key.encode()).hexdigest()[:16]
