"""Makes the one table of knowledge change that screen, CSV and XLSX are written from. Queries nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from operator import attrgetter

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.gain import Change, Linked, Mastery, change
from core.sheets import Value, words
from core.templatetags.baon import amount, moment
from reports.gain.hiding import is_few, shown
from reports.gain.queries import BY_WORDS, By, Pairs
from reports.tables import Column, Kind, Line, Report, Stamp

_NOTHING = "–"
_FIGURES = 6
Rate = Callable[[Mastery], float]
_RATES: tuple[Rate, ...] = (attrgetter("pre"), attrgetter("post"))


def knowledge_change(pairs: Pairs, *, by: By | None, stamp: Stamp, now: datetime) -> Report:
    """A row for each group, for all, for each topic and for each pair of questions; none where too few are matched."""
    everyone = _told(pairs.people.values())
    return Report(
        name="knowledge",
        title=_("Knowledge change"),
        stamp=stamp,
        data_date=moment(now),
        columns=_columns(),
        lines=tuple(_lines(pairs, everyone, by)) if everyone else (),
        notes=_notes(),
        sentences=_sentences(everyone),
    )


def _lines(pairs: Pairs, everyone: Change, by: By | None) -> Iterator[Line]:
    if by:
        yield from (Line((*cells, str(BY_WORDS[by]))) for cells in _groups(pairs, by))
    yield Line((_("All people"), *_figures(everyone), _("All")), is_total=True)
    topics, mastery = _by_topic(pairs), {one.item: one for one in everyone.items}
    may_be_told = _weighed(pairs, topics)
    hidden = [_hidden_shares(topics, mastery, rate) for rate in _RATES]
    for (topic, families), may in zip(topics.items(), may_be_told[0], strict=True):
        # The mean of a topic of one question is its share.
        told = may and not (len(families) == 1 and families & set().union(*hidden))
        known = [[one for one in linked if one.item in families] for linked in pairs.people.values()]
        yield Line((words(topic), *_figures(_told(known) if told else None), _("Topic")))
    for item, may in zip(pairs.items, may_be_told[1], strict=True):
        found = mastery.get(item.family) if may else None
        yield Line((words(item.words), *_of_item(found, hidden), _("Question")))


def _by_topic(pairs: Pairs) -> dict[str, set[str]]:
    """The families of each topic."""
    found: dict[str, set[str]] = {}
    for item in pairs.items:
        found.setdefault(item.topic, set()).add(item.family)
    return found


def _weighed(pairs: Pairs, topics: Mapping[str, Collection[str]]) -> list[tuple[bool, ...]]:
    """Whether enough people met each topic and each question, and none or enough did not."""
    met = [
        [_who_met(pairs, families) for families in topics.values()],
        [_who_met(pairs, {item.family}) for item in pairs.items],
    ]
    return shown(met, everyone=pairs.people, smallest=settings.SMALLEST_CELL)


def _who_met(pairs: Pairs, families: Collection[str]) -> frozenset[int]:
    return frozenset(person for person, known in pairs.people.items() if any(one.item in families for one in known))


def _hidden_shares(topics: Mapping[str, Collection[str]], mastery: Mapping[str, Mastery], rate: Rate) -> set[str]:
    """The families of which so few were right, or wrong, that it would speak of single people.

    A single one in a topic could be worked out from the mean of the topic: then another is hidden too.
    """
    found: set[str] = set()
    for families in topics.values():
        met = [mastery[family] for family in sorted(families) if family in mastery]
        few = [one.item for one in met if _is_few(rate(one), one.people)]
        others = [one.item for one in met if one.item not in few]
        found.update(few, others[:1] if len(few) == 1 else ())
    return found


def _is_few(rate: float, people: int) -> bool:
    return is_few(round(rate * people / 100), of=people, smallest=settings.SMALLEST_CELL)


def _groups(pairs: Pairs, by: By) -> Iterator[tuple[Value, ...]]:
    """Every kind of group is weighed, whichever is asked for."""
    kinds = [[people for _name, people in groups] for groups in pairs.groups.values()]
    may_be_told = shown(kinds, everyone=pairs.people, smallest=settings.SMALLEST_CELL)
    told = dict(zip(pairs.groups, may_be_told, strict=True))[by]
    for (name, people), may in zip(pairs.groups[by], told, strict=True):
        found = _told([pairs.people[person] for person in people]) if may else None
        yield (words(name), *_figures(found))


def _told(people: Iterable[Sequence[Linked]]) -> Change | None:
    return change(people, smallest=settings.SMALLEST_CELL)


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


def _of_item(found: Mastery | None, hidden: Sequence[Collection[str]]) -> tuple[Value, ...]:
    if found is None:
        return (_hidden(),) * _FIGURES
    shares = (
        _hidden() if found.item in families else _cut(rate(found))
        for rate, families in zip(_RATES, hidden, strict=True)
    )
    return (found.people, *shares, *[_NOTHING] * 3)


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


def _sentences(found: Change | None) -> tuple[str, ...]:
    if found is None:
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
