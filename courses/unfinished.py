"""Marks the passages of a finished document that still stand in the source's words. Knows no pages and no Django."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

_SCREEN = re.compile(r'(?=<section class="screen")')
_TAG = re.compile(r"<[^>]+>")


def marked(html: str, words: Iterable[str], *, language: str, direction: str, note: str) -> str:
    """The document with ``lang`` and ``dir`` round each of these passages, and a note at the first on each screen.

    ``words`` are passages as translators get them: HTML with links that have lost their addresses. ``note`` is HTML.
    """
    patterns = [_written(passage) for passage in dict.fromkeys(words) if _TAG.sub("", passage).strip()]
    if not patterns:
        return html
    # The longest first: a passage may be the beginning of another.
    every = "|".join(sorted(patterns, key=len, reverse=True))
    passage = re.compile(rf"(?<=>)(\s*)({every})(?=\s*<)")
    opening = f'<span class="not-yet" lang="{language}" dir="{direction}">'
    return "".join(_on_one_screen(part, passage, opening, note) for part in _SCREEN.split(html))


def _on_one_screen(html: str, passage: re.Pattern[str], opening: str, note: str) -> str:
    head, title, rest = html.partition("</title>")
    words, count = passage.subn(lambda found: f"{found[1]}{opening}{found[2]}</span>", rest if title else head)
    if count:
        words = words.replace(opening, note + opening, 1)
    return f"{head}{title}{words}" if title else words


def _written(passage: str) -> str:
    """How a passage may be written in a document: as it is, escaped as plain text, its links with their addresses."""
    parts = (part for part in re.split(r"(<[^>]+>)", passage) if part)
    return "".join(_tag(part) if part.startswith("<") else _words(part) for part in parts)


def _words(text: str) -> str:
    bare = unescape(text)
    forms = dict.fromkeys((text, escape(bare), escape(bare, quote=False)))
    return f"(?:{'|'.join(map(re.escape, forms))})"


def _tag(tag: str) -> str:
    name = re.match(r"</?\s*(\w+)", tag)
    if name is None:
        return re.escape(tag)
    return rf"<{'/' if tag.startswith('</') else ''}{name[1]}\b[^>]*>"
