"""HTML of nothing but paragraphs as plain words, and plain words as such HTML again. Cleans nothing."""

from __future__ import annotations

import html
import re

_INSIDE = r"(?:[^<>]|<br\s*/?>)*"
_PARAGRAPHS = re.compile(rf"\s*(?:<(p|div)>{_INSIDE}</\1>\s*)+")
_BARE = re.compile(_INSIDE)
_PARAGRAPH = re.compile(rf"<(p|div)>({_INSIDE})</\1>")
_BREAK = re.compile(r"<br\s*/?>\n?")


def as_plain(text: str) -> str | None:
    """The words, an empty line between paragraphs; nothing where there is more to it than paragraphs."""
    if _BARE.fullmatch(text):
        return _words(text)
    if not _PARAGRAPHS.fullmatch(text):
        return None
    return "\n\n".join(_words(found[2]) for found in _PARAGRAPH.finditer(text))


def as_html(words: str, *, like: str) -> str:
    """Plain words as HTML, in paragraphs of the kind that the text before had."""
    before = _PARAGRAPH.search(like)
    lines = html.escape(words.replace("\r\n", "\n").strip(), quote=False)
    if before is None or not lines:
        return lines.replace("\n", "<br>")
    tag = before[1]
    return "".join(f"<{tag}>{one.strip().replace(chr(10), '<br>')}</{tag}>" for one in re.split(r"\n\s*\n", lines))


def _words(text: str) -> str:
    return html.unescape(_BREAK.sub("\n", text)).strip()
