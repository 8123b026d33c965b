"""Words of the catalogues that are read aloud like those of authors, such as what a page tells a reader to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from media.spoken import Place, Saying

PLACE = "instructions"


class CatalogueWords:
    """The instructions of one room, in the languages into which they are translated. There is nothing to edit."""

    def __init__(self, instructions: Sequence[str | Promise]) -> None:
        self._instructions = instructions

    def sayings(self, language: str) -> Iterator[Saying]:
        """No query."""
        source, said = self._in(settings.LANGUAGE_CODE), self._in(language)
        for words, here in zip(source, said, strict=True):
            if here != words or language == settings.LANGUAGE_CODE:
                yield Saying(here, str(_("Every page")), str(_("Instruction")), "", "", frozenset({PLACE}))

    def _in(self, language: str) -> list[str]:
        with override(language):
            return [str(words) for words in self._instructions]

    def places(self, language: str) -> Iterator[Place]:
        yield Place(PLACE, str(_("Instructions")))

    def languages(self) -> tuple[str, ...]:
        return ()
