"""Writes the digest as a message: plain text, a neutral subject, the days as calendar files. Sends nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from duties.calendar import CONTENT_TYPE, Entry, Method, calendar_file
from duties.models import Assignment
from duties.queries.cases import Case
from duties.queries.dossiers import Dossier
from duties.queries.mine import titles
from duties.wording import reason

Told = tuple[tuple[Assignment, Case], ...]


@dataclass(frozen=True)
class Letter:
    """``hers`` are lines about her own training, ``of_others`` about people she supervises, ``called_off`` what is no
    more asked of her."""

    digest: int
    recipient: Dossier
    hers: Told
    of_others: Told
    called_off: tuple[Assignment, ...]


def message(letter: Letter) -> EmailMessage:
    """The message, in her language. Its number follows from the digest, so that one sent twice can be known."""
    user = letter.recipient.staff.user
    with translation.override(user.language):
        made = EmailMessage(
            subject=_("Baon: days to remember"),
            body=_text(letter),
            to=[user.email],
            headers={"Message-ID": f"<digest-{letter.digest}@{_host()}>", "Auto-Submitted": "auto-generated"},
        )
        coming = [entry(one, day=case.standing.due_on) for one, case in letter.hers if case.standing.due_on]
        gone = [entry(one, day=one.due_on) for one in letter.called_off if one.due_on]
    for name, entries, method in (("days.ics", coming, Method.PUBLISH), ("called-off.ics", gone, Method.CANCEL)):
        if entries:
            made.attach(name, to_file(entries, method).decode(), f"{CONTENT_TYPE}; method={method}")
    return made


def _text(letter: Letter) -> str:
    named = titles(letter.recipient.staff.user.language)
    context = {
        "name": letter.recipient.staff.user.get_short_name(),
        "hers": [_line(case, named) for _assignment, case in letter.hers],
        "of_others": [_line(case, named) for _assignment, case in letter.of_others],
        "called_off": [named.get(one.requirement.course, "") for one in letter.called_off],
        "site": settings.PUBLIC_URL,
    }
    return "\n".join(line.rstrip() for line in render_to_string("duties/digest.txt", context).splitlines()) + "\n"


def _line(case: Case, named: dict[uuid.UUID, str]) -> dict[str, object]:
    return {
        "title": named.get(case.requirement.course, ""),
        "due_on": case.standing.due_on,
        "late": case.standing.due_on is not None and case.standing.due_on < case.dossier.today,
        "why": reason(case),
        "who": str(case.dossier.staff.user),
    }


def entry(assignment: Assignment, *, day: date) -> Entry:
    """The last day as an entry of a calendar. It says nothing of what the training is about: phones show it to all."""
    return Entry(
        uid=f"{assignment.pk}@{_host()}",
        sequence=assignment.sequence,
        day=day,
        summary=_("Last day for your course"),
        changed_at=assignment.changed_at,
        description=_("See your page for what it is and why."),
        url=f"{settings.PUBLIC_URL}/duty/",
    )


def to_file(entries: Iterable[Entry], method: Method) -> bytes:
    return calendar_file(entries, method=method, organizer=parseaddr(settings.DEFAULT_FROM_EMAIL)[1])


def _host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
