"""Says in the reader's words what a filed list holds in codes, for the page, for paper and for files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.templatetags.baon import amount, day, language_name
from courses.models import Destination, Origin
from learning.models import Cohort, Enrolment, FiledList, Learner
from learning.validity import Standing, Validity


@dataclass(frozen=True)
class Sheet:
    """``head`` are names and what is said under them; each person has as many cells as there are ``columns``."""

    head: tuple[tuple[str, str], ...]
    trainers: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    people: tuple[tuple[str | int, ...], ...]


def told(found: Validity) -> str:
    """What a permission comes to, in a few words."""
    words = {
        Standing.HOLDS: _("until %(day)s"),
        Standing.ENDS_SOON: _("ends on %(day)s"),
        Standing.ENDED: _("ended on %(day)s"),
        Standing.WITHDRAWN: _("withdrawn, last day %(day)s"),
        Standing.LATER: _("only from %(day)s"),
        Standing.NONE: _("none is entered"),
    }
    return words[found.standing] % {"day": day(found.day)} if found.day else words[found.standing]


def sheet(filed: FiledList) -> Sheet:
    """Three queries."""
    places = {
        "origin": dict(Origin.objects.values_list("code", "name")),
        "destination": dict(Destination.objects.values_list("code", "name")),
    }
    people = tuple(
        (one.number, *(_cell(name, one.said.get(name), places) for name in _COLUMNS)) for one in filed.people.all()
    )
    return Sheet(
        head=tuple(_head(filed.head, places["destination"])),
        trainers=tuple((one["name"], _permission(one["certificate"])) for one in filed.trainers),
        columns=(_("Number"), *(str(label()) for label in _COLUMNS.values())),
        people=people,
    )


# What stands in a list of people, and how it is called.
_COLUMNS = {
    "name": lambda: _("Name"),
    "name_own": lambda: _("Name in own script"),
    "code": lambda: _("Learner code"),
    "birth_year": lambda: _("Year of birth"),
    "sex": lambda: _("Sex"),
    "origin": lambda: _("Country of origin"),
    "destination": lambda: _("Destination"),
    "occupation": lambda: _("Work"),
    "language": lambda: _("Language"),
    "season": lambda: _("Season"),
}
_CHOICES = {
    "sex": dict(Learner.Sex.choices),
    "occupation": dict(Learner.Occupation.choices),
    "season": dict(Enrolment.Season.choices),
}


def _cell(name: str, value: Any, places: dict[str, dict[str, str]]) -> str | int:
    if value is None:
        return ""
    if name in _CHOICES:
        return str(_CHOICES[name].get(value, value))
    if name in places:
        return str(places[name].get(value, value))
    if name == "language":
        return language_name(value)
    return value if isinstance(value, int) else str(value)


def _permission(kept: dict[str, Any] | None) -> str:
    if kept is None:
        return ""
    found = date.fromisoformat(kept["day"]) if kept["day"] else None
    return told(Validity(Standing(kept["standing"]), found))


def _head(head: dict[str, Any], destinations: dict[str, str]) -> list[tuple[str, str]]:
    first, last = (day(date.fromisoformat(head[name])) for name in ("starts_on", "ends_on"))
    yes = [
        *([_("Women only")] if head["women_only"] else []),
        *([_("Childcare at the venue")] if head["childcare"] else []),
    ]
    said = [
        (_("Class"), head["title"]),
        (_("Course"), head["course"]),
        (_("Training centre"), head["centre"]),
        (_("Accreditation"), _permission(head["accreditation"])),
        (_("Days"), _("From %(first)s to %(last)s") % {"first": first, "last": last}),
        (_("Where it meets"), ", ".join(filter(None, [str(dict(Cohort.Mode.choices)[head["mode"]]), head["venue"]]))),
        (_("Destinations"), ", ".join(destinations.get(code, code) for code in head["destinations"])),
        (_("Languages"), ", ".join(language_name(code) for code in head["languages"])),
        (_("Places"), amount(head["places"])),
        (_("For whom"), ", ".join(yes)),
        (_("Safeguarding contact"), ", ".join(head["safeguarding"])),
    ]
    return [(name, str(value)) for name, value in said if value]
