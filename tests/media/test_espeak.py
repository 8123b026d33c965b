"""What a computer is asked to read: nothing in the words can be taken for an option, a phoneme or markup."""

import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.languages import LANGUAGES
from media import espeak


def test_the_languages_of_the_site_that_no_computer_voice_speaks_are_known():
    silent = {code for code, _name in LANGUAGES if not espeak.speaks(code)}
    assert silent == {"fil", "km", "lo", "so", "ti"}


def test_a_gap_is_a_pause_and_brackets_are_not_read():
    said = espeak.as_read("Keep [[1]] and [[2]]. [[h@l'oU]] <b>Now</b> [x]\x00")
    assert said.split() == ["Keep", "…", "and", "…", ".", "h@l'oU", "b", "Now", "/b", "x"]


@given(st.text())
def test_no_words_can_mean_anything_to_the_program(text):
    assert not set("[]<>\x00\x1b") & set(espeak.as_read(text))


def test_the_words_are_never_among_the_arguments():
    assert espeak.arguments("ne") == ["-b", "1", "-v", "ne+f3", "-s", "150", "-f", "words.txt", "-w", "out.wav"]
    with pytest.raises(KeyError):
        espeak.arguments("fil")


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")
def test_the_program_has_every_voice_that_we_name():
    def knows(voice: str) -> bool:
        return not subprocess.run(["espeak-ng", "-q", "-v", voice, "a"], capture_output=True).returncode

    assert [voice for voice in espeak.VOICES.values() if not knows(voice)] == []
    assert not knows("tlh-none")
