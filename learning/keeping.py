"""Reads out everything that is kept of one learner, for herself. Nobody else is shown it."""

from __future__ import annotations

from typing import Any

from assessments.models import Attempt, Observation
from certificates.models import Certificate
from learning.models import Attendance, Bookmark, Learner

Rows = list[dict[str, Any]]


def everything_about(learner: Learner) -> dict[str, Any]:
    """Plain values that go into a JSON file. Eight queries."""
    user = learner.user
    return {
        "learner_code": user.username,
        "name": user.name,
        "name_in_own_script": user.name_own,
        "language": user.language,
        "year_of_birth": learner.birth_year,
        "sex": learner.sex,
        "origin": learner.origin.code,
        "destination": learner.destination.code,
        "occupation": learner.occupation,
        "agreed_to_the_privacy_notice": {"version": learner.notice_version, "at": learner.consented_at.isoformat()},
        "classes": _rows(learner.enrolments, "cohort__code", "cohort__title", "enrolled_at", "withdrawn_at"),
        "records": _rows(learner.records, "id", "verb", "node", "scope", "sequence", "received_at", "payload"),
        "progress": _rows(learner.progress, "kind", "node", "scope", "begun_at", "done_at"),
        "attendance": _rows(
            Attendance.objects.filter(enrolment__learner=learner), "session__starts_at", "state", "minutes"
        ),
        "quizzes": _rows(
            Attempt.objects.by(user), "placement", "begun_at", "submitted_at", "earned", "possible", "passed"
        ),
        "practice": _rows(
            Observation.objects.filter(person=user), "version__question__key", "seen", "instead", "passed", "at"
        ),
        "last_place": _rows(Bookmark.objects.filter(learner=learner), "path", "at"),
        "certificates": _rows(
            Certificate.objects.filter(person=user), "serial", "course", "destination", "issued_at", "revoked_at"
        ),
    }


def _rows(found: Any, *fields: str) -> Rows:
    return [{name: _plain(value) for name, value in row.items()} for row in found.values(*fields)]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, bool, dict, list)) else str(value)
