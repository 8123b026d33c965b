"""A statement as people read it: the destination by its name, days by the local calendar, the number in groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from certificates import serials
from certificates.payload import Statement
from courses.models import Destination


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
    )
