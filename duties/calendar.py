"""Writes days into an iCalendar file (RFC 5545, and the methods of RFC 5546). Knows neither people nor trainings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from unicodedata import category

CONTENT_TYPE = "text/calendar"
_PRODUCT = "-//Baon//Dates//EN"
_LONGEST = 75  # octets of a line, its end not counted
_CONTROL = frozenset({"Cc", "Cs", "Zl", "Zp"})  # control signs, halves of signs, and ends of lines


class Method(StrEnum):
    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Entry:
    """One whole day. ``uid`` stays for ever; ``sequence`` counts up whenever the day moves or is called off."""

    uid: str
    sequence: int
    day: date
    summary: str
    changed_at: datetime
    description: str = ""
    url: str = ""


def calendar_file(entries: Iterable[Entry], *, method: Method, organizer: str) -> bytes:
    """The file; ``organizer`` is an e-mail address. Entries that are called off come with ``CANCEL``."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", f"METHOD:{method}"]
    for entry in entries:
        lines += _event(entry, method, organizer)
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line))


def _event(entry: Entry, method: Method, organizer: str) -> Iterator[str]:
    changed = f"{entry.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(entry.uid)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.day)}"
    yield f"DTEND;VALUE=DATE:{_day(entry.day + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{escaped(entry.description)}"
    if entry.url:
        yield f"URL:{_one_line(entry.url)}"
    yield f"ORGANIZER:mailto:{_one_line(organizer)}"
    yield "TRANSP:TRANSPARENT"
    yield f"STATUS:{'CANCELLED' if method is Method.CANCEL else 'CONFIRMED'}"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Text as the format wants it. Signs that it cannot hold are left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in lines if sign == "\n" or not _is_control(sign))
    for sign in "\\;,":
        kept = kept.replace(sign, f"\\{sign}")
    return kept.replace("\n", "\\n")


def _one_line(value: str) -> str:
    return "".join(sign for sign in value if not _is_control(sign))


def _is_control(sign: str) -> bool:
    return category(sign) in _CONTROL


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _folded(line: str) -> Iterator[bytes]:
    """A line in parts of 75 octets at most; no sign is cut, and all parts but the first begin with a space."""
    part = b""
    for sign in line:
        octets = sign.encode()
        if len(part) + len(octets) > _LONGEST:
            yield part
            part = b" "
        part += octets
    yield part
