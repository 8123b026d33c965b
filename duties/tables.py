"""Compliance as one table: the same columns and cells on the screen and in the files. Reads nothing itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from core.sheets import Row, Value, words
from core.templatetags.baon import day
from duties.models import PostingRole
from duties.models.assignments import Status
from duties.queries import Compliance, Line, PostFigures


@dataclass(frozen=True)
class Table:
    """``numbers`` tells which columns are counts."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Report:
    sentences: tuple[str, ...]
    stamp: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    definitions: tuple[tuple[str, str], ...]


def report(found: Compliance, *, stamp: tuple[tuple[str, str], ...], now: datetime) -> Report:
    """What the page shows and the files hold."""
    dated = (*stamp, (_("Data of"), day(timezone.localdate(now))))
    return Report(_sentences(found), dated, (_posts(found), _people(found)), _definitions())


def sheet(shown: Report) -> Iterator[Row]:
    """The report as rows of a file, with the filters and the day of the data on top."""
    for name, value in shown.stamp:
        yield (words(name), words(value))
    for table in shown.tables:
        yield ()
        yield (table.title,)
        yield table.columns
        yield from ([words(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows)
    yield ()
    yield from shown.definitions


def _sentences(found: Compliance) -> tuple[str, ...]:
    total = found.total
    if not total.people:
        return ()
    said = [_("%(ready)s of %(people)s people have the training they must have.") % _counts(total)]
    if total.late:
        said.append(_("Overdue: %(late)s.") % _counts(total))
    if leaving := {line.staff.pk for line in found.leaving}:
        said.append(_("Leaving within 60 days and not ready: %(count)s.") % {"count": len(leaving)})
    return tuple(said)


def _counts(figures: PostFigures) -> dict[str, int]:
    return {"ready": figures.ready, "people": figures.people, "late": figures.late}


def _posts(found: Compliance) -> Table:
    columns = (_("Post"), _("People"), _("Ready"), _("Trained before the posting"), _("Overdue"))
    rows = tuple((each.name or _("No post"), each.people, each.ready, each.in_time, each.late) for each in found.posts)
    total = found.total
    whole = ((_("All"), total.people, total.ready, total.in_time, total.late),) if len(rows) > 1 else ()
    return Table(_("By post"), columns, (*rows, *whole), frozenset({1, 2, 3, 4}))


def _people(found: Compliance) -> Table:
    columns = (
        _("Name"), _("Staff number"), _("Post"), _("Role"), _("Posting begins"), _("Training"), _("State"),
        _("Last day"), _("Done on"), _("Good until"),
    )  # fmt: skip
    return Table(_("By person"), columns, tuple(map(_person, found.lines)))


def _person(line: Line) -> tuple[Value, ...]:
    posting, stands = line.posting, line.standing
    return (
        str(line.staff.user),
        line.staff.number,
        posting.post.name if posting else "",
        str(PostingRole(posting.role).label) if posting else "",
        _or_empty(posting.starts_on if posting else None),
        line.title,
        str(Status(stands.status.value).label),
        _or_empty(stands.due_on),
        _or_empty(stands.done_on),
        _or_empty(stands.until),
    )


def _or_empty(value: date | None) -> Value:
    return value or ""


def _definitions() -> tuple[tuple[str, str], ...]:
    return (
        (_("People"), _("Members of staff on whom at least one required training falls, each counted once.")),
        (
            _("Ready"),
            _("Done, renewed or exempt in all that is required now, also where it must be renewed soon."),
        ),
        (_("Trained before the posting"), _("Had done all of it by the day the posting begins.")),
        (_("Overdue"), _("The last day has passed, or what they did has run out.")),
    )
