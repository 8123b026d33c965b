"""Puts together what a learner achieved in a course, as ``certificates`` asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from certificates.rules import Achievement
from learning.attending import Attended
from learning.completion import Basis, CourseProgress, Deeds, Lack, State
from learning.models import Enrolment, Learner, Record
from learning.queries.deeds import RESULTS, attendance_of


def achievement(
    learner: Learner, tree: CourseProgress, *, enrolments: Iterable[Enrolment], known: Deeds, now: datetime
) -> Achievement:
    """What she has of what a certificate asks, from her classes in this course. Three queries.

    A course that was done is not undone by a module or a test that was added later.
    """
    required = [module for module in tree.modules if module.required]
    left = [module for module in required if module.state is not State.DONE]
    missing = [] if tree.state is State.DONE else left
    on = {basis: tuple(module.key for module in required if module.basis is basis) for basis in Basis}
    room, attended = _attended([one for one in enrolments if one.course_key == tree.key], now)
    return Achievement(
        modules_total=len(required),
        modules_missing=tuple(module.key for module in missing if not module.scope),
        modules_recognised=on[Basis.RECOGNISED],
        modules_exempt=on[Basis.EXEMPT],
        overlay_done=not any(module.scope for module in missing),
        has_final=tree.key in known.passed or any(reason.lack is Lack.FINAL_NOT_PASSED for reason in tree.reasons),
        final_score=_best_final(learner, tree),
        final_passed=tree.key in known.passed,
        meets_in_room=room,
        minutes_attended=attended.present,
        minutes_scheduled=attended.scheduled,
    )


def _attended(enrolments: list[Enrolment], now: datetime) -> tuple[bool, Attended]:
    """Whether roll calls count for her, and the best she has of them. They do not where one class has no room, nor in a
    short course, which no class is held for."""
    if not enrolments or not all(one.cohort.meets_in_room for one in enrolments):
        return False, Attended()
    there = attendance_of(enrolments, now=now)
    return True, max(there.values(), key=lambda one: one.ratio or 0, default=Attended())


def _best_final(learner: Learner, tree: CourseProgress) -> Decimal | None:
    """Her best score in the final test, in per cent; where it was put together from parts, the whole."""
    results = Record.objects.filter(learner=learner, verb__in=RESULTS, node=tree.key, scope__in={"", tree.scope})
    scores: dict[bool, list[Decimal]] = {True: [], False: []}
    for verb, payload in results.values_list("verb", "payload"):
        if possible := Decimal(payload["possible"]):
            scores[verb == Record.Verb.QUIZ_DECIDED].append(Decimal(payload["earned"]) * 100 / possible)
    return max(scores[True] or scores[False], default=None)
