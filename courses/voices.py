"""Voices for documents, read anew after each renewal of the shelf: none is made of what was heard before."""

from __future__ import annotations

from collections.abc import Mapping

from courses import shelf
from media import recordings
from media.recordings import Voice
from media.spoken import mark

_voices: tuple[str, dict[str, Mapping[str, Voice]]] = ("", {})


def heard(text: str, *languages: str) -> Voice | None:
    """The voice of words in the first of these languages that has one. A query a language for each renewal."""
    return next((voice for code in dict.fromkeys(languages) if (voice := _of(code).get(mark(code, text)))), None)


def _of(language: str) -> Mapping[str, Voice]:
    global _voices
    its_mark = shelf.mark()
    if _voices[0] != its_mark:
        _voices = (its_mark, {})
    held = _voices[1]
    if language not in held:
        held[language] = recordings.voices_in(language)
    return held[language]
