"""The words for reasons: why a training is due, and what is wrong with a list. Decides nothing."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from assessments.formats.drafts import Unreadable, UnreadableFile
from core.templatetags.baon import amount, day
from duties.due import Why
from duties.queries.cases import Case
from duties.queries.lists import Effect
from duties.staff_rows import Fault, RowFault

_FIRST_TIME = frozenset({Why.POSTING, Why.CHANGE_OF_POST, Why.HIRE})


def reason(case: Case) -> str:
    """Why it is due on that day, as she is told it."""
    rule, starts = case.requirement, case.posting.starts_on if case.posting else None
    why = case.standing.why
    if why in _FIRST_TIME and case.standing.due_on == rule.active_from:
        return _("Nobody must have done it before this day.")
    if why in {Why.POSTING, Why.CHANGE_OF_POST} and starts:
        said = {
            Why.POSTING: _("You begin at %(post)s on %(day)s. It is due %(count)s days before."),
            Why.CHANGE_OF_POST: _("You change to %(post)s on %(day)s. It is due again %(count)s days before."),
        }[why]
        return said % {
            "post": case.posting.post if case.posting else "",
            "day": day(starts),
            "count": amount(rule.days),
        }
    if why is Why.HIRE:
        return _("It is due %(count)s days after you were hired.") % {"count": amount(rule.days)}
    if why is Why.MONTHS:
        return _("What you did on %(day)s is good for %(count)s months.") % {
            "day": day(case.standing.done_on), "count": amount(rule.months),
        }  # fmt: skip
    if why is Why.NEW_EDITION:
        return _("A new edition has come out since you did it.")
    return _("It is due on a day that is the same for everyone.") if why else ""


FAULTS = {
    Fault.MISSING: _lazy("“%(what)s” is empty."),
    Fault.TOO_LONG: _lazy("“%(what)s” is too long."),
    Fault.NOT_EMAIL: _lazy("“%(what)s” is not an e-mail address."),
    Fault.NOT_DAY: _lazy("“%(what)s” is not a day. Write it as 2027-03-31."),
    Fault.NOT_ZONE: _lazy("“%(what)s” is not a time zone. Write it as Asia/Amman."),
    Fault.NOT_YES_OR_NO: _lazy("“%(what)s” is neither yes nor no."),
    Fault.UNKNOWN_POST: _lazy("No post of yours has the code “%(what)s”."),
    Fault.UNKNOWN_ROLE: _lazy("There is no role “%(what)s”. The template lists the roles."),
    Fault.UNKNOWN_SUPERVISOR: _lazy("The supervisor’s number “%(what)s” is neither in the list nor known here."),
    Fault.OWN_SUPERVISOR: _lazy("Nobody supervises herself."),
    Fault.ENDS_BEFORE: _lazy("The posting ends before it begins."),
    Fault.HALF_POSTING: _lazy("A posting needs its post, its role and the day it begins."),
    Fault.OTHER_PERSON: _lazy("The same number stands in row %(what)s with other words about the person."),
    Fault.EMAIL_TAKEN: _lazy("“%(what)s” is the address of somebody else."),
    Fault.EMAIL_CHANGED: _lazy("This person signs in as “%(what)s”. An administrator can change that, a list cannot."),
    Fault.NO_SUCH_POSTING: _lazy("There is no posting to call off at this post from this day."),
    Fault.SAME_DAY: _lazy("Two postings of this person begin on %(what)s."),
}


def fault(found: RowFault) -> str:
    """What is wrong with a row, in words."""
    return str(FAULTS[found.fault]) % {"what": found.what}


UNREADABLE = {
    Unreadable.TOO_LARGE: _lazy("This file is too large. Split it."),
    Unreadable.UNSAFE: _lazy("This file asks its reader to fetch or repeat other things. We do not open such files."),
    Unreadable.NOT_A_WORKBOOK: _lazy("This is not an XLSX workbook, or it is damaged. Save it again as .xlsx."),
}


def unreadable(error: UnreadableFile) -> str:
    """Why nothing of a file could be read."""
    return str(UNREADABLE.get(error.reason, _("This file is not a table that we can read. Save it as CSV in UTF-8.")))


ASKED_BEFORE = _lazy("Something you had elsewhere is waiting for an answer already. Wait for it first.")
DECIDED_BEFORE = _lazy("Somebody else has decided this meanwhile.")

EFFECTS = {
    Effect.NEW_PERSON: _lazy("New people"),
    Effect.POSTED: _lazy("New or changed postings"),
    Effect.CALLED_OFF: _lazy("Postings called off"),
    Effect.CHANGED: _lazy("Changed files"),
    Effect.NOTHING: _lazy("No change"),
}
