"""Who may see whose data, and what of it: turns roles into a scope, and a course into what staff may know of it.

Plain Python; ``models`` turns the scope into a query.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from courses.outline import CourseOutline, ModuleOutline


@dataclass(frozen=True)
class Scope:
    """What one person may see of learners: her own data, her classes, her organisations, or everyone."""

    user_id: int
    teaches: bool = False
    organisations: frozenset[int] = field(default_factory=frozenset)
    everyone: bool = False


def scope_of(
    user_id: int, memberships: Iterable[tuple[str, int]], *, ministries: frozenset[int] = frozenset()
) -> Scope:
    """The scope of a person from her (role, organisation) pairs.

    A programme officer answers for her organisation, an officer or administrator of a ministry for everyone.
    Authors, reviewers and consular officers see no learner but themselves.
    """
    teaches = False
    everyone = False
    organisations: set[int] = set()
    for role, organisation in memberships:
        if role == "instructor":
            teaches = True
        elif role in {"programme_officer", "administrator"}:
            organisations.add(organisation)
            everyone = everyone or organisation in ministries
    return Scope(user_id=user_id, teaches=teaches, organisations=frozenset(organisations), everyone=everyone)


def is_private(module: ModuleOutline) -> bool:
    """Whether staff never see who has done this module: it says so itself, or each of its lessons does."""
    return module.sensitive or (bool(module.lessons) and all(lesson.sensitive for lesson in module.lessons))


def seen_by_staff(course: CourseOutline) -> CourseOutline:
    """The course as staff may count it: private modules keep their place and nothing else, private lessons are gone."""
    return replace(course, modules=tuple(_seen_by_staff(module) for module in course.modules))


def _seen_by_staff(module: ModuleOutline) -> ModuleOutline:
    if is_private(module):
        return replace(module, title="", slug="", summary="", lessons=(), quiz="", sensitive=True)
    return replace(module, lessons=tuple(lesson for lesson in module.lessons if not lesson.sensitive))
