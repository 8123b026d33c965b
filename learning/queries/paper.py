"""What instructors see of quizzes on paper: what was printed, and how far each sheet is. Never what another typed."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef

from accounts.models import User
from assessments.explaining import Verdict
from assessments.paper import queries as printing
from assessments.paper.marks import differing
from assessments.paper.printing import Lettered, Printed
from courses.outline import CourseOutline
from learning.access import seen_by_staff
from learning.before import place_before
from learning.models import Cohort, Enrolment, PaperEntry, PaperQuiz, PaperSheet
from learning.queries.before import tests_before
from learning.queries.words import course_words


@dataclass(frozen=True)
class Place:
    """Where a quiz stands: closing a module, or the whole course, or before it. ``quiz`` is its key."""

    key: uuid.UUID
    quiz: str
    title: str
    final: bool = False
    before: bool = False


def places(cohort: Cohort, *, language: str) -> list[Place]:
    """The quizzes that may be printed for a class, in their order. What is private to a trainee is none of them."""
    course = course_words(cohort, language=language)
    return _places(seen_by_staff(course)) if course else []


def _places(course: CourseOutline) -> list[Place]:
    first = [Place(place_before(key), quiz, course.title, before=True) for key, quiz in tests_before([course]).items()]
    found = [Place(module.key, module.quiz, module.title) for module in course.modules if module.quiz]
    last = [Place(course.key, course.final_quiz, course.title, final=True)] if course.final_quiz else []
    return [*first, *found, *last]


class SheetState(StrEnum):
    """How far a sheet is. Where two people agree it is counted at once."""

    MADE = "made"
    ONCE = "once"
    DIFFERS = "differs"
    COUNTED = "counted"


def state_of(*, entries: int, counted_at: datetime | None) -> SheetState:
    if counted_at:
        return SheetState.COUNTED
    return (SheetState.MADE, SheetState.ONCE, SheetState.DIFFERS)[entries]


@dataclass(frozen=True)
class PaperLine:
    """One booklet of a class, and how many of its sheets are how far."""

    paper: PaperQuiz
    place: Place | None
    states: Counter[SheetState]

    @property
    def sheets(self) -> int:
        return self.states.total()

    @property
    def counted(self) -> int:
        return self.states[SheetState.COUNTED]

    @property
    def differing(self) -> int:
        return self.states[SheetState.DIFFERS]


def papers(cohort: Cohort, *, language: str) -> list[PaperLine]:
    """The booklets of a class, the newest first. Two queries."""
    states: dict[uuid.UUID, Counter[SheetState]] = defaultdict(Counter)
    sheets = PaperSheet.objects.filter(paper__cohort=cohort).order_by().annotate(keyed=Count("entries"))
    for paper, keyed, counted_at in sheets.values_list("paper", "keyed", "counted_at"):
        states[paper][state_of(entries=keyed, counted_at=counted_at)] += 1
    there = {place.key: place for place in places(cohort, language=language)}
    made = cohort.papers.select_related("quiz")
    return [PaperLine(paper, there.get(paper.placement), states[paper.pk]) for paper in made]


@dataclass(frozen=True)
class SheetLine:
    """One sheet, and whether the reader of the page has typed it herself."""

    sheet: PaperSheet
    state: SheetState
    mine: bool

    @property
    def waits(self) -> bool:
        """Whether the reader of the page may type it."""
        return not self.mine and self.state in {SheetState.MADE, SheetState.ONCE}


def sheets(paper: PaperQuiz, *, by: User) -> list[SheetLine]:
    """The sheets of a booklet in their order. One query."""
    hers = PaperEntry.objects.filter(sheet=OuterRef("pk"), entered_by=by)
    rows = paper.sheets.select_related("enrolment__learner__user").annotate(keyed=Count("entries"), hers=Exists(hers))
    return [SheetLine(row, state_of(entries=row.keyed, counted_at=row.counted_at), row.hers) for row in rows]


def without_sheet(paper: PaperQuiz) -> list[Enrolment]:
    """Who goes where the booklet is for and has no sheet of it, by name. One query."""
    people = paper.cohort.enrolments.active().exclude(paper_sheets__paper=paper)
    if paper.destination:
        people = people.filter(learner__destination__code=paper.destination)
    return list(people.order_by("learner__user__name", "pk"))


@dataclass(frozen=True)
class Difference:
    """One question that two people read differently, with the marks of the first and the second."""

    printed: Printed
    first: tuple[str, ...]
    second: tuple[str, ...]


def differences(sheet: PaperSheet, *, language: str) -> list[Difference]:
    """What two people must look at again. Nothing unless both have typed the sheet. Two queries."""
    marks = [entry.marks for entry in sheet.entries.all()]
    if len(marks) < 2:
        return []
    first, second = marks
    apart = set(differing(first, second))
    booklet = printing.booklet(sheet.paper.versions, seed=sheet.paper_id, language=language)
    keyed = ((one, str(one.version_id)) for one in booklet)
    return [Difference(one, tuple(first[key]), tuple(second[key])) for one, key in keyed if key in apart]


@dataclass(frozen=True)
class TallyLine:
    """One question on sheets of nobody: how many were right and so on, and how often each letter was chosen."""

    printed: Printed
    verdicts: Counter[str]
    letters: tuple[tuple[Lettered, int], ...]

    @property
    def right(self) -> int:
        return self.verdicts[Verdict.RIGHT]

    @property
    def not_sure(self) -> int:
        return self.verdicts[Verdict.NOT_SURE]

    @property
    def total(self) -> int:
        return self.verdicts.total()


def tallies(paper: PaperQuiz, *, language: str) -> list[TallyLine]:
    """What a class answered without names, question by question; nothing before a sheet is counted. Two queries."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for version, answer, count in paper.tallies.values_list("version", "answer", "count"):
        counts[version][answer] = count
    booklet = printing.booklet(paper.versions, seed=paper.pk, language=language)
    return [_tally_line(one, counts[one.version_id]) for one in booklet] if counts else []


def _tally_line(printed: Printed, counts: Counter[str]) -> TallyLine:
    keys = printed.grid.letters
    letters = tuple((one, counts[keys[one.letter]]) for one in printed.letters if counts[keys[one.letter]])
    return TallyLine(printed, Counter({verdict: counts[verdict] for verdict in Verdict}), letters)
