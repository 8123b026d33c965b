"""Makes the one table of knowledge change that screen, CSV and XLSX are written from. Queries nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.gain import Change, Linked, Mastery, Withheld, change
from core.sheets import Value, words
from core.templatetags.baon import amount, moment
from reports.gain.hiding import shown
from reports.gain.queries import BY_WORDS, By, Item, Pairs
from reports.tables import Column, Kind, Line, Report, Stamp

_NOTHING = "–"
_FIGURES = 6


def knowledge_change(pairs: Pairs, *, by: By | None, stamp: Stamp, now: datetime) -> Report:
    """A row for each group, for all, for each topic and for each pair of questions; none where too few are matched."""
    everyone = change(pairs.people.values(), smallest=settings.SMALLEST_CELL)
    return Report(
        name="knowledge",
        title=_("Knowledge change"),
        stamp=stamp,
        data_date=moment(now),
        columns=_columns(),
        lines=() if isinstance(everyone, Withheld) else tuple(_lines(pairs, everyone, by)),
        notes=_notes(),
        sentences=_sentences(everyone),
    )


def _lines(pairs: Pairs, everyone: Change, by: By | None) -> Iterator[Line]:
    if by:
        yield from (Line((*cells, str(BY_WORDS[by]))) for cells in _groups(pairs))
    yield Line((_("All people"), *_figures(everyone), _("All")), is_total=True)
    for topic in dict.fromkeys(item.topic for item in pairs.items):
        families = {item.family for item in pairs.items if item.topic == topic}
        known = [[one for one in linked if one.item in families] for linked in pairs.people.values()]
        yield Line((words(topic), *_figures(_told(known)), _("Topic")))
    mastery = {one.item: one for one in everyone.items}
    for item in pairs.items:
        yield Line((words(item.words), *_of_item(item, mastery), _("Question")))


def _groups(pairs: Pairs) -> Iterator[tuple[Value, ...]]:
    counts = [len(people) for _name, people in pairs.groups]
    for (name, people), may in zip(pairs.groups, shown(counts, smallest=settings.SMALLEST_CELL), strict=True):
        found = _told([pairs.people[person] for person in people]) if may else None
        yield (words(name), *_figures(found))


def _told(people: Sequence[Sequence[Linked]]) -> Change | None:
    found = change(people, smallest=settings.SMALLEST_CELL)
    return None if isinstance(found, Withheld) else found


def _figures(found: Change | None) -> tuple[Value, ...]:
    """In the order of the columns."""
    if found is None:
        return (_hidden(),) * _FIGURES
    return (
        found.people,
        _cut(found.pre),
        _cut(found.post),
        _signed(found.gain),
        _interval(found),
        _NOTHING if found.normalised is None else round(found.normalised * 100),
    )


def _of_item(item: Item, mastery: dict[str, Mastery]) -> tuple[Value, ...]:
    found = mastery.get(item.family)
    if found is None:
        return (_hidden(),) * _FIGURES
    return (found.people, *(_share(rate, found.people) for rate in (found.pre, found.post)), *[_NOTHING] * 3)


def _share(rate: float, people: int) -> Value:
    """Hidden where so few had it right that it would speak of single people."""
    return _hidden() if 0 < round(rate * people / 100) < settings.SMALLEST_CELL else _cut(rate)


def _cut(rate: float) -> int:
    # Cut to whole ones, so that 100 means all; 29.0 may be a hair less than that in the machine.
    return int(rate + 1e-9)


def _signed(points: float) -> str:
    tenths = round(points * 10)
    sign = "+" if tenths > 0 else "−" if tenths < 0 else "±"
    return f"{sign}{amount(Decimal(abs(tenths)) / 10)}"


def _interval(found: Change) -> str:
    # Student's t knows no bounds, but nobody gains or loses more than everything.
    return _("%(low)s to %(high)s") % {"low": _signed(max(found.low, -100)), "high": _signed(min(found.high, 100))}


def _hidden() -> str:
    return _("hidden")


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Group, topic or question"), Kind.WORDS),
        Column(
            _("People"),
            Kind.COUNT,
            _("Matched pairs: people who took the test before the course and the final test, each at her first try."),
        ),
        Column(
            _("Before (%)"),
            Kind.PERCENT,
            _("Mean share of the linked questions that was right; of one question, people who had it wholly right."),
        ),
        Column(_("After (%)"), Kind.PERCENT, _("The same in the final test, which asks the same in other words.")),
        Column(_("Change (points)"), Kind.WORDS, _("After less before, in points of a hundred.")),
        Column(
            _("Interval (95 in 100)"),
            Kind.WORDS,
            _("Made so that it holds the true change 95 times in 100. The fewer the people, the wider it is."),
        ),
        Column(_("Of what could be gained (%)"), Kind.PERCENT, _("(After − before) ÷ (100 − before).")),
        Column(_("Counted by"), Kind.WORDS),
    )


def _notes() -> tuple[str, ...]:
    smallest = {"hidden": _hidden(), "smallest": amount(settings.SMALLEST_CELL)}
    return (
        _(
            "This is a change in what the same people answered. It does not tell what has caused it, nor what they do "
            "abroad."
        ),
        _("Only questions that were asked in both forms are compared. Whoever took only one of the tests is left out."),
        _(
            "“%(hidden)s” stands where fewer than %(smallest)s people are counted, and where a number would let one "
            "work such a count out."
        ) % smallest,
    )  # fmt: skip


def _sentences(found: Change | Withheld) -> tuple[str, ...]:
    if isinstance(found, Withheld):
        return ()
    said = ngettext(
        "%(people)s person answered linked questions before and after: %(pre)s%% was right before, %(post)s%% after.",
        "%(people)s people answered linked questions before and after: %(pre)s%% was right before, %(post)s%% after.",
        found.people,
    ) % {"people": amount(found.people), "pre": amount(_cut(found.pre)), "post": amount(_cut(found.post))}
    by = _("Knowledge change: %(gain)s points (95%% interval: %(interval)s).") % {
        "gain": _signed(found.gain),
        "interval": _interval(found),
    }
    return (said, by)
