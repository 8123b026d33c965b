"""Decides what a learner does next in a course. Knows no address and no words of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum

from learning.completion import CourseProgress, Lack, ModuleProgress, Reason, State


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
