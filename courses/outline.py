"""The shape of a course without its words' weight: modules in order, their lessons, their quizzes. Knows no persons."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from courses.tries import Rule, Try

OVERLAY = "overlay"
ELECTIVE = "elective"


@dataclass(frozen=True)
class LessonOutline:
    """``tries`` is what it asks her to do besides reading."""

    key: uuid.UUID
    slug: str
    title: str
    minutes: int
    sensitive: bool = False
    language: str = ""
    tries: tuple[Try, ...] = ()


@dataclass(frozen=True)
class ModuleOutline:
    """``kind`` is required, elective or overlay (about her destination, done once for each destination).

    ``destinations`` names those for whom it is; none means all. ``after`` are the modules to be done first.
    """

    key: uuid.UUID
    slug: str
    title: str
    minutes: int
    lessons: tuple[LessonOutline, ...]
    kind: str = "required"
    quiz: str = ""
    sensitive: bool = False
    summary: str = ""
    language: str = ""
    destinations: tuple[str, ...] = ()
    after: tuple[uuid.UUID, ...] = ()

    @property
    def required(self) -> bool:
        return self.kind != ELECTIVE

    def meant_for(self, destination: str) -> bool:
        """Whether it is for people going there. Where nobody has chosen yet, it is for all."""
        return not destination or not self.destinations or destination in self.destinations

    def scope(self, destination: str) -> str:
        """Under which destination what she does here is kept: hers for an overlay, else none."""
        return destination if self.kind == OVERLAY else ""

    def following(self, lesson: uuid.UUID) -> LessonOutline | None:
        """The lesson after this one, if there is one."""
        keys = [line.key for line in self.lessons]
        place = keys.index(lesson) + 1
        return self.lessons[place] if place < len(self.lessons) else None

    def preceding(self, lesson: uuid.UUID) -> LessonOutline | None:
        place = [line.key for line in self.lessons].index(lesson)
        return self.lessons[place - 1] if place else None


@dataclass(frozen=True)
class CourseOutline:
    key: uuid.UUID
    slug: str
    title: str
    modules: tuple[ModuleOutline, ...]
    final_quiz: str = ""
    final_minutes: int = 0
    summary: str = ""
    language: str = ""
    audience: str = ""

    @property
    def minutes(self) -> int:
        return sum(module.minutes for module in self.modules if module.required) + self.final_minutes

    def module(self, key: uuid.UUID) -> ModuleOutline | None:
        return next((module for module in self.modules if module.key == key), None)

    def module_of(self, lesson: uuid.UUID) -> ModuleOutline | None:
        return next((module for module in self.modules if any(line.key == lesson for line in module.lessons)), None)

    def towards(self, destination: str) -> CourseOutline:
        """The course without the modules that are only for people going elsewhere."""
        return replace(self, modules=tuple(module for module in self.modules if module.meant_for(destination)))

    def written(self) -> dict[str, Any]:
        """As plain values that JSON can hold; ``read`` gives it back."""
        return {
            **asdict(self),
            "key": str(self.key),
            "modules": [
                {
                    **asdict(module),
                    "key": str(module.key),
                    "after": [str(key) for key in module.after],
                    "lessons": [{**asdict(line), "key": str(line.key)} for line in module.lessons],
                }
                for module in self.modules
            ],
        }

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> CourseOutline:
        return cls(**{**written, "key": uuid.UUID(written["key"]), "modules": tuple(map(_module, written["modules"]))})


def best_first(module: ModuleOutline, courses: Iterable[CourseOutline]) -> tuple[ModuleOutline, ...]:
    """The modules that are best done before this one, as these courses list them. What none lists is left out."""
    listed = {each.key: each for course in courses for each in course.modules}
    return tuple(listed[key] for key in module.after if key in listed)


def _module(written: Mapping[str, Any]) -> ModuleOutline:
    lessons = tuple(map(_lesson, written["lessons"]))
    after = tuple(uuid.UUID(key) for key in written["after"])
    destinations = tuple(written["destinations"])
    return ModuleOutline(
        **{
            **written,
            "key": uuid.UUID(written["key"]),
            "lessons": lessons,
            "after": after,
            "destinations": destinations,
        }
    )


def _lesson(written: Mapping[str, Any]) -> LessonOutline:
    """Outlines that were kept before lessons asked for tries have none."""
    tries = tuple(Try(one["block"], Rule(one["rule"]), one["percent"]) for one in written.get("tries", ()))
    return LessonOutline(**{**written, "key": uuid.UUID(written["key"]), "tries": tries})
