"""Makes the one table of questions that screen, CSV and XLSX are written from. Queries nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.statistics.queries import Item
from assessments.statistics.wording import REASONS
from core.sheets import Value, words
from core.templatetags.baon import amount, moment


@dataclass(frozen=True)
class Column:
    """A column: how its cells read, and by what they are put in order. ``order`` is none where nothing is told."""

    name: str
    title: Promise
    definition: Promise | str
    cell: Callable[[Item], Value]
    order: Callable[[Item], float | str | None]
    is_figure: bool = True


@dataclass(frozen=True)
class Cell:
    column: Column
    value: Value

    @property
    def text(self) -> str:
        return in_figures(self.value)


@dataclass(frozen=True)
class Line:
    """One row of the table, and the question it is about."""

    item: Item
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """All rows that fit. ``stamp`` says which filters were set."""

    title: str
    stamp: tuple[tuple[str, str], ...]
    data_date: str
    lines: Sequence[Line]
    notes: tuple[str, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        return COLUMNS

    @property
    def definitions(self) -> tuple[Column, ...]:
        return tuple(column for column in COLUMNS if column.definition)


def table(found: Iterable[Item], *, sort: str, stamp: tuple[tuple[str, str], ...], data_date: datetime | None) -> Table:
    """``sort`` is a column's name, with a hyphen before it from high to low; what is kept back stands last."""
    return Table(
        title=_("How questions fare"),
        stamp=stamp,
        data_date=moment(data_date),
        lines=tuple(
            Line(item, tuple(Cell(column, column.cell(item)) for column in COLUMNS)) for item in _sorted(found, sort)
        ),
        notes=(hidden_note(), _("Counted over submitted attempts. It tells how a question works, not a person.")),
    )


def sheet(made: Table) -> Iterator[tuple[Value, ...]]:
    """The table line by line, as files hold it."""
    yield (made.title,)
    yield from made.stamp
    yield (_("Data of"), made.data_date)
    yield ()
    yield tuple(str(column.title) for column in made.columns)
    yield from (tuple(cell.value for cell in line.cells) for line in made.lines)
    yield ()
    yield from ((str(column.title), str(column.definition)) for column in made.definitions)
    yield from ((note,) for note in made.notes)


def hidden_note() -> str:
    note = _(
        "“%(hidden)s” stands where fewer than %(smallest)s people or answers are counted, and where a number would let "
        "one work such a count out."
    )
    return note % {"hidden": hidden(), "smallest": amount(settings.SMALLEST_CELL)}


def hidden() -> str:
    return _("hidden")


def told(value: int | None) -> Value:
    return hidden() if value is None else value


def in_figures(value: Value) -> str:
    """As the reader's language writes it."""
    return amount(value) if isinstance(value, int) else str(value)


def signed(value: float | None, *, withheld: bool) -> str:
    """From −1 to 1, with a real minus: a spreadsheet takes a hyphen for a formula."""
    if withheld:
        return hidden()
    return "–" if value is None else amount(round(value, 2)).replace("-", "\N{MINUS SIGN}")


def _sorted(found: Iterable[Item], sort: str) -> list[Item]:
    backwards = sort.startswith("-")
    column = next((one for one in COLUMNS if one.name == sort.removeprefix("-")), COLUMNS[0])
    ranked = [(column.order(item), item) for item in found]
    known = [pair for pair in ranked if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=backwards)  # type: ignore[arg-type, return-value]  # one type a column
    return [item for _order, item in known] + [item for order, item in ranked if order is None]


def _unless_withheld(item: Item, value: float | None) -> float | None:
    return None if item.withheld else value


def _flag_names(item: Item) -> str:
    return "; ".join(str(REASONS[flag.reason].name) for flag in item.flags)


COLUMNS = (
    Column("key", gettext_lazy("Key"), "", lambda item: item.question.key, lambda item: item.question.key, False),
    Column(
        "stem",
        gettext_lazy("Question"),
        "",
        lambda item: words(item.question.stem),
        lambda item: item.question.stem.casefold(),
        False,
    ),
    Column(
        "topic",
        gettext_lazy("Topic"),
        "",
        lambda item: words(item.question.topic.name),
        lambda item: item.question.topic.name.casefold(),
        False,
    ),
    Column(
        "must_know",
        gettext_lazy("Must know"),
        "",
        lambda item: _("yes") if item.figures.must_know else "",
        lambda item: not item.figures.must_know,
        False,
    ),
    Column(
        "answers",
        gettext_lazy("Answers"),
        gettext_lazy(
            "In submitted attempts, left open or not. Who takes the quiz again is counted again; what is only asked "
            "again after a miss is not."
        ),
        lambda item: told(None if item.withheld else item.figures.answers),
        lambda item: _unless_withheld(item, item.figures.answers),
    ),
    Column(
        "facility",
        gettext_lazy("Facility (%)"),
        gettext_lazy("How much of the question was right on average. Low is hard, high is easy."),
        lambda item: told(item.facility),
        lambda item: item.facility,
    ),
    Column(
        "discrimination",
        gettext_lazy("Discrimination"),
        gettext_lazy(
            "How doing well here goes along with doing well in the rest of the attempt: correlation from −1 to 1, this "
            "question taken out. About 0.3 is good; a dash stands where all did alike."
        ),
        lambda item: signed(item.figures.discrimination, withheld=item.withheld),
        lambda item: _unless_withheld(item, item.figures.discrimination),
    ),
    Column(
        "ends",
        gettext_lazy("Best less last"),
        gettext_lazy(
            "Facility of the 27 per cent who did best in the rest, less that of the 27 per cent who did worst, as a "
            "share from −1 to 1."
        ),
        lambda item: signed(item.figures.ends, withheld=item.withheld),
        lambda item: _unless_withheld(item, item.figures.ends),
    ),
    Column(
        "mastered",
        gettext_lazy("Wholly right (%)"),
        gettext_lazy("Answers that were right in every part. Of a must-know question this is its mastery."),
        lambda item: told(item.mastered),
        lambda item: item.mastered,
    ),
    Column(
        "unsure",
        gettext_lazy("Not sure (%)"),
        gettext_lazy("“I'm not sure”, or left open."),
        lambda item: told(item.unsure),
        lambda item: item.unsure,
    ),
    Column(
        "flags",
        gettext_lazy("Look at"),
        gettext_lazy("What is odd about the question. Its own page says what can be done."),
        _flag_names,
        lambda item: -len(item.flags),
        False,
    ),
)
