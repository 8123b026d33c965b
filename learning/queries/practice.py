"""What an instructor has to watch and to hear in a class, person by person. Nothing here is for anybody else."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from assessments import watching
from assessments.aloud import to_ask
from assessments.explaining import Explained, explain
from assessments.models import Attempt, Observation
from assessments.queries import Checklist, checklists, questions_of
from assessments.questions import Kind, Option, Question, Words, in_language
from courses.outline import CourseOutline, ModuleOutline
from learning.access import is_private
from learning.models import Cohort, Enrolment, Learner
from learning.queries.deeds import deeds_of
from learning.queries.words import course_words

TRIES_BEFORE_ALOUD = 3


class Seen(StrEnum):
    """What was last seen of a person on a checklist."""

    PASSED = "passed"
    PARTLY = "partly"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Watched:
    """One checklist of the class: what stands on it, and the module or course whose quiz names it."""

    checklist: Checklist
    question: Question
    placement: uuid.UUID
    module: ModuleOutline | None
    title: Words

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def may_be_told(self) -> bool:
        """Whether a plan told in words stands for it. An oral check is in words anyway."""
        return self.question.kind is Kind.PRACTICE

    def asked_of(self, destination: str) -> bool:
        here = self.module is None or self.module.meant_for(destination)
        return here and self.checklist.meant_for(destination)


@dataclass(frozen=True)
class PracticeRow:
    """One person: what was seen of her, none where it is not asked of her, and how many quizzes may be asked aloud."""

    enrolment: Enrolment
    cells: tuple[tuple[Watched, Seen | None], ...]
    to_hear: int = 0


@dataclass(frozen=True)
class PracticeTable:
    columns: tuple[Watched, ...]
    rows: tuple[PracticeRow, ...]


def practice(cohort: Cohort, *, language: str) -> PracticeTable:
    """Who of a class has shown what. Eight queries, and one more where this process meets a checklist anew."""
    columns = watched(cohort, language=language)
    people = _people(cohort)
    seen = watching.latest([one.learner.user_id for one in people], [column.key for column in columns])
    hear = _to_hear([one.learner for one in people])
    open_to_staff = {place for place, _title in _asked_aloud(course_words(cohort, language=language))}
    return PracticeTable(
        columns=columns,
        rows=tuple(
            PracticeRow(
                enrolment=one,
                cells=tuple((column, _state(column, one, seen)) for column in columns),
                to_hear=len(hear[one.learner_id].keys() & open_to_staff),
            )
            for one in people
        ),
    )


def watched(cohort: Cohort, *, language: str) -> tuple[Watched, ...]:
    """The checklists of a class's course, each once, in the order of its modules. One query, two for the first."""
    course = course_words(cohort, language=language)
    named: dict[str, list[Checklist]] = defaultdict(list)
    for each in checklists():
        named[each.quiz].append(each)
    found: dict[str, tuple[Checklist, uuid.UUID, ModuleOutline | None]] = {}
    for placement, quiz, module in _placed(course):
        for each in named[quiz]:
            found.setdefault(each.question, (each, placement, module))
    said = questions_of([each.version for each, _placement, _module in found.values()])
    return tuple(
        Watched(each, said[each.version], placement, module, in_language(said[each.version].stem, language))
        for each, placement, module in found.values()
    )


def _placed(course: CourseOutline | None) -> Iterable[tuple[uuid.UUID, str, ModuleOutline | None]]:
    if course:
        yield from ((module.key, module.quiz, module) for module in course.modules)
        yield course.key, course.final_quiz, None


def _people(cohort: Cohort) -> list[Enrolment]:
    people = cohort.enrolments.active().select_related("learner__user", "learner__destination")
    return list(people.order_by("learner__user__name", "pk"))


def _state(column: Watched, one: Enrolment, seen: dict[tuple[int, str], Observation]) -> Seen | None:
    if not column.asked_of(one.learner.destination.code):
        return None
    last = seen.get((one.learner.user_id, column.key))
    if last is None:
        return Seen.NOT_YET
    return Seen.PASSED if last.passed else Seen.PARTLY if last.seen else Seen.NOT_YET


@dataclass(frozen=True)
class Criterion:
    """One line of a checklist, ticked where it was last seen."""

    option: Option
    text: Words
    ticked: bool


@dataclass(frozen=True)
class WatchLine:
    """One person on the page of a checklist."""

    enrolment: Enrolment
    state: Seen
    criteria: tuple[Criterion, ...]
    instead: bool = False

    @property
    def was(self) -> str:
        """What the page shows of her, to tell later whether it was changed."""
        ticked = [each.option.key for each in self.criteria if each.ticked]
        return written(ticked, instead=self.instead)


def written(ticked: Iterable[str], *, instead: bool) -> str:
    """Ticks in one line of a form."""
    return " ".join([*ticked, *(["instead"] if instead else [])])


def watch_lines(cohort: Cohort, column: Watched, *, language: str) -> list[WatchLine]:
    """The people of whom a checklist is asked, with what was last seen of each. Two queries."""
    people = _people(cohort)
    seen = watching.latest([one.learner.user_id for one in people], [column.key])
    lines = []
    for one in people:
        if state := _state(column, one, seen):
            last = seen.get((one.learner.user_id, column.key))
            lines.append(WatchLine(one, state, _criteria(column.question, last, language), bool(last and last.instead)))
    return lines


def _criteria(question: Question, last: Observation | None, language: str) -> tuple[Criterion, ...]:
    ticked = last.seen if last else ()
    return tuple(
        Criterion(option, in_language(option.text, language), option.key in ticked) for option in question.options
    )


@dataclass(frozen=True)
class Aloud:
    """One quiz that a person may be asked aloud, with what her last try left open."""

    placement: uuid.UUID
    title: str
    questions: tuple[Explained, ...]


def to_hear(cohort: Cohort, learner: Learner, *, language: str) -> list[Aloud]:
    """The quizzes of the class's course that she may be asked aloud now, but for those of private modules."""
    tries = tries_to_hear(learner)
    return [
        Aloud(place, title, tuple(explain(each, None, language=language) for each in to_ask(tries[place])))
        for place, title in _asked_aloud(course_words(cohort, language=language))
        if place in tries
    ]


def _asked_aloud(course: CourseOutline | None) -> Iterable[tuple[uuid.UUID, str]]:
    """Modules and courses with a quiz, each with its title. Of a private module staff learn nothing, so not this."""
    if course:
        yield from ((each.key, each.title) for each in course.modules if each.quiz and not is_private(each))
        if course.final_quiz:
            yield course.key, course.title


def tries_to_hear(learner: Learner) -> dict[uuid.UUID, Attempt]:
    """Her last try at each quiz that she has not passed and has tried often enough to be asked aloud. Five queries."""
    return _to_hear([learner])[learner.pk]


def _to_hear(learners: Collection[Learner]) -> dict[int, dict[uuid.UUID, Attempt]]:
    known = deeds_of({learner.pk: learner.destination.code for learner in learners})
    failed = Attempt.objects.submitted().filter(person__in=[one.user_id for one in learners], passed=False)
    tries: dict[tuple[int, uuid.UUID], list[Attempt]] = defaultdict(list)
    for attempt in failed.order_by("submitted_at", "pk"):
        tries[attempt.person_id, attempt.placement].append(attempt)
    return {
        learner.pk: {
            placement: attempts[-1]
            for (person, placement), attempts in tries.items()
            if person == learner.user_id
            and len(attempts) >= TRIES_BEFORE_ALOUD
            and placement not in known[learner.pk].passed | known[learner.pk].answered
        }
        for learner in learners
    }
