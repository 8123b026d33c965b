"""What a phone tells of a quiz that it carried along: read from JSON, or refused. Knows no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

MOST_FIELDS = 100
MOST_LETTERS = 500  # of one field
MOST_ANSWERS = 1_000  # of one attempt, those that she changed among them
MOST_SEQUENCE = 2**63 - 1


class Misread(ValueError):
    """No phone of ours tells this."""


@dataclass(frozen=True)
class Begun:
    """She began. ``paper`` is what the server signed when the phone took the questions along."""

    attempt: UUID
    paper: str

    @property
    def key(self) -> UUID:
        return uuid5(self.attempt, "begun")


@dataclass(frozen=True)
class Answered:
    """She answered. ``fields`` are the names and values of the form, as a browser posts them."""

    key: UUID
    attempt: UUID
    version: int
    fields: tuple[tuple[str, str], ...]
    sequence: int


@dataclass(frozen=True)
class Sent:
    """She sent her answers; ``answers`` names those that this phone gave, so that none is overtaken."""

    attempt: UUID
    answers: frozenset[UUID]

    @property
    def key(self) -> UUID:
        return uuid5(self.attempt, "sent")


Told = Begun | Answered | Sent


def read(raw: object) -> Told:
    """``{"verb": "begun" | "answered" | "sent", "attempt": uuid, …}``, the rest as in the classes above.

    Raises ``Misread``.
    """
    match raw:
        case {"verb": "begun", "attempt": attempt, "paper": str(paper)}:
            return Begun(_uuid(attempt), paper)
        case {"verb": "answered", "id": key, "attempt": attempt, "version": version, "fields": list(fields),
              "sequence": sequence}:  # fmt: skip
            return Answered(
                _uuid(key),
                _uuid(attempt),
                _number(version, MOST_SEQUENCE),
                _fields(fields),
                _number(sequence, MOST_SEQUENCE),
            )
        case {"verb": "sent", "attempt": attempt, "answers": list(answers)} if len(answers) <= MOST_ANSWERS:
            return Sent(_uuid(attempt), frozenset(map(_uuid, answers)))
    raise Misread(str(raw)[:100])


def key_of(raw: object, *, place: UUID) -> UUID:
    """A key for what cannot be read, the same each time it is sent."""
    return uuid5(place, repr(sorted(raw.items(), key=repr) if isinstance(raw, Mapping) else raw))


def _uuid(raw: Any) -> UUID:
    try:
        return UUID(raw)
    except (TypeError, ValueError, AttributeError) as error:
        raise Misread(str(raw)[:100]) from error


def _number(raw: Any, most: int) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw <= most:
        raise Misread(str(raw)[:100])
    return raw


def _fields(raw: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    fields = []
    for each in raw:
        match each:
            case [str(name), str(value)] if len(name) <= MOST_LETTERS and len(value) <= MOST_LETTERS:
                fields.append((name, value))
            case _:
                raise Misread(str(each)[:100])
    if len(fields) > MOST_FIELDS:
        raise Misread(f"{len(fields)} fields")
    return tuple(fields)
