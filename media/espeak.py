"""What a computer's voice is asked for: the languages that espeak-ng speaks, the words as it reads them, its arguments.

Pure. Its phoneme brackets and our marks for gaps look alike, so that none reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# Our code: its voice. What is not here it does not speak: Filipino, Khmer, Lao, Somali, Tigrinya.
VOICES: Mapping[str, str] = {
    "am": "am", "ar": "ar", "bn": "bn", "en": "en", "es": "es-419", "fr": "fr", "hi": "hi", "id": "id", "it": "it",
    "ms": "ms", "my": "my", "ne": "ne", "om": "om", "pt": "pt", "si": "si", "sw": "sw", "ta": "ta", "th": "th",
    "ur": "ur", "vi": "vi", "yue": "yue", "zh": "cmn", "zh-hans": "cmn",
}  # fmt: skip
WORDS, TARGET = "words.txt", "out.wav"
_WOMAN = "+f3"
_WORDS_A_MINUTE = 150  # slow enough for somebody who hears the language as her second
_GAP = re.compile(r"\[\[\d*\]\]")
_MARKUP = re.compile(r"[\[\]<>\x00-\x08\x0b-\x1f\x7f]")


def speaks(language: str) -> bool:
    return language in VOICES


def as_read(text: str) -> str:
    """A gap to fill in is a pause; nothing else in the words can mean anything to the program."""
    return _MARKUP.sub(" ", _GAP.sub(" … ", text))


def arguments(language: str) -> list[str]:
    """The words stand in a file, so that none of them can be taken for an option. Raises ``KeyError``."""
    voice = VOICES[language] + _WOMAN
    return ["-b", "1", "-v", voice, "-s", str(_WORDS_A_MINUTE), "-f", WORDS, "-w", TARGET]
