"""Voices for documents, read anew after each renewal of the shelf: none is made of what was heard before."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from courses import shelf
from media import recordings
from media.recordings import Voice
from media.spoken import mark

_voices: tuple[str, dict[tuple[str, bool], Mapping[str, Voice]]] = ("", {})


def heard(text: str, *languages: str, drafts: bool = False) -> Voice | None:
    """The voice of words in the first of these languages that has one. A query a language for each renewal.

    ``drafts`` lets a computer's voice be heard where readers do not hear it.
    """
    with_drafts = drafts or settings.DRAFT_VOICES
    found = (_of(code, drafts=with_drafts).get(mark(code, text)) for code in dict.fromkeys(languages))
    return next((voice for voice in found if voice), None)


def any_in(*languages: str, drafts: bool = False) -> bool:
    """Whether anything at all is heard in these languages."""
    return any(_of(code, drafts=drafts or settings.DRAFT_VOICES) for code in languages)


def _of(language: str, *, drafts: bool) -> Mapping[str, Voice]:
    global _voices
    its_mark = shelf.mark()
    if _voices[0] != its_mark:
        _voices = (its_mark, {})
    held = _voices[1]
    if (language, drafts) not in held:
        held[language, drafts] = recordings.voices_in(language, drafts=drafts)
    return held[language, drafts]
