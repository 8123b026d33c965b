"""Refuses words that nobody has read aloud, in languages where that is asked for. What they say is for review."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessments.surveys.faults import lines
from media import recordings
from review.actions import Held
from review.judging import judge
from review.sources import Text

_MOST_QUOTED = 5


class Unheard(Held):
    """Recordings are required in this language, and ``missing`` are the words that have none."""

    def __init__(self, text: Text, missing: Sequence[str], *, now: datetime) -> None:
        super().__init__(judge([text], today=now.date())[0])
        self.missing = tuple(missing)
        self.reason = _told(text.title, self.missing)
        self.ways = ((recordings.desk_of(text.subject.language), str(_("Record them"))),)


def _told(title: str, missing: Sequence[str]) -> str:
    count = len(missing)
    return ngettext(
        "“%(title)s” was not published: recordings are required in this language, and %(count)s is missing: %(words)s.",
        "“%(title)s” was not published: recordings are required in this language, and %(count)s are missing: "
        "%(words)s.",
        count,
    ) % {"title": title, "count": localize(count), "words": _quoted(missing)}


def _quoted(missing: Sequence[str]) -> str:
    """The first of them, none of them long."""
    shown = [f"“{text if len(text) <= 60 else text[:59] + '…'}”" for text in missing[:_MOST_QUOTED]]
    return ", ".join([*shown, "…"] if len(missing) > _MOST_QUOTED else shown)


def check(texts: Iterable[Text], words: Callable[[Text], Sequence[str]], *, now: datetime) -> None:
    """``words`` gives what of a text is read aloud. Raises ``Unheard`` for the first in which any is missing.

    One query, and one more for each text in whose language recordings are required.
    """
    required = recordings.required()
    for text in texts:
        language = text.subject.language
        if language in required and (missing := recordings.missing(language, words(text))):
            raise Unheard(text, missing, now=now)


def in_columns(text: Text) -> list[str]:
    """What of a question or a survey is read aloud: each answer of a survey stands on a line of its own."""
    said: list[str] = []
    for passage in text.passages:
        field = passage.path.rpartition("-")[2]
        if field.startswith("choices"):
            said += lines(passage.text)
        elif not field.startswith("unit"):
            said.append(passage.text)
    return said
