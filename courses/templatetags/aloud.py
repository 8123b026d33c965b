"""Lets the words of a document be heard."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from wagtail import blocks
from wagtail.rich_text import RichText

from courses import voices
from courses.passages import plain

register = template.Library()


@register.inclusion_tag("media/voice.html", takes_context=True)
def say(context: Any, words: Any, language: str = "") -> dict[str, Any]:
    """A player for words, or for what has ``text`` and ``language``; nothing where nobody has read them.

    Words that are not translated yet are the source's, and so is their voice.
    """
    text = plain(words) if isinstance(words, RichText) else str(getattr(words, "text", words) or "")
    spoken = language or getattr(words, "language", "") or context.get("words_language") or context.get("page_language")
    languages = (spoken or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE)
    voice = voices.heard(text, *languages, drafts=bool(context.get("drafts_heard"))) if text else None
    return {"text": text, "voice": voice}


@register.inclusion_tag("media/voice.html", takes_context=True)
def say_block(context: Any, block: Any) -> dict[str, Any]:
    """The same below a block that is nothing but words. Other blocks let theirs be heard where they stand."""
    is_words = isinstance(block.block, blocks.RichTextBlock | blocks.CharBlock | blocks.TextBlock)
    return say(context, block.value) if is_words else {"text": "", "voice": None}
