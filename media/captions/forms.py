"""What somebody writes or brings as captions: a table, the file's text, or a file. All end in the same text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.files.base import File

from media.captions import rows as table
from media.captions.rows import Row
from media.models import Film, Track
from media.webvtt import LARGEST, Captions, Fault, Reading, What, read, write

LONGEST_TRANSCRIPT = 100_000  # letters
NOTHING = (Fault(1, What.NOTHING_IN_IT),)


@dataclass(frozen=True)
class Draft:
    """What is in the fields now. ``faults`` are those of the text's lines; rows carry their own.

    ``as_text`` tells in which of the two ways it is shown.
    """

    text: str = ""
    rows: list[Row] = field(default_factory=list)
    faults: tuple[Fault, ...] = ()
    as_text: bool = False

    @property
    def is_right(self) -> bool:
        return not self.faults and not any(row.faults for row in self.rows)


def stored(track: Track | None, *, as_text: bool) -> Draft:
    """The words as they were saved last. What is too long for a table is shown as text."""
    text = track.text if track else ""
    captions = read(text.encode()).captions if text else Captions()
    rows = table.rows_of(captions)
    return Draft(text, rows, as_text=as_text or len(rows) > table.MOST_ROWS)


def from_table(fields: Mapping[str, str], *, before: str, film: Film) -> Draft:
    """From a table. Notes and styles of the text before stay."""
    rows = table.checked(table.typed(fields), seconds=length_of(film))
    if any(row.faults for row in rows):
        return Draft(before, rows)
    if not rows:
        return Draft(before, faults=NOTHING)
    base = read(before.encode()).captions if before else Captions()
    return Draft(write(base.with_cues(table.cues(rows))).decode(), rows)


def from_text(text: str, *, film: Film) -> Draft:
    """From the text itself, as it stands in a file."""
    return _draft(text, read(text.encode(), seconds=length_of(film)))


def from_transcript(text: str) -> Draft:
    """Plain words, with an empty line between paragraphs."""
    plain = text.replace("\r\n", "\n").replace("\0", "").strip()[:LONGEST_TRANSCRIPT]
    return Draft(plain, faults=() if plain else NOTHING, as_text=True)


def from_file(file: File[bytes], *, film: Film) -> Draft:
    """From a file, whatever its name. With a fault it is shown as text, so that it can be mended on the spot."""
    content = file.read(LARGEST + 1)
    return _draft(content.decode("utf-8-sig", "replace")[:LARGEST], read(content, seconds=length_of(film)))


def _draft(text: str, reading: Reading) -> Draft:
    if reading.faults:
        return Draft(text, faults=reading.faults, as_text=True)
    written = write(reading.captions).decode()
    return Draft(written, table.rows_of(reading.captions), as_text=True)


def length_of(film: Film) -> float | None:
    return float(film.seconds) or None
