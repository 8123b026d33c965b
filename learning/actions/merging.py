"""Makes one of two entries of one person, and two of them again. All that was hers goes along; nothing is deleted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from accounts.actions import NotATrainee, log_access, make_same, make_two
from accounts.actions.people import subject_of
from accounts.models import User
from assessments.models import Attempt, Observation
from certificates.models import Certificate
from learning.actions import tail
from learning.actions.coming_late import ATTEMPTS, give_back
from learning.actions.merging_places import end_waits, give_waits_back, join_places, part_places
from learning.models import (
    Bookmark,
    Enrolment,
    Exemption,
    FiledPerson,
    Learner,
    Merge,
    OutsideTraining,
    PlayState,
    Progress,
    Record,
    Unplaced,
    WaitingPlace,
)


class SamePerson(ValueError):
    """Both are one entry already."""


class MergedBefore(ValueError):
    """One of the two has gone into another entry; or what is to be parted has."""


class NotTwoTrainees(ValueError):
    """One of the two is of the staff: a learner code must never open such an account."""


@dataclass(frozen=True)
class _Kind:
    """Rows that go along. ``owner`` points at her, or at her account.

    Of the rows ``among`` these she has one for each value of ``alone``, or a single one where that is empty: where the
    kept entry has its own, that of the other stays behind. Without ``alone`` all go along.
    """

    model: type[Model]
    owner: str = "learner"
    alone: tuple[str, ...] | None = None
    among: Q = field(default_factory=Q)

    @property
    def name(self) -> str:
        return str(self.model._meta.label)


_NODE = ("node", "scope")
KINDS = (
    _Kind(Record),
    _Kind(Unplaced),
    _Kind(Progress, alone=_NODE),
    _Kind(Bookmark, alone=()),
    _Kind(PlayState, alone=("content", "data_id", "sub_content")),
    _Kind(Exemption, alone=_NODE, among=Q(ended_at=None)),
    _Kind(OutsideTraining, alone=_NODE, among=Q(decided_at=None)),
    _Kind(Enrolment, alone=("cohort",)),
    _Kind(WaitingPlace, alone=("cohort",)),
    _Kind(FiledPerson),
    _Kind(Attempt, owner="person", alone=("placement",), among=Q(submitted_at=None)),
    _Kind(Observation, owner="person"),
    _Kind(Certificate, owner="person", alone=("course", "destination"), among=Q(revoked_at=None)),
)
# What the kept entry takes over where it says nothing itself, each with what saying nothing is.
_BLANKS: dict[str, Any] = {"birth_year": None, "departs_on": None, "been_abroad": None, "phone": ""}
_CONSENT: dict[str, Any] = {"consented_at": None, "notice_version": ""}


@transaction.atomic
def merge(*, kept: Learner, gone: Learner, reason: str, by: User, now: datetime) -> Merge:
    """Make one of two entries: what was done under either counts, and either code opens the kept account.

    Asking twice is harmless. Raises ``SamePerson``, ``MergedBefore`` and ``NotTwoTrainees``.
    """
    if kept.pk == gone.pk:
        raise SamePerson(kept.pk)
    kept, gone = _locked(kept, gone)
    if same := Merge.objects.filter(kept=kept, gone=gone).first():
        return same
    if Merge.objects.filter(gone__in=[kept, gone]).exists():
        raise MergedBefore(gone.pk)
    try:
        make_same(gone=gone.user, kept=kept.user)
    except NotATrainee as error:
        raise NotTwoTrainees(gone.pk) from error
    moved: dict[str, Any] = {
        "filled": _fill(kept, gone),
        "raised": _raise_progress(kept, gone),
        "places": join_places(kept=kept, gone=gone, now=now),
        "rows": {kind.name: _bring(kind, kept, gone) for kind in KINDS},
    }
    moved["waits"] = end_waits(kept=kept, gone=gone, came=moved["rows"]["learning.WaitingPlace"])
    made = Merge.objects.create(kept=kept, gone=gone, reason=reason, moved=moved, merged_by=by, merged_at=now)
    _log("people_merged", made, reason, by, now)
    _follow(kept, now)
    return made


@transaction.atomic
def part(*, merge: Merge, reason: str, by: User, now: datetime) -> None:
    """Make two entries again: what came from the other goes back to it. What was completed meanwhile stays completed.

    Raises ``MergedBefore`` while the kept entry has itself gone into another.
    """
    kept, gone = _locked(merge.kept, merge.gone)
    if Merge.objects.filter(gone=kept).exists():
        raise MergedBefore(kept.pk)
    merge.refresh_from_db(fields=["moved"])  # more may have come from the other entry since
    for kind in KINDS:
        came = kind.model._default_manager.filter(pk__in=merge.moved["rows"][kind.name])
        came.filter(**{kind.owner: _owner(kind, kept)}).update(**{kind.owner: _owner(kind, gone)})
    give_back(kept=kept, gone=gone, attempts=merge.moved["rows"][ATTEMPTS])
    part_places(merge.moved["places"])
    give_waits_back(merge.moved.get("waits", []))
    _lower_progress(merge.moved["raised"])
    _empty(kept, merge.moved["filled"])
    make_two(gone=gone.user, kept=kept.user)
    _log("people_parted", merge, reason, by, now)
    merge.delete()
    for one in (kept, gone):
        _follow(one, now)


def _follow(learner: Learner, now: datetime) -> None:
    """Bring progress up to date in all the courses she is in."""
    courses = dict.fromkeys(key for place in learner.enrolments.active() for key in place.course_keys)
    if courses:
        first, *besides = courses
        tail.follow(learner=learner, node=first, besides=besides, now=now)


def _locked(kept: Learner, gone: Learner) -> tuple[Learner, Learner]:
    """Lock first, and always in one order."""
    tail.lock_all([kept.pk, gone.pk])
    found = Learner.objects.select_related("user", "origin", "destination").in_bulk([kept.pk, gone.pk])
    return found[kept.pk], found[gone.pk]


def _bring(kind: _Kind, kept: Learner, gone: Learner) -> list[Any]:
    """The keys of the rows that went along, as JSON holds them."""
    theirs = kind.model._default_manager.filter(**{kind.owner: _owner(kind, gone)})
    stay = set() if kind.alone is None else _doubled(kind, kept, gone)
    going = [pk for pk in theirs.values_list("pk", flat=True) if pk not in stay]
    theirs.filter(pk__in=going).update(**{kind.owner: _owner(kind, kept)})
    return [pk if isinstance(pk, int) else str(pk) for pk in going]


def _doubled(kind: _Kind, kept: Learner, gone: Learner) -> set[Any]:
    """Rows of which the kept entry has its own."""
    hers, theirs = (
        kind.model._default_manager.filter(kind.among, **{kind.owner: _owner(kind, one)}).values_list(
            "pk", *(kind.alone or ())
        )
        for one in (kept, gone)
    )
    there = {tuple(what) for _pk, *what in hers}
    return {pk for pk, *what in theirs if tuple(what) in there}


def _owner(kind: _Kind, learner: Learner) -> int:
    return learner.pk if kind.owner == "learner" else learner.user_id


# ── What both have is put together ───────────────────────────────────────────────────────────────


def _raise_progress(kept: Learner, gone: Learner) -> dict[str, list[list[str | None]]]:
    """What either had begun or done, since the earlier day of both."""
    hers = {(row.node, row.scope): row for row in kept.progress.all()}
    raised = {}
    for other in gone.progress.all():
        row = hers.get((other.node, other.scope))
        if row is None:
            continue
        was = _moments(row)
        row.begun_at = min(row.begun_at, other.begun_at)
        row.done_at = min((one for one in (row.done_at, other.done_at) if one), default=None)
        if _moments(row) != was:
            row.save(update_fields=["begun_at", "done_at"])
            raised[str(row.pk)] = [was, _moments(row)]
    return raised


def _lower_progress(raised: dict[str, list[list[Any]]]) -> None:
    for pk, ((was_begun, was_done), (begun, done)) in raised.items():
        rows = Progress.objects.filter(pk=pk, begun_at=begun, done_at=done)
        rows.update(begun_at=was_begun, done_at=was_done)


def _moments(row: Progress) -> list[str | None]:
    return [row.begun_at.isoformat(), row.done_at.isoformat() if row.done_at else None]


def _fill(kept: Learner, gone: Learner) -> dict[str, Any]:
    """What only the other entry said of her."""
    blanks = _BLANKS | (_CONSENT if gone.consented_at and not kept.consented_at else {})
    names = [name for name, blank in blanks.items() if getattr(kept, name) == blank != getattr(gone, name)]
    for name in names:
        setattr(kept, name, getattr(gone, name))
    kept.save(update_fields=names)
    return {name: _plain(getattr(gone, name)) for name in names}


def _empty(kept: Learner, filled: dict[str, Any]) -> None:
    """Unless it was put right since."""
    blanks = _BLANKS | _CONSENT
    for name, value in filled.items():
        Learner.objects.filter(pk=kept.pk, **{name: value}).update(**{name: blanks[name]})


def _plain(value: Any) -> Any:
    return value if isinstance(value, (int, str)) else value.isoformat()


def _log(verb: str, made: Merge, reason: str, by: User, now: datetime) -> None:
    subject = f"{subject_of(made.gone.user)} {subject_of(made.kept.user)}"
    log_access(actor=by, verb=verb, subject=subject, purpose=reason, now=now)
