"""Every fault has a sentence here, with the same blanks as the package's own."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override
from h5p_python import SENTENCES
from h5p_python.integration import WORDS

from h5p import wording

BLANK = re.compile(r"%\(\w+\)s")


@pytest.mark.parametrize("code", SENTENCES)
def test_every_code_has_a_sentence_that_can_be_translated(code):
    with override("en"):
        assert BLANK.findall(str(wording.FAULTS[code])) == BLANK.findall(SENTENCES[code])


def test_no_sentence_is_for_nothing():
    assert set(wording.FAULTS) == set(SENTENCES)


def test_the_words_of_the_player_are_words_that_it_knows():
    assert set(wording.player_words()) <= set(WORDS)
