"""Facts of places. Each change leaves the earlier value as a revision."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from courses.actions import record_fact
from courses.models import Destination, Fact, FactKey, Origin
from handover import keys as names
from handover.columns import columns, words
from handover.keepers.hand import Hand
from handover.keepers.vocabulary import remove
from handover.records import Fields, Kind, Record

_PLAIN = (
    "phone", "unit", "status", "applies_to", "legal_basis", "source_title", "source_url", "source_publisher",
    "source_type", "checked_by", "approved_by", "confidence",
)  # fmt: skip
_DAYS = ("published_on", "checked_on", "review_by")
_WORDS = ("value", "note")


class Facts:
    """The internal note stays: it was written for colleagues."""

    kind = Kind.FACT

    def read(self, keys: Collection[str], *, drafts: bool) -> dict[str, Fields]:
        codes = {names.of_fact(key)[0] for key in keys}
        rows = Fact.objects.filter(key__code__in=codes).select_related("key", "destination", "origin")
        found = {key_of(row): row for row in rows}
        return {key: _fields(found[key]) for key in keys if key in found}

    def write(self, record: Record, hand: Hand) -> None:
        code, destination, origin = names.of_fact(record.key)
        record_fact(
            key=FactKey.objects.get(code=code),
            destination=Destination.objects.get(code=destination) if destination else None,
            origin=Origin.objects.get(code=origin) if origin else None,
            values=_values(record.fields),
        )

    def erase(self, key: str, hand: Hand) -> None:
        code, destination, origin = names.of_fact(key)
        place = Q(destination__code=destination) if destination else Q(destination=None)
        place &= Q(origin__code=origin) if origin else Q(origin=None)
        remove(Fact.objects.filter(place, key__code=code).first())


def key_of(fact: Fact) -> str:
    return names.fact(
        fact.key.code, fact.destination.code if fact.destination else "", fact.origin.code if fact.origin else ""
    )


def _fields(fact: Fact) -> Fields:
    fields: dict[str, Any] = {name: getattr(fact, name) for name in _PLAIN}
    fields |= {name: day.isoformat() if (day := getattr(fact, name)) else None for name in _DAYS}
    fields |= {name: words(fact, name) for name in _WORDS}
    return {**fields, "number": None if fact.number is None else f"{fact.number.normalize():f}"}


def _values(fields: Fields) -> dict[str, Any]:
    values: dict[str, Any] = {name: fields[name] for name in _PLAIN}
    values |= {name: fields[name] and date.fromisoformat(fields[name]) for name in _DAYS}
    for name in _WORDS:
        values |= columns(Fact, name, fields[name])
    return {**values, "number": None if fields["number"] is None else Decimal(fields["number"])}
