"""Courses in miniature, as tests of what is done draw them: a few keys, a few modules, any deeds."""

from __future__ import annotations

import uuid
from dataclasses import replace

from hypothesis import strategies as st

from courses.outline import ELECTIVE, OVERLAY, CourseOutline, LessonOutline, ModuleOutline
from learning.completion import Deeds

KEYS = [uuid.UUID(int=number) for number in range(1, 13)]
L1, L2, L3, M1, M2, C = KEYS[:6]
WHOLE = uuid.UUID(int=99)


def lesson(key: uuid.UUID) -> LessonOutline:
    return LessonOutline(key, f"lesson-{key.int}", "Lesson", 5)


def module(key: uuid.UUID, *lessons: uuid.UUID, kind: str = "required", quiz: str = "", after=()) -> ModuleOutline:
    lines = tuple(map(lesson, lessons))
    return ModuleOutline(key, f"module-{key.int}", "Module", 60, lines, kind=kind, quiz=quiz, after=tuple(after))


def course(*modules: ModuleOutline, final: str = "") -> CourseOutline:
    return CourseOutline(C, "course", "Course", modules, final_quiz=final)


LESSONS, MODULES = KEYS[5:], KEYS[:5]


@st.composite
def outlines(draw: st.DrawFn) -> CourseOutline:
    lessons = draw(st.permutations(LESSONS))
    cuts = sorted(draw(st.lists(st.integers(0, len(lessons)), min_size=len(MODULES), max_size=len(MODULES))))
    listed = draw(st.lists(st.sampled_from(MODULES), unique=True))
    modules = [
        module(
            key,
            *lessons[start:end],
            kind=draw(st.sampled_from(["required", ELECTIVE, OVERLAY])),
            quiz=draw(st.sampled_from(["", "quiz"])),
            after=draw(st.lists(st.sampled_from(MODULES), unique=True, max_size=3)),
        )
        for key, start, end in zip(listed, [0, *cuts], cuts, strict=False)
    ]
    return replace(course(*modules, final=draw(st.sampled_from(["", "final"]))), key=WHOLE)


some = st.frozensets(st.sampled_from([*KEYS, WHOLE]))
deeds = st.builds(Deeds, read=some, passed=some, begun=some, done=some, taught=some, recognised=some, exempt=some)
