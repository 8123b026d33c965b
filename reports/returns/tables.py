"""Makes the tables of a class that are handed in: the list filed before it, and the return of one session. Of people
by name, for who may see the class; nothing in them is suppressed."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.utils.translation import gettext as _

from core.templatetags.baon import amount, moment
from learning import filed_wording
from learning.models import Attendance, ClassSession, FiledList
from learning.queries import RollLine
from reports.tables import Column, Kind, Line, Report, Stamp

NOT_YET, NO_MARK = "not_yet", "no_mark"


def filed_list(filed: FiledList) -> Report:
    """A filed list as it was, with who was to teach among what is said above it."""
    sheet = filed_wording.sheet(filed)
    trainers = tuple((_("Instructor"), ", ".join(filter(None, pair))) for pair in sheet.trainers)
    number, *others = sheet.columns
    return Report(
        name="class-list",
        title=_("Class list"),
        stamp=(*sheet.head, *trainers, (_("Filed by"), filed.filed_by.get_full_name())),
        data_date=moment(filed.filed_at),
        columns=(Column(number, Kind.COUNT), *(Column(name, Kind.WORDS) for name in others)),
        lines=tuple(Line(person) for person in sheet.people),
        notes=(_("The list stays as it was filed. What has changed since is not in it."),),
    )


def class_return(session: ClassSession, lines: list[RollLine], *, now: datetime) -> Report:
    """Who was there in one session, and whether the roll call is signed."""
    return Report(
        name="class-return",
        title=_("Class return"),
        stamp=(*_session(session), *_counts(lines)),
        data_date=moment(now),
        columns=(
            Column(_("Name"), Kind.WORDS),
            Column(_("Name in own script"), Kind.WORDS),
            Column(_("Learner code"), Kind.WORDS),
            Column(_("State"), Kind.WORDS, _("Who joined after the session was not yet enrolled, and not absent.")),
            Column(_("Minutes here"), Kind.COUNT, _("Of the minutes of this session.")),
            Column(_("ID seen"), Kind.WORDS, _("That an ID was looked at. Nothing of it is kept.")),
        ),
        lines=tuple(_line(line) for line in lines),
        notes=() if session.closed_at else (_("Nobody has signed this roll call yet. It can still change."),),
    )


def _session(session: ClassSession) -> Stamp:
    cohort = session.cohort
    signed = (
        _("%(name)s, %(moment)s") % {"name": session.closed_by.get_full_name(), "moment": moment(session.closed_at)}
        if session.closed_by
        else _("nobody yet")
    )
    said = [
        (_("Class"), f"{cohort.title} · {cohort.code}"),
        (_("Training centre"), cohort.centre.name),
        (_("Session"), moment(session.starts_at)),
        (_("Minutes"), amount(session.minutes)),
        (_("What it is about"), session.topic),
        (_("Signed by"), signed),
    ]
    return tuple((name, value) for name, value in said if value)


def _counts(lines: list[RollLine]) -> Stamp:
    counted = Counter(_state(line) for line in lines)
    return (
        (_("People"), amount(len(lines))),
        *((word, amount(counted[state])) for state, word in _words().items() if counted[state]),
    )


def _words() -> dict[str, str]:
    return {
        **{value: str(label) for value, label in Attendance.State.choices},
        NOT_YET: _("Not yet enrolled then"),
        NO_MARK: _("No mark"),
    }


def _state(line: RollLine) -> str:
    if line.mark:
        return str(line.mark.state)
    return NOT_YET if line.joined_later else NO_MARK


def _line(line: RollLine) -> Line:
    user, mark = line.enrolment.learner.user, line.mark
    seen = _("yes") if mark and mark.id_seen else ""
    return Line((user.name, user.name_own, user.username, _words()[_state(line)], mark.minutes if mark else 0, seen))
