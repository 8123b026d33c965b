"""Words of the catalogues that are read aloud like those of authors: what a page tells to do, and its buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, override

from media.spoken import Place, Saying

PLACE = "instructions"
# How a template says words that are heard as well: {% translate "Start" as label %}{{ label }} … {% voice label %}
_LABEL = re.compile(r"""\{%\s*translate\s+("[^"]+"|'[^']+')\s+as\s+label\s*%\}""")


class CatalogueWords:
    """The instructions of one room, in the languages into which they are translated. There is nothing to edit."""

    def __init__(self, instructions: Sequence[str | Promise], part: str = gettext_noop("Instruction")) -> None:
        self._instructions = instructions
        self._part = part

    def sayings(self, language: str) -> Iterator[Saying]:
        """No query."""
        source, said = self._in(settings.LANGUAGE_CODE), self._in(language)
        for words, here in zip(source, said, strict=True):
            if here != words or language == settings.LANGUAGE_CODE:
                yield Saying(here, str(_("Every page")), str(_(self._part)), "", "", frozenset({PLACE}))

    def _in(self, language: str) -> list[str]:
        with override(language):
            return [str(words) for words in self._instructions]

    def places(self, language: str) -> Iterator[Place]:
        yield Place(PLACE, str(_("Instructions and buttons")))

    def languages(self) -> tuple[str, ...]:
        return ()


def labels(room: str) -> CatalogueWords:
    """The buttons and verdicts of a room, found in its templates."""
    return CatalogueWords([_(words) for words in labels_of(room)], part=gettext_noop("Button"))


@cache
def labels_of(room: str) -> tuple[str, ...]:
    """As they stand in the source language, each once, in the order of the files."""
    files = sorted(Path(apps.get_app_config(room).path, "templates").rglob("*.html"))
    return tuple(dict.fromkeys(words for file in files for words in labels_in(file.read_text(encoding="utf-8"))))


def labels_in(template: str) -> Iterable[str]:
    return (found[1][1:-1] for found in _LABEL.finditer(template))
