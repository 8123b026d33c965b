"""Finds people of a class by their name or code, and by how they stand. Reads nothing: the roster and the glance are
handed in."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from learning.queries.classes import RosterRow
from learning.queries.glance import Person


class Show(TextChoices):
    """Whom to show."""

    EVERYBODY = "", _("Everybody")
    STUCK = "stuck", _("Who is stuck")
    LEAVING = "leaving", _("Who leaves within 7 days and is not ready")
    NO_DAY = "no_day", _("Whose day of departure is not known")
    NOT_BEGUN = "not_begun", _("Who has not begun")
    FINISHED = "finished", _("Who has finished")
    LOCKED = "locked", _("Whose sign-in is locked")


_RULES: dict[str, Callable[[RosterRow, Person], bool]] = {
    Show.STUCK: lambda row, seen: bool(seen.snags),
    Show.LEAVING: lambda row, seen: seen.clock.presses,
    Show.NO_DAY: lambda row, seen: seen.enrolment.learner.departs_on is None,
    Show.NOT_BEGUN: lambda row, seen: not row.begun,
    Show.FINISHED: lambda row, seen: row.finished,
    Show.LOCKED: lambda row, seen: row.enrolment.learner.user.is_locked,
}


def found(
    rows: Collection[RosterRow], seen: Collection[Person], *, words: str = "", show: str = "", at: str = ""
) -> list[tuple[RosterRow, Person]]:
    """The people whose name or code has all these words, who stand as asked, and who go on at this place."""
    by_enrolment = {each.enrolment.pk: each for each in seen}
    rule = _RULES.get(show)
    wanted = words.casefold().split()
    pairs = ((row, by_enrolment[row.enrolment.pk]) for row in rows if row.enrolment.pk in by_enrolment)
    return [
        (row, person)
        for row, person in pairs
        if (not at or person.place.key == at)
        and (rule is None or rule(row, person))
        and (not wanted or _is_called(row, wanted))
    ]


def _is_called(row: RosterRow, wanted: Collection[str]) -> bool:
    user = row.enrolment.learner.user
    called = f"{user.name} {user.name_own} {user.username}".casefold()
    return all(word in called or word.replace("-", "") in called for word in wanted)
