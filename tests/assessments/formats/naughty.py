"""Drafts to test formats with: texts of all scripts, signs that formats mean something by, and every kind."""

from __future__ import annotations

import string
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from assessments.formats.drafts import Draft, DraftOption
from assessments.formats.texts import clean
from assessments.questions import Area, Kind, Number

_MEANT = [
    "\\", "\\n", "\\\\", "~", "=", "#", "####", "{", "}", ":", "::", "->", "%50%", "%-100%", "[html]", "[plain]",
    "[[1]]",
    "//", "//x", "\n", "\n\n", "\r\n", "\t", "<b>", "</text>", "]]>", "<![CDATA[", "&amp;", "&", '"', '""', "'", "'=",
    "''+", "=1+1", "+63 2 8522", "-1", "@x", ",", ";", "A. ", "B) ", "ANSWER: A", "$CATEGORY: x", "_x000D_", "_x005F_",
    "TRUE",
    "T", "العربية", "\u200f", "\u2067", "नेपाली", "සිංහල", "ខ្មែរ", "မြန်မာ", "አማርኛ", "中文", "👩🏽‍🔧", "\u200d", "\u00a0",
    "\ufeff", "\u2028", "\x85", "\x00", "\x0b", "\x1f", "\ufffe", "é", "e\u0301",
]  # fmt: skip
_pieces = st.one_of(
    st.sampled_from(_MEANT),
    st.text(st.characters(codec="utf-8"), max_size=6),
    st.text(string.ascii_letters + " ", max_size=8),
)
texts = st.lists(_pieces, min_size=1, max_size=6).map("".join).map(clean).filter(bool)
maybe = st.one_of(st.just(""), texts)
keys = st.from_regex(r"[-a-zA-Z0-9_]{1,50}", fullmatch=True)
amounts = st.decimals(Decimal("-99999999"), Decimal("99999999"), places=4)
numbers = st.builds(Number, amounts, st.decimals(Decimal(0), Decimal(9999), places=4))
areas = st.tuples(*[st.integers(0, 50)] * 2, *[st.integers(1, 50)] * 2).map(lambda four: Area(*four))
codes = st.from_regex(r"[a-z_]{1,30}", fullmatch=True)


def said(text: str, language: str = "en") -> dict[str, str]:
    return {language: text} if text else {}


@st.composite
def drafts(draw, *, kinds: tuple[Kind, ...] = tuple(Kind), language: str = "en") -> Draft:
    """Whole questions in one language, as the bank would say them."""
    kind = draw(st.sampled_from(kinds))
    base = Draft(
        line=0, kind=kind, stem=said(draw(texts), language), options=draw(_options(kind, language)), key=draw(keys),
        topic=draw(codes), level=draw(st.integers(1, 3)), must_know=draw(st.booleans()),
        destinations=tuple(sorted(draw(st.sets(st.from_regex(r"[A-Z]{2}", fullmatch=True), max_size=3)))),
        fact=draw(st.just("") | codes), origin_fact=draw(st.just("") | codes),
        lesson=draw(st.sampled_from(["", "m/l"])), family=draw(st.just("") | codes),
        form=draw(st.sampled_from(["", "A", "B"])), picture=0,
        scene=said(draw(texts if kind in (Kind.SCENARIO, Kind.LISTEN) else maybe), language),
        feedback_right=said(draw(maybe), language), feedback_wrong=said(draw(maybe), language),
        number=draw(numbers) if kind is Kind.NUMERIC else None,
    )  # fmt: skip
    if kind is not Kind.GAP:
        return base
    return replace(base, stem=said(clean(f"{draw(texts)} [[1]] {draw(maybe)}"), language))


@st.composite
def _options(draw, kind: Kind, language: str) -> tuple[DraftOption, ...]:
    if kind in (Kind.NUMERIC, Kind.REFLECTION):
        return ()
    count = 2 if kind is Kind.TRUE_FALSE else draw(st.integers(2, 4))
    right = 0 if kind is Kind.GAP else draw(st.integers(0, count - 1))  # formats put the words that fit first
    rights = {right} if kind is not Kind.MULTIPLE else draw(st.sets(st.integers(0, count - 1), min_size=1))
    words = ["True", "False"] if kind is Kind.TRUE_FALSE else draw(
        st.lists(texts, min_size=count, max_size=count, unique_by=str.casefold)
    )  # fmt: skip
    partners = draw(st.lists(texts, min_size=count, max_size=count, unique=kind is Kind.MATCHING))
    return tuple(
        DraftOption(
            said(words[at], language),
            said(partners[at], language) if kind in (Kind.MATCHING, Kind.GROUPS) else {},
            at in rights if kind in _CHOSEN else False,
            said(draw(maybe), language),
            int(at == right) if kind is Kind.GAP else 0,
            draw(areas) if kind is Kind.HOTSPOT else None,
            0,
        )
        for at in range(count)
    )


_CHOSEN = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE, Kind.SCENARIO, Kind.LISTEN, Kind.HOTSPOT, Kind.ORAL})
