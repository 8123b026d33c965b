"""Makes the one table that screen, CSV and XLSX are written from, of what ``hiding`` lets through. Queries nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.sheets import Value, words
from core.templatetags.baon import amount, moment
from learning.models import Learner
from reports.findings import Group, furthest_behind
from reports.hiding import Shown, parts_shown, suppressed, whole
from reports.queries import ByClass, ByDestination, ClassLine, Counts, Filters
from reports.suppression import Known

Stamp = tuple[tuple[str, str], ...]
MOST_BARS = 20
# Where nobody is, but somebody could be: small groups need a neighbour, and where it hides something it is listed.
ELSEWHERE = "elsewhere"


class Kind(StrEnum):
    """What stands in a column."""

    WORDS = "words"
    DAY = "day"
    COUNT = "count"
    PERCENT = "percent"


@dataclass(frozen=True)
class Column:
    name: str
    kind: Kind
    definition: str = ""


@dataclass(frozen=True)
class Line:
    """One row. ``code`` is that of the class it is about, if it is about one."""

    cells: tuple[Value, ...]
    is_total: bool = False
    code: str = ""


@dataclass(frozen=True)
class Bar:
    """One row as the chart draws it: a rate in per cent."""

    name: str
    rate: int


@dataclass(frozen=True)
class Report:
    """A table with all that is needed to read it. ``stamp`` says which filters were set."""

    name: str
    title: str
    stamp: Stamp
    data_date: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    sentences: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()

    @property
    def definitions(self) -> tuple[tuple[str, str], ...]:
        return tuple((column.name, column.definition) for column in self.columns if column.definition)


def sheet(report: Report) -> Iterator[tuple[Value, ...]]:
    """The report line by line, as files hold it."""
    yield (report.title,)
    yield from report.stamp
    yield (_("Data of"), report.data_date)
    yield ()
    yield tuple(column.name for column in report.columns)
    yield from (line.cells for line in report.lines)
    yield ()
    yield from report.definitions
    yield from ((note,) for note in report.notes)


def by_class(found: ByClass, filters: Filters, *, stamp: Stamp, now: datetime) -> Report:
    """A row for each class, and one for all of them, in which a person in two classes counts once."""
    parts = parts_shown(found, filters) if filters.is_cut else whole(found)
    groups = [
        Group(line.title, shown.started, shown.completed)
        for line, shown in zip(found.lines, parts, strict=False)
        if shown.started and shown.completed is not None and line.ends_on < now.date()
    ]
    return Report(
        name="classes",
        title=_("Completion by class"),
        stamp=stamp,
        data_date=moment(now),
        columns=(
            Column(_("Class"), Kind.WORDS),
            Column(_("Centre"), Kind.WORDS),
            Column(_("First day"), Kind.DAY),
            *_measures(),
            Column(
                _("Attendance (%)"),
                Kind.PERCENT,
                _("Minutes present ÷ minutes of the sessions that have begun, for everyone enrolled."),
            ),
        ),
        lines=tuple(_class_lines(found, parts)),
        notes=(*_notes(hides=filters.is_cut), _("A person in two classes counts in each, and once in all classes.")),
        sentences=_sentences(parts[-1], groups) if found.lines else (),
        bars=_bars(groups),
    )


def by_destination(
    found: ByDestination, filters: Filters, *, stamp: Stamp, now: datetime, in_short: bool = False
) -> Report:
    """A row for each destination and sex, and for all; ``in_short``, destinations only."""
    shown = _Places(found, filters)
    groups = shown.groups()
    return Report(
        name="destinations",
        title=_("Completion by destination") if in_short else _("Completion by destination and sex"),
        stamp=stamp,
        data_date=moment(now),
        columns=(
            Column(_("Destination"), Kind.WORDS),
            *(() if in_short else (Column(_("Sex"), Kind.WORDS),)),
            *_measures(),
        ),
        lines=tuple(shown.lines(in_short=in_short)),
        notes=_notes(hides=True),
        sentences=_sentences(shown.total(), groups) if found.people else (),
        bars=_bars(groups),
    )


class _Places:
    """People by destination and sex, hidden first, then picked by what was asked for."""

    def __init__(self, found: ByDestination, filters: Filters) -> None:
        self._names = found.names
        places = {place for place, _sex in found.people}
        self._places = [*sorted(places, key=lambda code: found.names[code]), ELSEWHERE]
        self._sexes = [str(value) for value in Learner.Sex.values]
        self._rows = [*self._places, ""] if not filters.destination else [filters.destination]
        self._columns = [*self._sexes, ""] if not filters.sex else [filters.sex]
        people = [[found.people.get((place, sex), Counts()) for sex in self._sexes] for place in self._places]
        self._at = suppressed(people, Known.GRAND) if places else lambda _row, _column: Shown()

    def shown(self, place: str, sex: str) -> Shown:
        """For no place or no sex, the total. Nobody goes to a place that is not in the table."""
        if place and place not in self._places:
            return Shown()
        row = self._places.index(place) if place else len(self._places)
        return self._at(row, self._sexes.index(sex) if sex else len(self._sexes))

    def total(self) -> Shown:
        return self.shown(self._rows[-1], self._columns[-1])

    def lines(self, *, in_short: bool) -> Iterator[Line]:
        for place in self._rows:
            for sex in self._columns[-1:] if in_short else self._columns:
                shown = self.shown(place, sex)
                if shown.enrolled != 0:
                    names = (self._place(place),) if in_short else (self._place(place), _sex(sex))
                    yield Line((*names, *_figures(shown)), is_total=not place or not (sex or in_short))

    def groups(self) -> list[Group]:
        named = [
            (f"{self._place(place)}, {_sex(sex)}", self.shown(place, sex))
            for place in self._rows
            for sex in self._columns
            if place and sex
        ]
        return [
            Group(name, shown.started, shown.completed)
            for name, shown in named
            if shown.started and shown.completed is not None
        ]

    def _place(self, code: str) -> str:
        if code == ELSEWHERE:
            return _("Another destination")
        return words(self._names[code]) if code else _("All destinations")


def _sex(value: str) -> str:
    return str(Learner.Sex(value).label) if value else _("All")


def _class_lines(found: ByClass, parts: list[Shown]) -> Iterator[Line]:
    for line, shown in zip(found.lines, parts, strict=False):
        attendance = _attendance([line], hidden=shown.enrolled is None)
        names = (words(line.title), words(line.centre), line.starts_on)
        yield Line((*names, *_figures(shown), attendance), code=line.code)
    if found.lines:
        attendance = _attendance(found.lines, hidden=any(shown.enrolled is None for shown in parts))
        yield Line((_("All classes"), "", "", *_figures(parts[-1]), attendance), is_total=True)


def _attendance(lines: Iterable[ClassLine], *, hidden: bool) -> Value:
    """Only of people whose number is shown: a share of the others would tell of them."""
    if hidden:
        return _hidden()
    held = [line.minutes for line in lines]
    return _percent(sum(minutes.present for minutes in held), sum(minutes.planned for minutes in held))


def _figures(shown: Shown) -> tuple[Value, ...]:
    """In the order of the columns."""
    rate = _percent(shown.completed, shown.started)
    counts = (shown.enrolled, shown.started, shown.completed, shown.certified)
    enrolled, started, completed, certified = (_hidden() if count is None else count for count in counts)
    return (enrolled, started, completed, rate, certified)


def _percent(part: int | None, whole: int | None) -> Value:
    """Cut to whole ones, so that 100 means all."""
    if part is None or whole is None:
        return _hidden()
    return part * 100 // whole if whole else "–"


def _hidden() -> str:
    return _("hidden")


def _measures() -> tuple[Column, ...]:
    return (
        Column(_("Enrolled"), Kind.COUNT, _("Different people with a place in a class, without those who withdrew.")),
        Column(_("Started"), Kind.COUNT, _("Of them, those who have begun the course of the class.")),
        Column(_("Completed"), Kind.COUNT, _("Of them, those who have done all that the course asks for.")),
        Column(_("Completion rate (%)"), Kind.PERCENT, _("Completed ÷ started, cut to whole per cent.")),
        Column(_("Certificates"), Kind.COUNT, _("Of those who completed, people who hold a certificate that stands.")),
    )


def _notes(*, hides: bool) -> tuple[str, ...]:
    withdrawn = _("People who withdrew from a class are not counted.")
    if not hides:
        return (withdrawn,)
    smallest = amount(settings.SMALLEST_CELL)
    hidden = _(
        "“%(hidden)s” stands where fewer than %(smallest)s people are counted, and where a number would let one work "
        "such a count out."
    )
    return (withdrawn, hidden % {"hidden": _hidden(), "smallest": smallest})


def _sentences(total: Shown, groups: Sequence[Group]) -> tuple[str, ...]:
    """The answer first: how many have completed, and who is furthest behind."""
    if total.enrolled is None or total.completed is None:
        few = _(
            "How many have completed is not shown here: it would tell of a group of fewer than %(smallest)s people."
        )
        return (few % {"smallest": amount(settings.SMALLEST_CELL)},)
    answer = ngettext(
        "%(completed)s of %(enrolled)s person has completed the course.",
        "%(completed)s of %(enrolled)s people have completed the course.",
        total.enrolled,
    ) % {"completed": amount(total.completed), "enrolled": amount(total.enrolled)}
    last = furthest_behind(groups)
    if last is None:
        return (answer,)
    behind = _("Furthest behind: %(group)s, with %(completed)s of %(started)s who started.") % {
        "group": last.name,
        "completed": amount(last.completed),
        "started": amount(last.started),
    }
    return (answer, behind)


def _bars(groups: Iterable[Group]) -> tuple[Bar, ...]:
    """The lowest rates first, for they are looked for."""
    lowest = sorted(groups, key=lambda group: (group.completed / group.started, group.name))
    return tuple(Bar(group.name, group.rate) for group in lowest[:MOST_BARS])
