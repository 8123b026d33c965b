"""Bytes to lines, HTML to plain words, amounts to numbers. Knows no format of questions."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from html.parser import HTMLParser
from typing import IO

from assessments.formats.drafts import MOST_BYTES, Refusal, RefusedQuestion, Remark, Unreadable, UnreadableFile
from assessments.questions import Number
from core.amounts import number

# Signs that no file and no database keeps: controls, halves of pairs, two that are no characters, a file's own mark.
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WHOLE_DIGITS, _DECIMALS = 12, 4  # what the bank can hold


def clean(text: str) -> str:
    """The text as the bank keeps it: lines end in one way, nothing unfit, no space around."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def size_of(file: IO[bytes]) -> int:
    """How long the file is. Raises ``UnreadableFile`` where that is too long."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > MOST_BYTES:
        raise UnreadableFile(Unreadable.TOO_LARGE)
    return size


def lines(file: IO[bytes], *, newline: str | None = None) -> Iterator[str]:
    """The lines of a text in UTF-8, UTF-16 or UTF-32, read as they are asked for. Raises ``UnreadableFile``."""
    size_of(file)
    begin = file.read(4)
    file.seek(0)
    encoding = next((name for mark, name in _MARKS if begin.startswith(mark)), _without_mark(begin))
    # Not closed here: the file is the caller's.
    reader = io.TextIOWrapper(file, encoding=encoding, newline=newline)
    try:
        yield from reader
    except UnicodeError as error:
        raise UnreadableFile(Unreadable.NOT_TEXT) from error
    finally:
        with suppress(ValueError):  # it was closed meanwhile
            reader.detach()


def _without_mark(begin: bytes) -> str:
    """Office saves UTF-16 with a mark, others without: Latin signs then have a nought on one side."""
    if len(begin) > 1 and begin[1] == 0:
        return "utf-16-le"
    return "utf-16-be" if begin[:1] == b"\0" else "utf-8"


def amount(text: str) -> Decimal:
    """A number that the bank can hold, as people write it. Raises ``RefusedQuestion``."""
    written = text.strip()
    below = written.startswith(("-", "\N{MINUS SIGN}"))
    unsigned = written[1:] if below or written.startswith("+") else written
    value = number(unsigned) if len(unsigned) <= 40 else None
    if value is None:
        raise RefusedQuestion(Refusal.NOT_A_NUMBER, written[:40])
    return fitting(-value if below else value)


def fitting(value: Decimal) -> Decimal:
    """The number, where the bank can hold it. Raises ``RefusedQuestion``."""
    short = value.normalize()
    exponent = short.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > _DECIMALS or short.adjusted() >= _WHOLE_DIGITS:
        raise RefusedQuestion(Refusal.NUMBER_TOO_LONG, str(value)[:40])
    return value


def around(low: Decimal, high: Decimal) -> Number:
    """The number in the middle of two. Raises ``RefusedQuestion``."""
    return Number(fitting((low + high) / 2), fitting(abs(high - low) / 2))


_BREAKING = frozenset({"p", "br", "div", "li", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})
_PLAIN = frozenset({"p", "br", "div", "span", "html", "body"})
_LOST = {"img": Remark.PICTURE_LOST, "svg": Remark.PICTURE_LOST, "audio": Remark.SOUND_LOST, "video": Remark.SOUND_LOST}
_UNSEEN = frozenset({"script", "style", "svg"})


class _Plain(HTMLParser):
    """Gathers the words, and what was lost with the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.lost: dict[Remark, None] = {}
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag not in _PLAIN:
            self.lost[_LOST.get(tag, Remark.MARKUP_LOST)] = None
        if tag in _BREAKING:
            self.words.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._unseen -= tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _BREAKING and tag != "br":
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(re.sub(r"[ \t\r\n]+", " ", data))


def plain_words(html: str) -> tuple[str, tuple[Remark, ...]]:
    """The words of a piece of HTML with their line breaks, and what was lost with the rest."""
    reader = _Plain()
    reader.feed(html)
    reader.close()
    said = [line.strip(" ") for line in "".join(reader.words).split("\n")]
    return clean(re.sub(r"\n{2,}", "\n", "\n".join(said))), tuple(reader.lost)
