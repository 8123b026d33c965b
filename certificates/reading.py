"""A statement as people read it: the destination by its name, days by the local calendar, the number in groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from certificates import serials
from certificates.payload import Statement, mark_of
from courses.models import Destination
from courses.queries import outlines


@dataclass(frozen=True)
class Parts:
    """Of how many modules the course is, and what stood in for some. Titles are of those that are still there, and that
    everybody may know of."""

    modules: int
    recognised: int
    exempt: int
    recognised_titles: tuple[str, ...] = ()
    exempt_titles: tuple[str, ...] = ()

    @property
    def stand_in(self) -> bool:
        """Whether there is anything to say: that she did all of it is what a certificate says by itself."""
        return bool(self.recognised or self.exempt)


@dataclass(frozen=True)
class Reading:
    """In the language that is active when it is made."""

    serial: str
    name: str
    name_own: str
    title: str
    destination: str
    edition: str
    hours: Decimal
    issuer: str
    issued_on: date
    expires_on: date
    parts: Parts | None = None


def reading(statement: Statement) -> Reading:
    return readings([statement])[0]


def readings(statements: Sequence[Statement]) -> list[Reading]:
    """One query for the names of all places; a place that is no longer kept is shown by its code."""
    codes = {statement.destination for statement in statements}
    places = {place.code: str(place.name) for place in Destination.objects.filter(code__in=codes)}
    return [_reading(statement, places) for statement in statements]


def _reading(statement: Statement, places: Mapping[str, str]) -> Reading:
    return Reading(
        serial=serials.grouped(statement.serial),
        name=statement.name,
        name_own=statement.name_own,
        title=statement.title,
        destination=places.get(statement.destination, statement.destination),
        edition=statement.edition,
        hours=statement.hours,
        issuer=statement.issuer,
        issued_on=timezone.localdate(statement.issued_at),
        expires_on=timezone.localdate(statement.expires_at),
        parts=_parts(statement),
    )


def _parts(statement: Statement) -> Parts | None:
    said = statement.modules
    if said is None:
        return None
    titles = _titles(statement) if said.recognised or said.exempt else {}
    return Parts(
        said.count,
        len(said.recognised),
        len(said.exempt),
        tuple(titles[mark] for mark in said.recognised if mark in titles),
        tuple(titles[mark] for mark in said.exempt if mark in titles),
    )


def _titles(statement: Statement) -> dict[bytes, str]:
    """By their marks, as the course has them today. Outlines are remembered."""
    courses = (
        course for course in outlines(get_language() or settings.LANGUAGE_CODE) if course.key == statement.course
    )
    return {
        mark_of(module.key): module.title for course in courses for module in course.modules if not module.sensitive
    }
