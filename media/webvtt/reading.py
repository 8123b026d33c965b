"""Reads a file of captions and tells every fault with its line. Drops nothing without saying so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from media.webvtt import marking, timing
from media.webvtt.timing import ARROW
from media.webvtt.values import Aside, Captions, Cue, Fault, Reading, What

LARGEST = 1024 * 1024  # bytes: two hours of talk are a tenth of it
MOST_CUES = 5_000
MOST_FAULTS = 50  # a file of another kind would else be wrong on every line
_BEGINNING = "WEBVTT"
_COMMA = re.compile(r"\d,\d{3}", re.ASCII)
_ASIDE = re.compile(r"(?:NOTE(?:[ \t].*)?|(?:STYLE|REGION)[ \t]*)")


def read(content: bytes, *, seconds: float | None = None) -> Reading:
    """What a file holds and what is wrong with it. ``seconds`` is how long the film lasts, where that is known."""
    if len(content) > LARGEST:
        return Reading(Captions(), (Fault(1, What.TOO_LARGE),))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Reading(Captions(), (Fault(content[: error.start].count(b"\n") + 1, What.NOT_TEXT),))
    if "\0" in text:
        return Reading(Captions(), (Fault(text[: text.index("\0")].count("\n") + 1, What.NOT_TEXT),))
    lines = re.split(r"\r\n|\r|\n", text)
    if not _is_header(lines[0]):
        return Reading(Captions(), (Fault(1, What.NO_HEADER, lines[0][:60]),))
    return _Reader(lines, seconds).read()


def _is_header(line: str) -> bool:
    return line == _BEGINNING or line.startswith((f"{_BEGINNING} ", f"{_BEGINNING}\t"))


@dataclass(frozen=True)
class _Block:
    """Lines that stand together; ``at`` is the number of the first."""

    at: int
    lines: tuple[str, ...]


def _blocks(lines: Iterable[str], first: int) -> Iterator[_Block]:
    held: list[str] = []
    for number, line in enumerate([*lines, ""], first):
        if line:
            held.append(line)
        elif held:
            yield _Block(number - len(held), tuple(held))
            held = []


class _Reader:
    """One reading of one file, from above to below."""

    def __init__(self, lines: list[str], seconds: float | None) -> None:
        self._lines = lines
        self._last = None if seconds is None else round(seconds * 1000)
        self._faults: list[Fault] = []
        self._found: list[Cue | Aside] = []
        self._cues = 0
        self._before = 0

    def read(self) -> Reading:
        header = self._lines[0][len(_BEGINNING) :]
        if ARROW in header:
            self._fault(1, What.HEADER_NOT_ALONE, header.strip())
        if len(self._lines) > 1 and self._lines[1]:
            self._fault(2, What.HEADER_NOT_ALONE, self._lines[1])
        for block in _blocks(self._lines[1:], 2):
            self._take(block)
            if self._cues > MOST_CUES:
                self._fault(block.at, What.TOO_MANY)
                break
        if not self._cues and not self._faults:
            self._fault(len(self._lines), What.NOTHING_IN_IT)
        faults = sorted(self._faults, key=lambda fault: fault.line)[:MOST_FAULTS]
        return Reading(Captions(tuple(self._found), header.strip()), tuple(faults))

    def _fault(self, line: int, what: What, found: str = "") -> None:
        self._faults.append(Fault(line, what, found.strip()[:60]))

    def _take(self, block: _Block) -> None:
        if _ASIDE.fullmatch(block.lines[0]) and not any(ARROW in line for line in block.lines[:2]):
            self._aside(block)
        elif ARROW in block.lines[0]:
            self._cue(block, "", 0)
        elif len(block.lines) > 1 and ARROW in block.lines[1]:
            self._cue(block, block.lines[0], 1)
        elif block.at > 2:  # what stands right below the header is told already
            self._fault(block.at, What.NO_TIMES, block.lines[0])

    def _aside(self, block: _Block) -> None:
        if not block.lines[0].startswith("NOTE") and self._cues:
            self._fault(block.at, What.LATE_STYLE, block.lines[0])
        for number, line in enumerate(block.lines[1:], block.at + 1):
            if ARROW in line:
                self._fault(number, What.TIMES_IN_WORDS, line)
        self._found.append(Aside("\n".join(block.lines)))

    def _cue(self, block: _Block, name: str, place: int) -> None:
        at, words = block.at + place, block.lines[place + 1 :]
        self._cues += 1
        start, end, settings = self._times(block.lines[place], at)
        self._words(words, at, start, end)
        if start is not None and end is not None:
            self._found.append(Cue(start, end, "\n".join(words), settings, name.strip()))

    def _times(self, line: str, at: int) -> tuple[int | None, int | None, str]:
        first, _arrow, rest = line.partition(ARROW)
        if first[-1:].strip() or rest[:1].strip():
            self._fault(at, What.NO_SPACE, line)
        second, _gap, settings = rest.strip().replace("\t", " ").partition(" ")
        start, end = self._time(first.strip(), at), self._time(second, at)
        if start is not None and end is not None:
            self._in_order(start, end, at)
        for setting in marking.bad_settings(settings):
            self._fault(at, What.BAD_SETTING, setting)
        return start, end, " ".join(settings.split())

    def _time(self, text: str, at: int) -> int | None:
        try:
            return timing.read(text)
        except timing.NotATime:
            self._fault(at, What.COMMA if _COMMA.search(text) else What.BAD_TIME, text)
            return None

    def _in_order(self, start: int, end: int, at: int) -> None:
        if end <= start:
            self._fault(at, What.ENDS_FIRST, timing.write(end))
        if start < self._before:
            self._fault(at, What.OUT_OF_ORDER, timing.write(start))
        if self._last is not None and start >= self._last:
            self._fault(at, What.BEHIND_THE_END, timing.write(start))
        self._before = max(self._before, start)

    def _words(self, words: tuple[str, ...], at: int, start: int | None, end: int | None) -> None:
        if not any(marking.plain(line) for line in words):
            self._fault(at, What.NO_WORDS)
        for number, line in enumerate(words, at + 1):
            if ARROW in line:
                self._fault(number, What.TIMES_IN_WORDS, line)
        found = marking.tags("\n".join(words), start=start, end=end)
        for tag in found.bad:
            place = next((n for n, line in enumerate(words, at + 1) if tag in line), at + 1)
            self._fault(place, What.BAD_TAG, tag)
        for tag in found.left_open:
            self._fault(at + 1, What.OPEN_TAG, tag)
