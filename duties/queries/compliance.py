"""How the staff of posts stand with their required training: status and days, never a score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from duties.access import Reach
from duties.due import LATE, Standing, Status
from duties.models import Assignment, Posting, Requirement, StaffMember
from duties.models.assignments import Status as StatusWord
from duties.queries.cases import Case, cases
from duties.queries.dossiers import dossiers
from duties.queries.mine import titles

LEAVING = timedelta(days=60)


@dataclass(frozen=True)
class Line:
    """One training of one person. ``leaves_on`` is the day her posting begins, while it is to come."""

    staff: StaffMember
    assignment: Assignment | None
    posting: Posting | None
    title: str
    standing: Standing
    leaves_on: date | None
    leaves_soon: bool

    @property
    def in_time(self) -> bool:
        """Whether it was done before the posting began."""
        done, posting = self.standing.first_on, self.posting
        return bool(done and posting and done <= posting.starts_on)

    @property
    def label(self) -> str:
        return str(StatusWord(self.standing.status.value).label)

    @property
    def is_late(self) -> bool:
        return self.standing.status in LATE


@dataclass(frozen=True)
class PostFigures:
    """People of one post, or of none: how many have all they must have, had it in time, or are late with something."""

    code: str
    name: str
    people: int
    ready: int
    in_time: int
    late: int


@dataclass(frozen=True)
class Compliance:
    """``lines`` are narrowed to a status; figures, and who is ``leaving`` without it, tell of everyone."""

    lines: tuple[Line, ...]
    posts: tuple[PostFigures, ...]
    total: PostFigures
    leaving: tuple[Line, ...]


def compliance(reach: Reach, *, language: str, now: datetime, post: str = "", status: str = "") -> Compliance:
    """Everyone within a reach, narrowed to a post's code or to one status. A flat number of queries."""
    within = StaffMember.objects.serving(today=now.date()).within(reach, today=now.date())
    found = dossiers(set(within.values_list("pk", flat=True)), now=now)
    requirements = list(Requirement.objects.active(now.date()))
    assigned = {(one.staff_id, one.requirement_id): one for one in Assignment.objects.open().filter(staff__in=found)}
    named = titles(language)
    lines = [
        _line(case, assigned.get((dossier.staff.pk, case.requirement.pk)), named.get(case.requirement.course, ""))
        for dossier in found.values()
        for case in cases(dossier, requirements)
    ]
    there = [line for line in lines if not post or (line.posting and line.posting.post.code == post)]
    shown = [line for line in there if not status or line.standing.status == status]
    return Compliance(
        tuple(sorted(shown, key=_order)), tuple(_by_post(there)), _figures("", "", there), tuple(_leaving(there))
    )


def _line(case: Case, assignment: Assignment | None, title: str) -> Line:
    today, posting = case.dossier.today, case.posting
    leaves_on = posting.starts_on if posting and posting.starts_on >= today else None
    soon = leaves_on is not None and leaves_on - today <= LEAVING
    return Line(case.dossier.staff, assignment, posting, title, case.standing, leaves_on, soon)


_RANK = (
    Status.OVERDUE, Status.EXPIRED, Status.DUE_SOON, Status.NOT_YET, Status.DONE, Status.RENEWED, Status.EXEMPT,
)  # fmt: skip


def _order(line: Line) -> tuple[int, date, str, str]:
    stands = line.standing
    return _RANK.index(stands.status), stands.due_on or date.max, str(line.staff), line.title


def _leaving(lines: Iterable[Line]) -> list[Line]:
    """Who leaves soon and has not done it, the first to leave first."""
    found = [line for line in lines if line.leaves_soon and not line.standing.holds]
    return sorted(found, key=lambda line: (line.leaves_on or date.max, str(line.staff)))


def _by_post(lines: Iterable[Line]) -> list[PostFigures]:
    held: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        held[(line.posting.post.name, line.posting.post.code) if line.posting else ("", "")].append(line)
    return [_figures(code, name, together) for (name, code), together in sorted(held.items())]


def _figures(code: str, name: str, lines: Iterable[Line]) -> PostFigures:
    """Counts people, not trainings."""
    held: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        held[line.staff.pk].append(line)
    return PostFigures(
        code,
        name,
        people=len(held),
        ready=sum(all(line.standing.holds for line in each) for each in held.values()),
        in_time=sum(all(line.in_time for line in each) for each in held.values()),
        late=sum(any(line.is_late for line in each) for each in held.values()),
    )
