"""Decides what of a course is done, what is left, and what comes next. Knows no clock, no database and no certificate.

Rule CR-1: a module is done when every lesson is read and its quiz passed with all must-know questions right.
Rule CR-2: besides, an instructor has seen everything that the quiz's checklists ask for.
What was done stays done, and what was begun stays begun, whatever becomes of the outline.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from courses.outline import OVERLAY, CourseOutline, LessonOutline, ModuleOutline

NOTHING: frozenset[uuid.UUID] = frozenset()


class State(StrEnum):
    """How far something is. The order of the members is the order of progress."""

    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    DONE = "done"

    @property
    def rank(self) -> int:
        return list(State).index(self)


class Lack(StrEnum):
    """Why something is not done."""

    LESSONS_LEFT = "lessons_left"
    QUIZ_NOT_PASSED = "quiz_not_passed"
    PRACTICE_NOT_SEEN = "practice_not_seen"
    MODULES_LEFT = "modules_left"
    FINAL_NOT_PASSED = "final_not_passed"
    NOTHING_TO_DO_YET = "nothing_to_do_yet"


@dataclass(frozen=True)
class Reason:
    """What is lacking, and how many of it."""

    lack: Lack
    count: int = 1


_EMPTY = (Reason(Lack.NOTHING_TO_DO_YET),)


@dataclass(frozen=True)
class Deeds:
    """What one learner has done towards one destination, by stable key.

    ``read`` are lessons, ``passed`` the modules and courses whose quiz she passed; ``answered`` are those where her
    answers suffice and other parts of the result are open. ``observed`` are checklists that she passed, of those that
    are ``asked`` of her: each with the quiz that names it. ``begun`` and ``done`` is what was so already, whatever
    outline stood then.
    """

    read: frozenset[uuid.UUID] = NOTHING
    passed: frozenset[uuid.UUID] = NOTHING
    begun: frozenset[uuid.UUID] = NOTHING
    done: frozenset[uuid.UUID] = NOTHING
    answered: frozenset[uuid.UUID] = NOTHING
    observed: frozenset[str] = frozenset()
    asked: frozenset[tuple[str, str]] = frozenset()

    def practice(self, quiz: str) -> Practice:
        """How far she is with the checklists of a quiz."""
        asked = {checklist for named, checklist in self.asked if named == quiz}
        return Practice(asked=len(asked), seen=len(asked & self.observed))


@dataclass(frozen=True)
class Practice:
    """How many checklists a quiz asks of her, and how many of them an instructor has seen her pass."""

    asked: int = 0
    seen: int = 0

    @property
    def left(self) -> int:
        return self.asked - self.seen


NO_PRACTICE = Practice()


@dataclass(frozen=True)
class LessonProgress:
    key: uuid.UUID
    scope: str
    state: State


@dataclass(frozen=True)
class ModuleProgress:
    key: uuid.UUID
    scope: str
    state: State
    required: bool
    lessons: tuple[LessonProgress, ...]
    reasons: tuple[Reason, ...] = ()
    after: tuple[uuid.UUID, ...] = ()
    practice: Practice = NO_PRACTICE

    @property
    def read(self) -> int:
        return sum(lesson.state is State.DONE for lesson in self.lessons)

    @property
    def asks(self) -> bool:
        """Whether there is something left to do in it. A module still empty asks for nothing."""
        return self.state is not State.DONE and self.reasons != _EMPTY

    @property
    def waits(self) -> bool:
        """Whether all that is left in it is what an instructor must see."""
        return self.asks and _only_practice(self.reasons)


@dataclass(frozen=True)
class CourseProgress:
    key: uuid.UUID
    scope: str
    state: State
    modules: tuple[ModuleProgress, ...]
    reasons: tuple[Reason, ...] = ()

    def module(self, key: uuid.UUID) -> ModuleProgress | None:
        return next((module for module in self.modules if module.key == key), None)


def progress(course: CourseOutline, deeds: Deeds, *, destination: str) -> CourseProgress:
    """How far she is with everything in the course, and why what is not done is not."""
    modules = tuple(_module(module, deeds, destination) for module in course.modules)
    reasons = _course_lacks(course, modules, deeds)
    begun = course.key in deeds.passed or any(module.state is not State.NOT_BEGUN for module in modules)
    state = _state(course.key, deeds, done=not reasons, begun=begun)
    return CourseProgress(
        key=course.key,
        scope=course_scope(course, destination),
        state=state,
        modules=modules,
        reasons=() if state is State.DONE else reasons,
    )


def course_scope(course: CourseOutline, destination: str) -> str:
    """A course with a module about her destination is done once for each destination."""
    return destination if any(module.kind == OVERLAY for module in course.modules) else ""


def _module(module: ModuleOutline, deeds: Deeds, destination: str) -> ModuleProgress:
    scope = module.scope(destination)
    lessons = tuple(_lesson(line, deeds, scope) for line in module.lessons)
    practice = deeds.practice(module.quiz)
    reasons = _module_lacks(module, lessons, deeds)
    touched = practice.seen > 0 or any(line.state is not State.NOT_BEGUN for line in lessons)
    state = _state(module.key, deeds, done=not reasons, begun=touched or module.key in deeds.passed)
    return ModuleProgress(
        key=module.key,
        scope=scope,
        state=state,
        required=module.required and module.meant_for(destination),
        lessons=lessons,
        reasons=() if state is State.DONE else reasons,
        after=module.after,
        practice=practice,
    )


def _lesson(line: LessonOutline, deeds: Deeds, scope: str) -> LessonProgress:
    return LessonProgress(line.key, scope, _state(line.key, deeds, done=line.key in deeds.read, begun=False))


def _module_lacks(module: ModuleOutline, lessons: tuple[LessonProgress, ...], deeds: Deeds) -> tuple[Reason, ...]:
    left = sum(line.state is not State.DONE for line in lessons)
    lacks = [Reason(Lack.LESSONS_LEFT, left)] if left else []
    lacks += _quiz_lacks(module.key, module.quiz, deeds, Lack.QUIZ_NOT_PASSED)
    if not lessons and not module.quiz:
        lacks.append(Reason(Lack.NOTHING_TO_DO_YET))
    return tuple(lacks)


def _course_lacks(course: CourseOutline, modules: tuple[ModuleProgress, ...], deeds: Deeds) -> tuple[Reason, ...]:
    """What the course still asks for. A module still empty asks for nothing; a course of nothing is never done."""
    asked = [module for module in modules if module.required and module.reasons != _EMPTY]
    left = sum(module.state is not State.DONE for module in asked)
    lacks = [Reason(Lack.MODULES_LEFT, left)] if left else []
    lacks += _quiz_lacks(course.key, course.final_quiz, deeds, Lack.FINAL_NOT_PASSED)
    return tuple(lacks) if asked or course.final_quiz else _EMPTY


def _quiz_lacks(key: uuid.UUID, quiz: str, deeds: Deeds, lack: Lack) -> list[Reason]:
    """What is left of a quiz. Whose answers suffice does not answer again while it is practice that is open."""
    left = deeds.practice(quiz).left if quiz else 0
    found = [Reason(Lack.PRACTICE_NOT_SEEN, left)] if left else []
    waits = key in deeds.answered and left
    return found if not quiz or key in deeds.passed or waits else [Reason(lack), *found]


def _only_practice(reasons: tuple[Reason, ...]) -> bool:
    return bool(reasons) and all(reason.lack is Lack.PRACTICE_NOT_SEEN for reason in reasons)


def _state(key: uuid.UUID, deeds: Deeds, *, done: bool, begun: bool) -> State:
    if done or key in deeds.done:
        return State.DONE
    return State.BEGUN if begun or key in deeds.begun else State.NOT_BEGUN


class StepKind(StrEnum):
    """What there is to do next."""

    LESSON = "lesson"
    QUIZ = "quiz"
    FINAL = "final"
    PRACTICE = "practice"
    FINISHED = "finished"


@dataclass(frozen=True)
class Step:
    """One thing to do: the lesson to read, or the module whose quiz is open."""

    kind: StepKind
    module: uuid.UUID | None = None
    lesson: uuid.UUID | None = None


def next_step(found: CourseProgress, *, bookmark: uuid.UUID | None = None) -> Step:
    """Where she goes on: in the lesson she was in while it is unread, else with the first thing the course has left.

    Practice comes last, for it waits for an instructor and keeps nobody from reading on. No step leads into a module
    while one that it follows is left. She may read it all the same.
    """
    if found.state is State.DONE:
        return Step(StepKind.FINISHED)
    for module in found.modules:
        unread = any(line.key == bookmark and line.state is not State.DONE for line in module.lessons)
        if unread and _first_of(module, found) is module:
            return Step(StepKind.LESSON, module.key, bookmark)
    asked = [module for module in found.modules if module.required and module.asks]
    left = next((module for module in asked if not module.waits), None)
    if left:
        return _step_in(_first_of(left, found))
    if Reason(Lack.FINAL_NOT_PASSED) in found.reasons:
        return Step(StepKind.FINAL)
    waiting = asked or any(reason.lack is Lack.PRACTICE_NOT_SEEN for reason in found.reasons)
    return Step(StepKind.PRACTICE, asked[0].key if asked else None) if waiting else Step(StepKind.FINISHED)


def _first_of(module: ModuleProgress, found: CourseProgress) -> ModuleProgress:
    """The module to begin with on the way to this one: itself, or one it follows, by choice or not."""
    come_by = {module.key}  # modules that follow each other in a ring would never end
    to_do = [each for each in found.modules if each.asks and not each.waits]
    while before := next((each for each in to_do if each.key in module.after and each.key not in come_by), None):
        come_by.add(before.key)
        module = before
    return module


def _step_in(module: ModuleProgress) -> Step:
    unread = next((line.key for line in module.lessons if line.state is not State.DONE), None)
    return Step(StepKind.LESSON, module.key, unread) if unread else Step(StepKind.QUIZ, module.key)


@dataclass(frozen=True)
class Sitting:
    """One class session that has begun: minutes it was planned for, and minutes she was there."""

    scheduled: int
    present: int


@dataclass(frozen=True)
class Attended:
    """Minutes of a whole class: those she was there, and those that were planned so far."""

    present: int = 0
    scheduled: int = 0

    @property
    def ratio(self) -> Fraction | None:
        """From 0 to 1; ``None`` while no session has begun."""
        return Fraction(self.present, self.scheduled) if self.scheduled else None


def attendance(sittings: Iterable[Sitting]) -> Attended:
    """Nobody is present longer than a session lasts."""
    rows = list(sittings)
    return Attended(
        present=sum(min(row.present, row.scheduled) for row in rows), scheduled=sum(row.scheduled for row in rows)
    )
