"""Finds what a text quotes, in the quotation marks of any script: the rules have nothing to say there."""

from __future__ import annotations

import re

_LONGEST = 600  # a mark that nobody closed quotes nothing; beyond this it was never meant to
_PAIRS = ("“”", "„“", "„”", "‚‘", "‚’", "«»", "»«", "‹›", "「」", "『』", "””")
_BETWEEN = "|".join(f"{pair[0]}[^{pair}\\n]{{1,{_LONGEST}}}{pair[1]}" for pair in _PAIRS)
# A single mark is also an apostrophe: it opens after a gap and before a word, and closes before no letter.
_SINGLE = rf"(?<![\w'’])[‘‚'](?=[^\s'’‘])(?:[^'’‘\n]|(?<=\w)['’](?=\w)){{1,{_LONGEST}}}(?<!\s)['’‘](?!\w)"
_QUOTED = re.compile(rf'"[^"\n]{{1,{_LONGEST}}}"|{_BETWEEN}|{_SINGLE}')


def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Where the quotations of a text stand, marks included. Quotations end with their line."""
    return tuple(found.span() for found in _QUOTED.finditer(text))
