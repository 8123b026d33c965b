"""Decides what of a course is done, what is left, and why. Knows no clock, no database and no certificate.

Rule CR-1: a module is done when every lesson is read and its quiz passed with all must-know questions right.
Rule CR-2: besides, an instructor has seen everything that the quiz's checklists ask for.
Rule CR-5: a lesson is done when it is read and she has reached with each try in it what the lesson asks for.
Rule CR-4: what was taught to her in class counts as read. Training elsewhere that was recognised, and an exemption,
stand in for a module, or for all that a course asks for; but nothing stands in for a final test.
What was done stays done, and what was begun stays begun, whatever becomes of the outline.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

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


class Basis(StrEnum):
    """What it rests on that a module is done. What she did comes before what stands in for it."""

    HERE = "here"
    IN_CLASS = "in_class"
    RECOGNISED = "recognised"
    EXEMPT = "exempt"

    @property
    def stands_in(self) -> bool:
        """Whether she did not do it here."""
        return self in {Basis.RECOGNISED, Basis.EXEMPT}


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


class Tried(NamedTuple):
    """What she reached once with something to try in a lesson. Opening it is the least."""

    lesson: uuid.UUID
    block: str
    done: bool = False
    percent: int | None = None


@dataclass(frozen=True)
class Deeds:
    """What one learner has done towards one destination, by stable key.

    ``read`` are lessons, ``passed`` the modules and courses whose quiz she passed; ``answered`` are those where her
    answers suffice and other parts of the result are open. ``observed`` are checklists that she passed, of those that
    are ``asked`` of her: each with the quiz that names it. ``taught`` are modules that she sat through in class.
    ``recognised`` and ``exempt`` are modules and courses that something else stands in for. ``tried`` is
    what lessons gave her to try. ``begun`` and ``done`` is what was so already, whatever outline stood then.
    """

    read: frozenset[uuid.UUID] = NOTHING
    passed: frozenset[uuid.UUID] = NOTHING
    begun: frozenset[uuid.UUID] = NOTHING
    done: frozenset[uuid.UUID] = NOTHING
    answered: frozenset[uuid.UUID] = NOTHING
    observed: frozenset[str] = frozenset()
    asked: frozenset[tuple[str, str]] = frozenset()
    taught: frozenset[uuid.UUID] = NOTHING
    recognised: frozenset[uuid.UUID] = NOTHING
    exempt: frozenset[uuid.UUID] = NOTHING
    tried: frozenset[Tried] = frozenset()

    def tries_left(self, line: LessonOutline) -> int:
        """How many of the things that a lesson asks her to try she has not done well enough yet."""
        mine = [one for one in self.tried if one.lesson == line.key] if line.tries else []
        return sum(
            not any(one.block == ask.block and ask.met(done=one.done, percent=one.percent) for one in mine)
            for ask in line.tries
        )

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
    basis: Basis | None = None

    @property
    def lasting(self) -> State:
        """What stays of it whatever becomes of that which stands in for it."""
        if self.basis is None or not self.basis.stands_in:
            return self.state
        touched = self.practice.seen > 0 or any(line.state is not State.NOT_BEGUN for line in self.lessons)
        return State.BEGUN if touched else State.NOT_BEGUN

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
    known = _spread(course, deeds)
    modules = tuple(_module(module, known, destination) for module in course.modules)
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


def stood_in(course: CourseOutline, deeds: Deeds) -> frozenset[uuid.UUID]:
    """The modules that something else stands in for."""
    known = _spread(course, deeds)
    return known.recognised | known.exempt


def _spread(course: CourseOutline, deeds: Deeds) -> Deeds:
    """What stands in for the whole course stands in for each of its modules.

    For those by choice too: what is asked for today may be by choice tomorrow, and is then not lost to her.
    """
    asked = frozenset(module.key for module in course.modules)
    return replace(
        deeds,
        recognised=deeds.recognised | (asked if course.key in deeds.recognised else NOTHING),
        exempt=deeds.exempt | (asked if course.key in deeds.exempt else NOTHING),
    )


def _module(module: ModuleOutline, deeds: Deeds, destination: str) -> ModuleProgress:
    scope = module.scope(destination)
    lessons = tuple(_lesson(line, deeds, scope, taught=module.key in deeds.taught) for line in module.lessons)
    practice = deeds.practice(module.quiz)
    reasons = _module_lacks(module, lessons, deeds)
    basis = _basis(module, deeds, earned=not reasons)
    touched = practice.seen > 0 or any(line.state is not State.NOT_BEGUN for line in lessons)
    state = _state(module.key, deeds, done=basis is not None, begun=touched or module.key in deeds.passed)
    return ModuleProgress(
        key=module.key,
        scope=scope,
        state=state,
        required=module.required and module.meant_for(destination),
        lessons=lessons,
        reasons=() if state is State.DONE else reasons,
        after=module.after,
        practice=practice,
        basis=basis,
    )


def _basis(module: ModuleOutline, deeds: Deeds, *, earned: bool) -> Basis | None:
    """None while it is not done."""
    if earned or module.key in deeds.done:
        sat = module.key in deeds.taught and any(line.key not in deeds.read for line in module.lessons)
        return Basis.IN_CLASS if sat else Basis.HERE
    if module.key in deeds.recognised:
        return Basis.RECOGNISED
    return Basis.EXEMPT if module.key in deeds.exempt else None


def _lesson(line: LessonOutline, deeds: Deeds, scope: str, *, taught: bool) -> LessonProgress:
    read = line.key in deeds.read
    tried = any(one.lesson == line.key for one in deeds.tried)
    done = taught or (read and not deeds.tries_left(line))
    return LessonProgress(line.key, scope, _state(line.key, deeds, done=done, begun=read or tried))


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
