import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p.authoring.plain_words import as_html, as_plain


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Who pays?</p>\n", "Who pays?"),
        ("<div>One<br />two</div><div>three</div>", "One\ntwo\n\nthree"),
        ("You &amp; me", "You & me"),
        ("", ""),
        ("<p>Who <strong>pays</strong>?</p>", None),
        ('<p class="x">Who?</p>', None),
        ("<p>a</p>b", None),
    ],
)
def test_html_of_paragraphs_is_shown_as_words(html, words):
    assert as_plain(html) == words


def test_words_become_paragraphs_of_the_kind_that_was_there():
    assert as_html("One\ntwo\r\n\r\n<three> & four", like="<div>x</div>") == (
        "<div>One<br>two</div><div>&lt;three&gt; &amp; four</div>"
    )
    assert as_html("One\ntwo", like="bare") == "One<br>two"


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Zs"])), max_size=4))
def test_words_come_back_as_they_were_written(paragraphs):
    words = "\n\n".join(filter(None, paragraphs))
    assert as_plain(as_html(words, like="<p></p>")) == words
