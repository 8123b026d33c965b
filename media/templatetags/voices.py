"""Lets words on a page be heard."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

from media import recordings

register = template.Library()


@register.inclusion_tag("media/voice.html")
def voice(words: Any, language: str = "") -> dict[str, Any]:
    """A player for words with ``text`` and ``language``, or for plain text; nothing where nobody has read them."""
    text = str(getattr(words, "text", words) or "")
    spoken_in = language or getattr(words, "language", "") or get_language()
    return {"text": text, "voice": recordings.voice_of(spoken_in, text) if text else None}
