"""The plain text of content files as the few tags a lesson may use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.markup import html


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("One line.", "<p>One line.</p>"),
        ("One\nparagraph.\n\nAnother.", "<p>One paragraph.</p><p>Another.</p>"),
        ("Look for:\n- a\n- b\n  goes on", "<p>Look for:</p><ul><li>a</li><li>b goes on</li></ul>"),
        ("A **bold** word", "<p>A <b>bold</b> word</p>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        ("  \n\n ", ""),
    ],
)
def test_text_becomes_html(text, made):
    assert html(text) == made


@given(st.text(max_size=200))
def test_no_tag_but_ours_comes_through(text):
    import re

    assert set(re.findall(r"</?\w+", html(text))) <= {"<p", "</p", "<ul", "</ul", "<li", "</li", "<b", "</b"}
