"""Says in words what columns are called, what is wrong with a cell and what to do, and why a file is not taken."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from assessments.formats.drafts import Unreadable
from learning.rosters_files import MOST_BYTES, MOST_ROWS
from learning.rosters_headings import Column, plain
from learning.rosters_rows import Fault

COLUMNS = {
    Column.NAME: _("Name"),
    Column.GIVEN: _("First name"),
    Column.FAMILY: _("Family name"),
    Column.NAME_OWN: _("Name in own script"),
    Column.BIRTH: _("Year of birth"),
    Column.SEX: _("Sex"),
    Column.ORIGIN: _("Country of origin"),
    Column.DESTINATION: _("Destination"),
    Column.OCCUPATION: _("Work"),
    Column.LANGUAGE: _("Language"),
    Column.PHONE: _("Phone"),
    Column.DEPARTS: _("Day of departure"),
}

_FAULTS = {
    Fault.NO_NAME: _("There is no name. Write one; one word is enough."),
    Fault.TOO_LONG: _("The name is too long. Write it in less than 200 signs."),
    Fault.NOT_YEAR: _("Write the year as four digits of the common calendar, such as 1998, or leave it empty."),
    Fault.UNKNOWN: _("We do not know this word. Write one of those in the empty list, or leave it empty."),
    Fault.NOT_OF_CLASS: _("This class does not prepare for this country. Choose one of the destinations of the class."),
    Fault.MISSING: _("The list does not say it, and nothing was chosen for rows that do not. Write it."),
    Fault.NOT_PHONE: _("This is not a phone number. Write digits, or leave it empty."),
    Fault.NOT_DAY: _("Write the day as year-month-day, such as 2027-03-31, or leave it empty."),
}

FILES = {
    Unreadable.NOT_TEXT: _("We cannot read this file. Save it as XLSX, or as CSV in UTF-8, and send it again."),
    Unreadable.TOO_LARGE: _("This file is too large. Up to %(size)s MB are taken at once; split it.")
    % {"size": MOST_BYTES // (1024 * 1024)},
    Unreadable.TOO_MANY: _("This list has too many rows. Up to %(rows)s are taken at once; split it.")
    % {"rows": MOST_ROWS},
    Unreadable.EMPTY: _("There is nobody in this list."),
    Unreadable.UNSAFE: _("This file asks its reader to fetch or repeat other things. We do not open such files."),
    Unreadable.NOT_A_WORKBOOK: _("This is not an XLSX workbook, or it is damaged. Save it again as .xlsx or .csv."),
}


def headings() -> dict[str, Column]:
    """What we call the columns ourselves, in every language: so our own lists are read again."""
    found: dict[str, Column] = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {plain(str(label)): column for column, label in COLUMNS.items()}
    return found


def told(column: str, fault: str, what: str) -> tuple[str, str, str]:
    """The column, the words of the cell, and what to do."""
    return str(COLUMNS[Column(column)]), what, str(_FAULTS[Fault(fault)])


def told_of_file(reason: str) -> str:
    return str(FILES.get(Unreadable(reason), FILES[Unreadable.NOT_TEXT]))
