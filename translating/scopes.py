"""What can be handed to a translator as one piece: a page, a module, questions of a topic, facts of a place, words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    PAGE = "page"
    MODULE = "module"
    QUESTIONS = "questions"
    FACTS = "facts"
    WORDS = "words"


PAGES = frozenset({Kind.PAGE, Kind.MODULE})


class BadScope(ValueError):
    """There is no such piece."""


@dataclass(frozen=True)
class Scope:
    """A piece by its kind and name: a stable key, the code of a topic or place, or the name of a word list.

    Written ``questions-contracts``, as addresses and files have it.
    """

    kind: Kind
    name: str

    def __str__(self) -> str:
        return f"{self.kind.value}-{self.name}"

    @property
    def key(self) -> UUID:
        return UUID(self.name)

    @property
    def of_pages(self) -> bool:
        return self.kind in PAGES

    @classmethod
    def parse(cls, text: str) -> Scope:
        """Raises ``BadScope``."""
        kind, _dash, name = text.partition("-")
        try:
            scope = cls(Kind(kind), name)
            if scope.of_pages:
                UUID(name)
        except ValueError as error:
            raise BadScope(text) from error
        if not name:
            raise BadScope(text)
        return scope
