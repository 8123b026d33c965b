"""Refuses words that still hold a template's hints. What the words themselves say is for review."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import localize
from django.utils.translation import ngettext

from courses.authoring import placeholders
from review.actions import Held
from review.judging import judge
from review.sources import Text
from review.terms import Passage


class HintsLeft(Held):
    """A template's hints stand where words should be."""

    def __init__(self, text: Text, hints: tuple[Passage, ...], *, now: datetime) -> None:
        super().__init__(judge([text], today=now.date())[0])
        self.hints = hints

    @property
    def reason(self) -> str:
        count = len(self.hints)
        return ngettext(
            "“%(title)s” was not published: %(count)s hint of the template (✎) is still there. Write over it.",
            "“%(title)s” was not published: %(count)s hints of the template (✎) are still there. Write over them.",
            count,
        ) % {"title": self.text.title, "count": localize(count)}


def check(text: Text, *, now: datetime) -> None:
    """Raises ``HintsLeft``."""
    if hints := placeholders.left_in(text.passages):
        raise HintsLeft(text, hints, now=now)
