"""Rich text of a lesson: only these tags, written only so. What a browser might read otherwise is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

_PLAIN_TAG = re.compile(
    r"</?(?:p|b|strong|i|em|ul|ol|li)>|<(?:p|li|ul|ol) data-block-key=\"[a-z0-9]{1,16}\">|<br ?/?>|</a>"
)
_LINK = re.compile(r"<a((?: [a-z-]+=\"[^\"<>]*\")+)>")
_ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"<>]*)\"")
_ANY_TAG = re.compile(r"<[^<>]*>")
_HREF = re.compile(r"(?:https?://[^\s\\]+|mailto:[^\s:/\\]+|tel:[+0-9 ()./-]+|#[\w-]*|/(?![/\\])[^\s\\]*)")
_INSIDE = {
    "page": re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "document": re.compile(r"[0-9a-f]{64}"),
}
_TO_ROW = re.compile(
    r"<a(?= )(?=[^<>]* linktype=\"(page|document)\")(?=[^<>]* id=\"([^\"<>]*)\")[^<>]*>(.*?)</a>", re.S
)

# Gives what a link to a page or document is called on the other side, or None where there is none.
Renaming = Callable[[str, str], str | None]


def is_plain(html: str) -> bool:
    """Whether it holds nothing but these tags, links to known kinds of places, and words."""
    said = _ANY_TAG.sub("", html)
    return "<" not in said and ">" not in said and all(_may_stand(tag[0]) for tag in _ANY_TAG.finditer(html))


def links(html: str) -> Iterator[tuple[str, str]]:
    """The pages and documents that it leads to: kind and id."""
    for found in _TO_ROW.finditer(html):
        yield found[1], found[2]


def relink(html: str, renaming: Renaming) -> str:
    """With other ids in its links; a link that leads nowhere gives way to its words."""

    def one(found: re.Match[str]) -> str:
        renamed = renaming(found[1], found[2])
        return found[3] if renamed is None else f'<a linktype="{found[1]}" id="{renamed}">{found[3]}</a>'

    return _TO_ROW.sub(one, html)


def _may_stand(tag: str) -> bool:
    if _PLAIN_TAG.fullmatch(tag):
        return True
    link = _LINK.fullmatch(tag)
    return link is not None and _may_lead(link[1])


def _may_lead(written: str) -> bool:
    named = _ATTRIBUTE.findall(written)
    attributes = dict(named)
    if len(attributes) != len(named):
        return False
    if attributes.keys() == {"href"}:
        return bool(_HREF.fullmatch(unescape(attributes["href"])))
    if attributes.keys() == {"linktype", "id"}:
        kind = attributes["linktype"]
        return kind in _INSIDE and bool(_INSIDE[kind].fullmatch(attributes["id"]))
    return False
