"""How hard a text is to read: words, sentences, syllables, the school grade of English, minutes. Knows no rules."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

WORDS_PER_MINUTE = 120  # slow reading on a phone, in a second language
# Marks that end a sentence: Latin, Arabic and Urdu, Devanagari, Ethiopic, Khmer, Burmese; those of Chinese need no gap.
_STOP = re.compile(r"[.!?…؟۔।॥።፧។၊။]++[\"'”’»›)\]\x00]*+(?=\s|\Z)|[。！？]++[」』”]*+|\n++")
_SHORTENED = re.compile(r"\b(?:mr|mrs|ms|dr|prof|st|vs|e\.g|i\.e|sr|sra|srta|mme|mlle|art|hal)\Z|\A\s*\d{1,2}\Z", re.I)
_LOOK_BACK = 8
_VOWELS = re.compile(r"[aeiouy]+")
# Endings whose e is silent, and the longer endings in which it is spoken or part of another vowel.
_SILENT = {
    "e": ("le", "ee", "ie", "oe", "ye"),
    "ed": ("ted", "ded", "eed", "ied"),
    "es": ("ses", "zes", "ches", "shes", "ges", "ces", "xes", "ies", "les"),
}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True)
class Reading:
    """``longest`` is the words of the longest sentence; ``grade`` is a school grade (of the US), for English only."""

    words: int
    sentences: int
    longest: int
    grade: float | None = None

    @property
    def minutes(self) -> int:
        """Whole minutes that a slow reader needs, at least one."""
        return max(1, math.ceil(self.words / WORDS_PER_MINUTE))


def measure(text: str, language: str) -> Reading:
    """Count a plain text; a new line begins a new sentence."""
    lengths = [words for start, end in sentences(text) if (words := count_words(text[start:end]))]
    reading = Reading(sum(lengths), len(lengths), max(lengths, default=0))
    if language != "en" or not reading.words:
        return reading
    return Reading(reading.words, reading.sentences, reading.longest, _grade(text, reading))


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a text stand. Together they hold every word of it."""
    found: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        if stop[0] == "." and _SHORTENED.search(text[max(start, stop.start() - _LOOK_BACK) : stop.start()]):
            continue
        found.append((start, stop.end()))
        start = stop.end()
    found.append((start, len(text)))
    return tuple((begin, end) for begin, end in found if text[begin:end].strip())


def count_words(text: str) -> int:
    """Words as a reader sees them: what stands between gaps and holds a letter or a digit."""
    return sum(any(map(str.isalnum, part)) for part in text.split())


def syllables(word: str) -> int:
    """Syllables of an English word, by its vowels. Right for nine words in ten, which is enough for an average."""
    small = word.lower()
    count = len(_VOWELS.findall(small))
    silent = any(small.endswith(end) and not small.endswith(spoken) for end, spoken in _SILENT.items())
    return max(1, count - silent)


def _grade(text: str, reading: Reading) -> float:
    """Flesch-Kincaid. Source: Kincaid et al., Naval Technical Training, Research Branch Report 8-75 (1975)."""
    spoken = sum(map(syllables, _WORD.findall(text)))
    grade = 0.39 * reading.words / reading.sentences + 11.8 * spoken / reading.words - 15.59
    return max(0.0, round(grade, 1))
