"""Lets words on a page be heard."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from media import recordings
from media.recordings import Voice

register = template.Library()


@register.inclusion_tag("media/voice.html")
def voice(words: Any, language: str = "") -> dict[str, Any]:
    """A player for words with ``text`` and ``language``, or for plain text; nothing where nobody has read them."""
    text = _text(words)
    return {"text": text, "voice": _voice(words, language)}


@register.simple_tag
def is_heard() -> bool:
    """Whether anything at all is heard in the language of the page, or in the one that stands in for it."""
    return recordings.any_voice(get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE)


@register.filter
def has_voice(words: Any) -> bool:
    return _voice(words) is not None


def _voice(words: Any, language: str = "") -> Voice | None:
    text = _text(words)
    spoken_in = language or getattr(words, "language", "") or get_language()
    return recordings.voice_of(spoken_in, text) if text else None


def _text(words: Any) -> str:
    return str(getattr(words, "text", words) or "")
