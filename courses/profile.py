"""What a country page tells: what the place is like, what is on record by subject, and how much is not known yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from courses import naming
from courses.models import Destination, FactKey
from courses.passage import DESTINATION, ORIGIN, Passage

Group = FactKey.Group


@dataclass(frozen=True)
class Identity:
    """What a place is like, in the reader's words. What is not on record is empty."""

    languages: tuple[str, ...]
    scripts: tuple[str, ...]
    clock: naming.Clock | None
    currency: str
    denominations: tuple[str, ...]
    plugs: tuple[str, ...]
    voltage: str
    hazards: tuple[object, ...]


def identity(place: Destination, language: str, today: date) -> Identity:
    return Identity(
        languages=naming.languages(place.languages, reader=language),
        scripts=naming.scripts(place.scripts, reader=language),
        clock=naming.clock(place.time_zone, reader=language, year=today.year) if place.time_zone else None,
        currency=naming.currency(place.currency, reader=language),
        denominations=tuple(map(str, place.denominations)),
        plugs=tuple(place.plugs),
        voltage=place.voltage,
        hazards=tuple(hazard.label for hazard in Destination.Hazard if hazard in place.hazards),
    )


@dataclass(frozen=True)
class FactGroup:
    """Facts on record about one subject. Labels are lazy: they are read in the document's language."""

    code: str
    label: object
    facts: tuple[dict[str, object], ...]


def in_groups(passage: Passage, groups: Iterable[str], *, scope: str = DESTINATION) -> list[FactGroup]:
    """What is on record, by subject. Subjects without a fact are left out."""
    grouped = ((Group(code), tuple(passage.recorded(code, scope=scope))) for code in groups)
    return [FactGroup(group.value, group.label, facts) for group, facts in grouped if facts]


@dataclass(frozen=True)
class Blanks:
    """What is not known yet about a place: how many questions have no answer, and the subjects with none at all."""

    number: int
    subjects: tuple[object, ...]


def blanks(passage: Passage, *, scope: str = DESTINATION) -> Blanks:
    on_record = {key for place, key in passage.known if place == scope}
    asked = [key for key in passage.keys.values() if (key.group == Group.ORIGIN) == (scope == ORIGIN)]
    answered = {key.group for key in asked if key.code in on_record}
    open_groups = dict.fromkeys(key.group for key in asked if key.group not in answered)
    return Blanks(sum(key.code not in on_record for key in asked), tuple(Group(code).label for code in open_groups))
