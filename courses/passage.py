"""What the blocks of a document may ask: the reader's way, and what is known of it. One query for all facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from courses import queries
from courses.models import FactKey
from courses.overlays import Corridor, Fact, PhraseShown, Said, Shown, Unsure, in_language, show

DESTINATION = "destination"
ORIGIN = "origin"
# Whom to call when a fact is not known, in this order.
ASK = (("hotline", DESTINATION), ("mission", DESTINATION), ("home_hotline", ORIGIN))


@dataclass
class Passage:
    """One way through a document in one language on one day. ``until`` is the last day the result is true."""

    corridor: Corridor
    language: str
    today: date
    until: date | None = field(default=None, init=False)

    @cached_property
    def known(self) -> dict[tuple[str, str], Fact]:
        return queries.facts(self.corridor) if self.corridor.origin or self.corridor.destination else {}

    @cached_property
    def keys(self) -> dict[str, FactKey]:
        return queries.fact_keys()

    def applies(self, destinations: Iterable[str], origins: Iterable[str], audiences: Iterable[str] = ()) -> bool:
        return self.corridor.meets(destinations, origins, audiences)

    def fact(self, key: str, *, scope: str = DESTINATION) -> dict[str, object]:
        """A fact to show, with its label, the place it is of, and whom to ask when it is not known."""
        shown = self._show(key, scope)
        return {"shown": shown, "key": self.keys.get(key), "scope": scope, "ask": None if shown.known else self.ask()}

    def contacts(self, keys: Iterable[str]) -> list[dict[str, object]]:
        """Each number asked for that is known; the first that is not is answered with whom to ask."""
        return [self.fact(key, scope=self._scope_of(key)) for key in keys]

    def recorded(self, group: str, *, scope: str = DESTINATION) -> list[dict[str, object]]:
        """Every fact of a group that is on record, in the order of the field list, whether it may be shown or not."""
        here = (code for code, key in self.keys.items() if key.group == group and (scope, code) in self.known)
        return [self.fact(code, scope=scope) for code in here]

    def phrases(self, keys: Iterable[str]) -> list[PhraseShown]:
        """What to say, in the languages of her destination. Without a destination only what it means."""
        book = self._book
        shown = []
        for key in keys:
            if meaning := in_language(book.get(key, {}), self.language):
                shown.append(PhraseShown(key, meaning, tuple(self._said.get(key, ()))))
        return shown

    @cached_property
    def _book(self) -> dict[str, dict[str, str]]:
        return queries.phrase_meanings()

    @cached_property
    def _said(self) -> dict[str, list[Said]]:
        return queries.phrases_said(self.corridor.destination) if self.corridor.destination else {}

    def ask(self) -> dict[str, object] | None:
        """The number to call when a fact is unknown, if there is one."""
        for key, scope in ASK:
            shown = self._show(key, scope)
            if shown.known and shown.phone:
                return {"shown": shown, "key": self.keys.get(key)}
        return None

    def _scope_of(self, key: str) -> str:
        return DESTINATION if (DESTINATION, key) in self.known or (ORIGIN, key) not in self.known else ORIGIN

    def _show(self, key: str, scope: str) -> Shown:
        if not (self.corridor.destination if scope == DESTINATION else self.corridor.origin):
            return Shown(key, Unsure.NO_PLACE)
        shown = show(self.known.get((scope, key)), key=key, language=self.language, today=self.today)
        if shown.until and (self.until is None or shown.until < self.until):
            self.until = shown.until
        return shown
