"""Reads the records of review for its pages. The number of queries does not grow with what is listed."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, QuerySet, When
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from accounts.models import User
from review import rulebook, sources
from review.checklist import QUESTIONS, Answer, Kind
from review.forms import HistoryForm
from review.judging import GRAVITY
from review.records import Dismissal, Found, SignOff
from review.sources import Place
from review.terms import Rule

SOON = timedelta(days=60)
ENOUGH_USES = 50
_SAME_PASSAGE = {name: OuterRef(name) for name in ("model", "key", "language", "rule", "mark")}
_SAME_KIND = {name: OuterRef(name) for name in ("model", "key", "language", "kind")}


@dataclass(frozen=True)
class Placed:
    """A row, and where its object is found. ``place`` is empty when the object is gone."""

    row: Any
    place: Place | None

    @property
    def rule(self) -> Rule | None:
        return rule_of(self.row.language, self.row.rule)


def rule_of(language: str, number: str) -> Rule | None:
    book = rulebook.book(language)
    try:
        return book.rule(number) if book else None
    except KeyError:
        return None


def placed(rows: Iterable[Any]) -> list[Placed]:
    """Rows with their places. A query or two for each room that answers."""
    listed = list(rows)
    found = sources.places({row.subject for row in listed})
    return [Placed(row, found.get(row.subject)) for row in listed]


def published_findings(*, language: str, level: str) -> QuerySet[Found]:
    """What the rules find in words that went live and that nobody has dismissed, the gravest first."""
    found = Found.objects.filter(~Exists(Dismissal.objects.filter(**_SAME_PASSAGE)), live=True)
    if language:
        found = found.filter(language=language)
    if level:
        found = found.filter(level=level)
    gravity = Case(*(When(level=level.value, then=order) for order, level in enumerate(GRAVITY)))
    return found.order_by(gravity, "rule", "model", "key", "pk")


def waiting(user: User) -> list[TaskState]:
    """Steps of the workflow that wait for this person's groups, the oldest first."""
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__reviewstep__groups__in=user.groups.all()
    )
    return list(
        states.select_related("task", "workflow_state__requested_by", "revision")
        .prefetch_related("revision__content_object")
        .order_by("started_at")
        .distinct()
    )


def blocked() -> list[SignOff]:
    """Blocks that still stand, each the newest of its kind."""
    newer = SignOff.objects.filter(at__gt=OuterRef("at"), **_SAME_KIND)
    return list(SignOff.objects.filter(~Exists(newer), blocked=True).select_related("reviewer"))


def expiring(*, today: date, language: str) -> QuerySet[SignOff]:
    """Sign-offs that end within two months or have ended, and that no newer one of their kind replaces."""
    newer = SignOff.objects.filter(at__gt=OuterRef("at"), **_SAME_KIND)
    rows = SignOff.objects.filter(~Exists(newer), blocked=False, expires_on__lte=today + SOON)
    if language:
        rows = rows.filter(language=language)
    return rows.select_related("reviewer").order_by("expires_on", "pk")


@dataclass(frozen=True)
class RuleFare:
    """How a rule of one language does: how many passages it met, and in how many somebody said it does not hold."""

    language: str
    number: str
    uses: int
    dismissed: int

    @property
    def needs_repair(self) -> bool:
        return self.uses >= ENOUGH_USES and self.dismissed * 2 > self.uses

    @property
    def rule(self) -> Rule | None:
        return rule_of(self.language, self.number)

    @property
    def per_cent(self) -> int:
        return self.dismissed * 100 // self.uses if self.uses else 0


def rule_fares(*, language: str) -> list[RuleFare]:
    """Every rule that was ever dismissed, those that need repair first. Two queries."""
    narrowed = {"language": language} if language else {}
    uses = _by_rule(Found.objects.filter(**narrowed))
    dismissed = _by_rule(Dismissal.objects.filter(**narrowed))
    fares = [RuleFare(*place, uses.get(place, 0), count) for place, count in dismissed.items()]
    return sorted(fares, key=lambda fare: (not fare.needs_repair, -fare.dismissed, fare.language, fare.number))


def _by_rule(rows: QuerySet[Any]) -> dict[tuple[str, str], int]:
    counted = rows.order_by().values_list("language", "rule").annotate(Count("pk"))
    return {(language, rule): count for language, rule, count in counted}


@dataclass(frozen=True)
class Entry:
    """One line of the history: who signed, blocked or dismissed what, and in which words."""

    at: datetime
    what: str
    row: Any
    by: str
    details: str
    good_until: date | None = None


def history(*, keys: Iterable[UUID] | None = None, language: str = "", what: str = "", by: str = "") -> list[Entry]:
    """Sign-offs, blocks and dismissals, the newest first. Two queries."""
    narrowed: dict[str, Any] = {"language": language} if language else {}
    if keys is not None:
        narrowed["key__in"] = list(keys)
    signed: QuerySet[SignOff] = SignOff.objects.filter(**narrowed).select_related("reviewer")
    dismissed: QuerySet[Dismissal] = Dismissal.objects.filter(**narrowed).select_related("by")
    if by:
        signed, dismissed = signed.filter(reviewer__name__icontains=by), dismissed.filter(by__name__icontains=by)
    if what == HistoryForm.DISMISSED:
        signed = signed.none()
    elif what:
        signed, dismissed = signed.filter(kind=what), dismissed.none()
    merged = heapq.merge(map(_signed, signed), map(_dismissed, dismissed), key=lambda entry: entry.at, reverse=True)
    return list(merged)


def _signed(row: SignOff) -> Entry:
    kind = row.get_kind_display()
    what = _("%(kind)s: blocked") % {"kind": kind} if row.blocked else _("%(kind)s: signed") % {"kind": kind}
    return Entry(row.at, what, row, str(row.reviewer), " · ".join(_told(row)), None if row.blocked else row.expires_on)


def _told(row: SignOff) -> Iterator[str]:
    if row.comment:
        yield row.comment
    for name, answer in row.answers.items():
        if answer == Answer.CONCERN and name in QUESTIONS:
            yield _("Concern: %(question)s") % {"question": QUESTIONS[name]}
    if row.expired_because:
        yield _("Ended because: %(reason)s") % {"reason": row.expired_because}


def _dismissed(row: Dismissal) -> Entry:
    details = _("Rule %(rule)s, “%(words)s”: %(reason)s") % {
        "rule": row.rule, "words": row.words, "reason": row.reason,
    }  # fmt: skip
    return Entry(row.at, _("Finding dismissed"), row, str(row.by), details)


def sheet(entries: Sequence[Entry], *, stamp: str) -> Iterator[tuple[str | date, ...]]:
    """The history as rows of a file. Titles cost a query or two for each room."""
    yield (_("Review history"),)
    yield (stamp,)
    yield ()
    yield (_("When"), _("What"), _("Text"), _("Language"), _("By whom"), _("In words"), _("Good until"))
    for entry, place in zip(entries, placed(entry.row for entry in entries), strict=True):
        title = place.place.title if place.place else getattr(entry.row, "title", "")
        until = entry.good_until or ""
        yield (
            entry.at.strftime("%Y-%m-%d %H:%M"),
            entry.what,
            title,
            entry.row.language,
            entry.by,
            entry.details,
            until,
        )


def signatures(rows: Iterable[SignOff], *, today: date) -> dict[str, tuple[SignOff, bool]]:
    """Of each kind the newest, and whether it stands. ``rows`` are of one text, the newest first."""
    newest: dict[str, tuple[SignOff, bool]] = {}
    for row in rows:
        newest.setdefault(Kind(row.kind), (row, not row.blocked and row.expires_on > today))
    return newest
