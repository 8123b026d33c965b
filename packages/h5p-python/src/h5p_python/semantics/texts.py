"""Makes the text of a field safe to show: HTML with the tags that the field allows, or none."""

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

import nh3

_ALWAYS = frozenset({"div", "span", "p", "br"})
_IMPLIED: Mapping[str, frozenset[str]] = {
    "b": frozenset({"strong"}),
    "i": frozenset({"em"}),
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "del": frozenset({"s"}),
    "strike": frozenset({"s"}),
    "table": frozenset({"tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "col", "caption"}),
}
_POSSIBLE = frozenset(
    (
        "a abbr b blockquote br caption cite code col colgroup dd del details div dl dt em figcaption figure "
        "h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q s samp small span strike strong sub summary sup "
        "table tbody td tfoot th thead tr u ul"
    ).split()
)
"""A library that asks for more than these, as for `script`, is not obeyed."""

_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"style", "class", "dir", "lang", "title"},
    "a": {"href", "target", "rel"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
}
_FONT: Mapping[str, frozenset[str]] = {
    "size": frozenset({"font-size"}),
    "family": frozenset({"font-family"}),
    "color": frozenset({"color"}),
    "background": frozenset({"background-color"}),
    "spacing": frozenset({"letter-spacing"}),
    "height": frozenset({"line-height"}),
}
_STYLE_VALUE = re.compile(r"(?:[#\w\s.,%\"'+-]|(?<=rgb)\(|(?<=rgba)\(|(?<=hsl)\(|(?<=hsla)\(|\)){1,120}")
_BARE_AMPERSAND = re.compile(r"&(?!(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)")
_CUT_ENTITY = re.compile(r"&[#\w]{0,32}\Z")


def escaped(text: str) -> str:
    """Plain text as HTML. What is escaped already stays as it is."""
    marked = _BARE_AMPERSAND.sub("&amp;", text)
    return marked.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&#039;")


def cleaned(text: str, *, tags: Iterable[str], font: Any = None) -> str:
    """HTML without any tag, attribute, address or style that the field does not allow."""
    allowed = _allowed(tags)
    styles = _styles(font)
    return nh3.clean(
        text,
        tags=set(allowed),
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        attribute_filter=lambda _, name, value: _style(value, styles) if name == "style" else value,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


def clipped(text: str, length: int) -> str:
    """The first characters, without half an entity at the end."""
    return text if len(text) <= length else _CUT_ENTITY.sub("", text[:length])


def plain(text: str) -> str:
    """The words alone, as they are read: without tags, entities and blanks around them."""
    return " ".join(html.unescape(nh3.clean(text, tags=set())).split())


def _allowed(tags: Iterable[str]) -> frozenset[str]:
    named = frozenset(tag for tag in tags if isinstance(tag, str))
    implied = frozenset().union(*(_IMPLIED.get(tag, frozenset()) for tag in named))
    return (named | implied | _ALWAYS) & _POSSIBLE


def _styles(font: Any) -> frozenset[str]:
    wanted = _FONT if font is True else [name for name in _FONT if isinstance(font, dict) and font.get(name)]
    return frozenset({"text-align"}).union(*(_FONT[name] for name in wanted))


def _style(value: str, allowed: frozenset[str]) -> str | None:
    kept = [
        f"{name}: {setting}"
        for name, _, setting in (map(str.strip, one.partition(":")) for one in value.split(";"))
        if name.lower() in allowed and _STYLE_VALUE.fullmatch(setting)
    ]
    return "; ".join(kept) or None
