"""What a trainee sees of her own classes, and where she goes on. Nothing here is for staff."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from certificates.models import Certificate
from courses.outline import CourseOutline, ModuleOutline
from courses.overlays import Corridor
from courses.queries import outlines
from learning.before import place_before
from learning.completion import (
    CourseProgress,
    Deeds,
    Lack,
    ModuleProgress,
    State,
    progress,
)
from learning.models import Bookmark, ClassSession, Cohort, Enrolment, Learner
from learning.queries.before import still_to_take
from learning.queries.deeds import deeds
from learning.queries.grounds import Ground, ground_of, grounds_of, rests_elsewhere
from learning.queries.words import course_words
from learning.steps import Step, StepKind, next_step


@dataclass(frozen=True)
class ModuleLine:
    """One module of her course, with how far she is."""

    outline: ModuleOutline
    progress: ModuleProgress
    href: str
    ground: Ground | None = None


@dataclass(frozen=True)
class NextStep:
    """The one thing to do now and where it is. ``number`` is the module's place in the course."""

    kind: StepKind
    title: str
    href: str
    module: str = ""
    number: int = 0


@dataclass(frozen=True)
class Study:
    """One class of hers with its course. ``before`` is where the test before it is, while that is offered.

    ``core`` marks the short course that she was given besides, because she leaves soon.
    """

    cohort: Cohort
    outline: CourseOutline
    progress: CourseProgress
    modules: tuple[ModuleLine, ...]
    step: NextStep
    final_passed: bool
    certificate: Certificate | None
    before: str = ""
    core: bool = False

    @property
    def anchor(self) -> str:
        """Its name within a page."""
        return f"{self.cohort.code}-core" if self.core else self.cohort.code

    @property
    def turn(self) -> int:
        """The short course comes first until it is done, then last."""
        return 1 if not self.core else 2 if self.progress.state is State.DONE else 0

    @property
    def total(self) -> int:
        return len(self.modules)

    @property
    def practice_left(self) -> int:
        """How many checklists her instructor has still to see, in the modules that must be done and the final test."""
        found = [line.progress.reasons for line in self.modules if line.progress.required]
        reasons = [reason for each in [*found, self.progress.reasons] for reason in each]
        return sum(reason.count for reason in reasons if reason.lack is Lack.PRACTICE_NOT_SEEN)


@dataclass(frozen=True)
class _Standing:
    """What is asked once of a learner, for all her courses."""

    language: str
    corridor: Corridor
    known: Deeds
    bookmark: Bookmark | None
    certificates: dict[tuple[uuid.UUID, str], Certificate]


def studies(learner: Learner, *, language: str) -> list[Study]:
    """Her classes, the newest first; a short course stands before them until it is done. Eight queries at most, however
    many there are."""
    live = Certificate.objects.live().filter(person=learner.user_id)
    standing = _Standing(
        language=language,
        corridor=Corridor.parse(learner.corridor),
        known=deeds(learner),
        bookmark=Bookmark.objects.filter(learner=learner).first(),
        certificates={(one.course, one.destination): one for one in live},
    )
    enrolments = (
        learner.enrolments.active()
        .select_related("cohort__centre", "cohort__edition", "cohort__course")
        .order_by("-enrolled_at")
    )
    found = [_in_class(one.cohort, standing) for one in enrolments]
    short = {one.core_key: _short(one, standing) for one in enrolments if one.core_key}
    # A course may be withdrawn while its classes stand.
    there = [study for study in (*found, *short.values()) if study]
    return _grounded(learner, _offered(learner, sorted(there, key=lambda study: study.turn)))


def _in_class(cohort: Cohort, standing: _Standing) -> Study | None:
    course = course_words(cohort, language=standing.language)
    edition = cohort.edition.code if cohort.edition else ""
    return course and _study(cohort, course, standing, edition=edition)


def _short(enrolment: Enrolment, standing: _Standing) -> Study | None:
    """It reads as it is published today: no edition of the class holds it."""
    course = next((one for one in outlines(standing.language) if one.key == enrolment.core_key), None)
    return course and replace(_study(enrolment.cohort, course, standing), core=True)


def _grounded(learner: Learner, found: list[Study]) -> list[Study]:
    """The same, with what tells why modules are done that she did not study here. Three queries, where there is any."""
    if not any(rests_elsewhere(line.progress) for study in found for line in study.modules):
        return found
    known = grounds_of(learner)
    return [
        replace(
            study,
            modules=tuple(
                replace(line, ground=ground_of(line.progress, course=study.outline.key, known=known))
                for line in study.modules
            ),
        )
        for study in found
    ]


def _offered(learner: Learner, found: list[Study]) -> list[Study]:
    """The same, with the test before each course of which nothing is begun yet."""
    first = {StepKind.LESSON, StepKind.QUIZ}
    fresh = [one.outline for one in found if one.progress.state is State.NOT_BEGUN and one.step.kind in first]
    to_take = still_to_take(learner, fresh)
    return [
        replace(one, before=f"/me/quiz/{place_before(one.outline.key)}/") if one.outline.key in to_take else one
        for one in found
    ]


def coming_sessions(cohorts: Iterable[Cohort], *, now: datetime) -> list[ClassSession]:
    """Sessions of these classes that have not ended, the nearest first. One query."""
    recent = ClassSession.objects.filter(cohort__in=list(cohorts), starts_at__gt=now - timedelta(hours=12))
    return [session for session in recent.order_by("starts_at") if session.ends_at > now]


def _study(cohort: Cohort, course: CourseOutline, standing: _Standing, *, edition: str = "") -> Study:
    destination = standing.corridor.destination
    way = standing.corridor.speaking_to(course.audience, edition=edition)
    base = f"/{standing.language}/{way}/"
    course = course.towards(destination)
    tree = progress(course, standing.known, destination=destination)
    step = next_step(tree, bookmark=standing.bookmark.lesson if standing.bookmark else None)
    return Study(
        cohort=cohort,
        outline=course,
        progress=tree,
        modules=tuple(
            ModuleLine(line, part, f"{base}{line.slug}/")
            for line, part in zip(course.modules, tree.modules, strict=True)
        ),
        step=_next(course, step, base, standing.bookmark),
        final_passed=course.key in standing.known.passed,
        certificate=standing.certificates.get((course.key, tree.scope)),
    )


def _next(course: CourseOutline, step: Step, base: str, bookmark: Bookmark | None) -> NextStep:
    """The step with its words and its address: the screen she was on, where she was in this lesson."""
    if step.kind is StepKind.FINAL:
        return NextStep(step.kind, course.title, f"/me/quiz/{course.key}/")
    module = step.module and course.module(step.module)
    if not module:
        return NextStep(step.kind, course.title, f"{base}{course.slug}/")
    number = course.modules.index(module) + 1
    if step.kind is StepKind.PRACTICE:
        return NextStep(step.kind, module.title, f"{base}{module.slug}/", module.title, number)
    if step.kind is StepKind.QUIZ:
        return NextStep(step.kind, module.title, f"/me/quiz/{module.key}/", module.title, number)
    line = next(line for line in module.lessons if line.key == step.lesson)
    screen = urlsplit(bookmark.path).fragment if bookmark and bookmark.lesson == line.key else ""
    href = f"{base}{module.slug}/{line.slug}/{'#' if screen else ''}{screen}"
    return NextStep(step.kind, line.title, href, module.title, number)


def lesson_place(lesson: uuid.UUID, *, language: str) -> tuple[CourseOutline, ModuleOutline] | None:
    """The first course and module in which a lesson stands now."""
    for course in outlines(language):
        if module := course.module_of(lesson):
            return course, module
    return None
