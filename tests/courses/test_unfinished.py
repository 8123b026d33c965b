"""Passages in the source's words are told apart from those in the reader's."""

from __future__ import annotations

import pytest

from courses.unfinished import marked

NOTE = "<i>!</i>"
OPEN = '<span class="not-yet" lang="en" dir="ltr">'


def mark(html: str, *words: str) -> str:
    return marked(html, words, language="en", direction="ltr", note=NOTE)


@pytest.mark.parametrize(
    ("html", "words", "expected"),
    [
        ("<p>Isa</p><p>Two</p>", ["Two"], f"<p>Isa</p><p>{NOTE}{OPEN}Two</span></p>"),
        ("<p>It&#x27;s</p>", ["It's"], f"<p>{NOTE}{OPEN}It&#x27;s</span></p>"),
        ("<p>A &amp; B</p>", ["A &amp; B"], f"<p>{NOTE}{OPEN}A &amp; B</span></p>"),
        (
            '<p>See <a href="/x">it</a></p>',
            ['See <a id="a1">it</a>'],
            f'<p>{NOTE}{OPEN}See <a href="/x">it</a></span></p>',
        ),
        ("<p>Two more</p>", ["Two"], "<p>Two more</p>"),
        ('<img alt="Two">', ["Two"], '<img alt="Two">'),
        ("<title>Two</title><p>Two</p>", ["Two"], f"<title>Two</title><p>{NOTE}{OPEN}Two</span></p>"),
        ("<p>Two</p>", [], "<p>Two</p>"),
        ("<p>Two</p>", ["<br/>"], "<p>Two</p>"),
    ],
)
def test_a_passage_is_marked_where_it_stands_whole(html, words, expected):
    assert mark(html, *words) == expected


def test_each_screen_has_one_note():
    screen = '<section class="screen"><p>Two</p><p>Three</p></section>'
    once = f'<section class="screen"><p>{NOTE}{OPEN}Two</span></p><p>{OPEN}Three</span></p></section>'
    assert mark(screen * 2, "Two", "Three") == once * 2
