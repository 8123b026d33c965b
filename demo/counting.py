"""What counts in the demo besides what its people studied: taught in a room, had elsewhere, or exempt."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from courses import queries
from courses.outline import CourseOutline
from demo import streams
from learning.actions.counting import Had, Part, ask_outside, decide_outside, exempt
from learning.actions.taught import name_modules
from learning.models import Cohort, Learner

Raw = dict[str, Any]


def count(cohort: Cohort, raw: Raw, *, by: User, now: datetime) -> None:
    """Where the content says what ``counts``: by whom it is decided, and for whom of the class which modules."""
    if "counts" not in raw:
        return
    counts, course = raw["counts"], queries.outline(cohort.course.translation_key, "en")
    second = User.objects.get(username=counts["decided_by"])
    signed = cohort.sessions.exclude(closed_at=None).order_by("starts_at")
    for session, slug in zip(signed, counts["taught"], strict=False):
        name_modules(session=session, modules=[_part(course, slug).node], by=by, now=now)
    for line in counts["elsewhere"]:
        _recognise(_learner(cohort, line), _part(course, line["module"]), line, by=by, second=second, now=now)
    for line in counts["exempt"]:
        exempt(
            form_id=streams.stable_id("exempt", cohort.code, line["name"]), learner=_learner(cohort, line),
            part=_part(course, line["module"]), reason=line["reason"], by=second, now=now,
        )  # fmt: skip


def _recognise(learner: Learner, part: Part, line: Raw, *, by: User, second: User, now: datetime) -> None:
    """``recognised`` says whether it has been decided already."""
    asked = ask_outside(
        form_id=streams.stable_id("elsewhere", learner.user.name, line["module"]), learner=learner, part=part,
        had=Had(line["given_by"], (now - timedelta(days=line["days_ago"])).date(), line["proof"]), by=by, now=now,
    )  # fmt: skip
    if line.get("recognised"):
        decide_outside(training=asked, accepted=True, answer="", by=second, now=now)


def _part(course: CourseOutline, slug: str) -> Part:
    return Part(next(module.key for module in course.modules if module.slug == slug))


def _learner(cohort: Cohort, line: Raw) -> Learner:
    return Learner.objects.select_related("user").get(enrolments__cohort=cohort, user__name=line["name"])
