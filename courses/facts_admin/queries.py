"""Reads what the people who keep facts look at: the board, the history of a fact, the profile of a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from core.panels import LANGUAGE_NAMES
from courses import due, naming
from courses.changes import differences
from courses.due import Kept, Need
from courses.facts_admin.leaning import Dependents, dependents_of
from courses.models import Destination, Fact, FactKey, Origin

ON_A_PAGE = 40
KEPT = ("id", "review_by", "confidence", "status", "source_title", "source_type")
# What a revision holds besides what people wrote: its own bookkeeping, and columns that echo one language.
_NOT_WRITTEN = frozenset({"pk", "id", "latest_revision", "value", "note"})


@dataclass(frozen=True)
class Line:
    """One fact on the board."""

    fact: Fact
    needs: tuple[Need, ...]
    dependents: Dependents | None = None


@dataclass(frozen=True)
class Board:
    """``counts`` are of the place, subject and kind that were chosen, whatever need was."""

    counts: Mapping[Need, int]
    total: int
    page: Page[Any]
    lines: tuple[Line, ...]


def board(chosen: Mapping[str, str], *, number: int, today: date) -> Board:
    """The facts that someone should look at, the soonest due first. A flat number of queries."""
    kept = [Kept(*row) for row in _chosen(chosen).order_by().values_list(*KEPT)]
    need = Need(chosen["need"]) if "need" in chosen else None
    ordered = due.in_order(kept, today=today, need=need)
    page = Paginator(ordered, ON_A_PAGE).get_page(number)
    facts = Fact.objects.select_related("key", "destination", "origin").in_bulk([one.id for one in page])
    leaning = dependents_of(list(facts.values()))
    lines = tuple(Line(facts[one.id], one.needs(today), leaning[one.id]) for one in page if one.id in facts)
    return Board(due.counts(kept, today=today), len(kept), page, lines)


def _chosen(chosen: Mapping[str, str]) -> QuerySet[Fact]:
    facts = Fact.objects.all()
    side, _dash, code = chosen.get("place", "").partition("-")
    if code:
        facts = facts.filter(destination__code=code) if side == "to" else facts.filter(_of_origin(code))
    if "group" in chosen:
        facts = facts.filter(key__group=chosen["group"])
    if "key" in chosen:
        facts = facts.filter(key__code=chosen["key"])
    return facts


def _of_origin(code: str) -> Q:
    return Q(destination=None, origin__code=code)


@dataclass(frozen=True)
class Changed:
    """One field of a revision, in words."""

    label: Any
    old: Any
    new: Any


@dataclass(frozen=True)
class Entry:
    """One revision: who wrote it, when, and what it changed. The first changes nothing; it writes everything."""

    at: datetime
    who: str
    first: bool
    changes: tuple[Changed, ...]


def history(fact: Fact) -> list[Entry]:
    """Every state the fact was in, the latest first. Four queries."""
    names = {
        "key": {row.pk: str(row) for row in FactKey.objects.all()},
        "destination": {row.pk: str(row) for row in Destination.objects.all()},
        "origin": {row.pk: str(row) for row in Origin.objects.all()},
    }
    entries: list[Entry] = []
    before: Mapping[str, Any] | None = None
    for revision in fact.revisions.select_related("user").order_by("created_at", "pk"):
        kept = _in_order(revision.content)
        found = differences(before, kept, leaving=_NOT_WRITTEN)
        changes = tuple(
            Changed(_label(each.field), *(_said(each.field, value, names) for value in (each.old, each.new)))
            for each in found
        )
        who = revision.user.get_full_name() if revision.user else ""
        if changes:
            entries.append(Entry(revision.created_at, who, before is None, changes))
        before = kept
    return entries[::-1]


def _in_order(content: Mapping[str, Any]) -> dict[str, Any]:
    """In the order of the model: PostgreSQL keeps JSON in an order of its own."""
    return {field.name: content[field.name] for field in Fact._meta.concrete_fields if field.name in content}


def _label(name: str, model: Any = Fact) -> Any:
    field: Any = model._meta.get_field(name)
    if language := getattr(field, "language", ""):
        return f"{field.translated_field.verbose_name} ({LANGUAGE_NAMES[language]})"
    return field.verbose_name


def _said(name: str, value: Any, names: Mapping[str, Mapping[int, str]]) -> Any:
    """A value as people read it: names for keys, words for choices, dates as dates."""
    field: Any = Fact._meta.get_field(name)
    if value in (None, ""):
        return ""
    if name in names:
        return names[name].get(value, value)
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    return date.fromisoformat(value) if field.get_internal_type() == "DateField" else value


@dataclass(frozen=True)
class Asked:
    """One line of the field list: what is known, by whom it is meant, and where to write what is not."""

    key: FactKey
    lines: tuple[Line, ...]
    add: str
    origins_without: tuple[tuple[Origin, str], ...] = ()

    @property
    def blank(self) -> bool:
        return not self.lines


@dataclass(frozen=True)
class Subject:
    label: Any
    asked: tuple[Asked, ...]

    @property
    def known(self) -> int:
        return sum(not one.blank for one in self.asked)


def identity(place: Destination | Origin, *, reader: str) -> list[tuple[Any, tuple[Any, ...]]]:
    """What a place is like, field by field, blanks as nothing. No query."""
    words: dict[str, tuple[Any, ...]] = {
        "currency": (naming.currency(place.currency, reader=reader),),
        "languages": naming.languages(place.languages, reader=reader),
        "time_zone": (place.time_zone,),
    }
    if isinstance(place, Destination):
        words |= {
            "advisory": (place.get_advisory_display(), place.advised_by),
            "scripts": naming.scripts(place.scripts, reader=reader),
            "denominations": tuple(place.denominations),
            "plugs": tuple(place.plugs),
            "voltage": (place.voltage,),
            "hazards": tuple(hazard.label for hazard in Destination.Hazard if hazard in place.hazards),
        }
    return [(_label(name, type(place)), tuple(filter(None, said))) for name, said in words.items()]


def profile(place: Destination | Origin, *, today: date) -> list[Subject]:
    """The whole field list of a place by subject, blanks and all. Three queries."""
    abroad = isinstance(place, Destination)
    here = Q(destination=place) if abroad else Q(destination=None, origin=place)
    lines: dict[int, list[Line]] = defaultdict(list)
    for fact in Fact.objects.filter(here).select_related("key", "destination", "origin"):
        lines[fact.key_id].append(Line(fact, _kept(fact).needs(today)))
    origins = list(Origin.objects.all()) if abroad else []
    asked: dict[str, list[Asked]] = defaultdict(list)
    for key in FactKey.objects.all():
        if (key.group != FactKey.Group.ORIGIN) == abroad or key.pk in lines:
            asked[key.group].append(_asked(key, place, lines[key.pk], origins))
    return [Subject(group.label, tuple(asked[group])) for group in FactKey.Group if asked[group]]


def _asked(key: FactKey, place: Destination | Origin, lines: list[Line], origins: list[Origin]) -> Asked:
    without = []
    if key.group == FactKey.Group.MISSIONS and not any(line.fact.origin_id is None for line in lines):
        there = {line.fact.origin_id for line in lines}
        without = [(origin, _add(key, place, origin)) for origin in origins if origin.pk not in there]
    return Asked(key, tuple(lines), _add(key, place), tuple(without))


def _add(key: FactKey, place: Destination | Origin, origin: Origin | None = None) -> str:
    """The form of a new fact with its place and kind filled in."""
    given = {"key": key.pk, "destination" if isinstance(place, Destination) else "origin": place.pk}
    if origin:
        given["origin"] = origin.pk
    return f"{reverse('wagtailsnippets_courses_fact:add')}?{urlencode(given)}"


def _kept(fact: Fact) -> Kept:
    return Kept(*(getattr(fact, name) for name in KEPT))


@dataclass(frozen=True)
class PlaceCount:
    """How far the profile of a place is filled."""

    place: Destination | Origin
    href: str
    known: int
    asked: int
    needing: int

    @property
    def unknown(self) -> int:
        return self.asked - self.known


def places(*, today: date) -> list[PlaceCount]:
    """Every destination and origin, with what is known and what readers are not shown. Four queries."""
    known: dict[tuple[int | None, int | None], set[int]] = defaultdict(set)
    hidden: dict[tuple[int | None, int | None], int] = defaultdict(int)
    for destination, origin, key, *kept in Fact.objects.values_list("destination", "origin", "key", *KEPT):
        place = (destination, None if destination else origin)
        known[place].add(key)
        hidden[place] += any(need in due.HIDING for need in Kept(*kept).needs(today))
    groups = list(FactKey.objects.values_list("group", flat=True))
    at_home = groups.count(FactKey.Group.ORIGIN)
    rows: list[tuple[Destination | Origin, str, tuple[int | None, int | None], int]] = [
        *((place, "to", (place.pk, None), len(groups) - at_home) for place in Destination.objects.all()),
        *((place, "from", (None, place.pk), at_home) for place in Origin.objects.all()),
    ]
    return [
        PlaceCount(place, reverse("facts:profile", args=[side, place.code]), len(known[at]), asked, hidden[at])
        for place, side, at, asked in rows
    ]
