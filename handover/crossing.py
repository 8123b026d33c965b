"""What pictures, documents and pages are called on the other side of a handover, and back."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from wagtail.models import Locale, Page

from handover import richtext
from handover.faults import Fault, Problem
from handover.keepers import media
from handover.records import Kind


class Outgoing:
    """From our ids to keys. Links to pages that do not go along give way to their words.

    ``pages`` and ``shared`` are the pages and shared passages that go along; None where all do.
    """

    def __init__(self, *, pages: Container[str] | None = None, shared: Container[str] | None = None) -> None:
        self._pages = pages
        self._shared = shared
        self._names: dict[tuple[Kind, int], str | None] = {}
        self._keys: dict[str, str] = {}
        self.media: set[tuple[Kind, int, str]] = set()
        self.codes: set[tuple[str, str]] = set()
        self.keys: dict[Kind, set[str]] = {Kind.FILM: set(), Kind.INTERACTIVE: set()}
        self.problems: list[Problem] = []
        self.where = ""

    def medium(self, kind: Kind, name: Any, at: str) -> Any:
        if (kind, name) not in self._names:
            self._names[kind, name] = media.name_of(kind, name)
        found = self._names[kind, name]
        if found:
            self.media.add((kind, name, found))
        return found

    def text(self, html: str, at: str) -> str:
        renamed = richtext.relink(html, self._link)
        if not richtext.is_plain(renamed):
            self.fault(Fault.UNSAFE_TEXT, at)
        return renamed

    def _link(self, kind: str, name: str) -> str | None:
        if not name.isdecimal():
            return None
        if kind == "document":
            found: str | None = self.medium(Kind.DOCUMENT, int(name), "")
            return found
        if name not in self._keys:
            page = Page.objects.filter(pk=name).values_list("translation_key", flat=True).first()
            self._keys[name] = str(page or "")
        key = self._keys[name]
        return key if key and (self._pages is None or key in self._pages) else None

    def kept(self, kind: Kind, key: str, at: str) -> None:
        self.keys[kind].add(key)

    def named(self, what: str, code: str, at: str) -> bool:
        # A passage that readers do not see stays behind; where it should stand there is nothing, as for them.
        goes = what != "shared" or self._shared is None or code in self._shared
        if goes:
            self.codes.add((what, code))
        return goes

    def fault(self, fault: Fault, at: str) -> None:
        # A choice that is offered no more stays behind; nobody could save it again either.
        if fault is not Fault.NOT_A_CHOICE:
            self.problems.append(Problem(fault, self.where, at))


class Incoming:
    """From keys to our ids. What it meets was looked at before, so nothing is wrong with it any more."""

    def __init__(self, *, language: str) -> None:
        self._language = language

    def medium(self, kind: Kind, name: Any, at: str) -> Any:
        return media.row_of(kind, name)

    def text(self, html: str, at: str) -> str:
        return richtext.relink(html, self._link)

    def _link(self, kind: str, name: str) -> str | None:
        if kind == "document":
            row = media.row_of(Kind.DOCUMENT, name)
            return str(row) if row else None
        there = dict(Page.objects.filter(translation_key=name).values_list("locale__language_code", "pk"))
        pk = there.get(self._language) or there.get(Locale.get_default().language_code)
        return str(pk) if pk else None

    def kept(self, kind: Kind, key: str, at: str) -> None:
        """It may be here or come later: the block holds its key either way."""

    def named(self, what: str, code: str, at: str) -> bool:
        return True

    def fault(self, fault: Fault, at: str) -> None:
        raise AssertionError(f"{fault} {at}: this was to be found before anything is written")
