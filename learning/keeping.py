"""Reads out everything that is kept of one learner, for herself. Nobody else is shown it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import SignInCard
from assessments.models import Answer, Attempt, Observation
from certificates.models import Certificate
from learning.models import (
    Attendance,
    AttendanceChange,
    Bookmark,
    Learner,
    Merge,
    PaperCorrection,
    PaperEntry,
    PaperSheet,
    RosterRow,
)

Rows = list[dict[str, Any]]


def everything_about(learner: Learner) -> dict[str, Any]:
    """Plain values that go into a JSON file. A query for each kind of row, however many there are; and as many again
    for each entry that went into hers, for what could not go along."""
    others = Learner.objects.filter(merged_into__kept=learner).select_related("user", "origin", "destination")
    return {
        **_herself(learner),
        **_classes(learner),
        **_learning(learner),
        **_quizzes(learner),
        "left_with_other_entries": [everything_about(other) for other in others],
    }


def _herself(learner: Learner) -> dict[str, Any]:
    user = learner.user
    return {
        "learner_code": user.username,
        "number_instead_of_the_code": user.number,
        "name": user.name,
        "name_in_own_script": user.name_own,
        "language": user.language,
        "year_of_birth": learner.birth_year,
        "sex": learner.sex,
        "origin": learner.origin.code,
        "destination": learner.destination.code,
        "occupation": learner.occupation,
        "day_of_departure": _plain(learner.departs_on),
        "phone": learner.phone,
        "has_worked_abroad": learner.been_abroad,
        "agreed_to_the_privacy_notice": {
            "version": learner.notice_version,
            "at": learner.consented_at.isoformat() if learner.consented_at else None,
        },
        "sign_in_cards": _rows(SignInCard.objects.filter(user=user), "made_at", "revoked_at"),
        "entries_made_one": _rows(
            Merge.objects.filter(Q(kept=learner) | Q(gone=learner)), "reason", "moved", "merged_at"
        ),
    }


def _classes(learner: Learner) -> dict[str, Rows]:
    return {
        "classes": _rows(
            learner.enrolments, "cohort__code", "cohort__title", "enrolled_at", "withdrawn_at", "withdrawn_because",
            "season", "core_key",
        ),
        "waiting_for_classes": _rows(learner.waiting, "cohort__code", "cohort__title", "asked_at"),
        "in_class_lists": _rows(RosterRow.objects.filter(enrolment__learner=learner), "roster__file_name", "values"),
        "in_lists_filed_before_a_class": _rows(learner.filed, "filed__filed_at", "said"),
        "attendance": _rows(
            Attendance.objects.filter(enrolment__learner=learner), "session__starts_at", "state", "minutes", "id_seen"
        ),
        "attendance_changes_asked": _rows(
            _changes_about(learner), "session__starts_at", "reason", "asked_at", "decided_at", "accepted"
        ),
    }  # fmt: skip


def _changes_about(learner: Learner) -> QuerySet[AttendanceChange]:
    """Changes to signed roll calls that name one of her places; of others in them nothing is read out."""
    places = [str(pk) for pk in learner.enrolments.values_list("pk", flat=True)]
    changes = AttendanceChange.objects.filter(session__cohort__enrolments__learner=learner)
    return changes.filter(marks__has_any_keys=places).distinct() if places else changes.none()


def _learning(learner: Learner) -> dict[str, Rows]:
    return {
        "records": _rows(learner.records, "id", "verb", "node", "scope", "sequence", "received_at", "payload"),
        "progress": _rows(learner.progress, "kind", "node", "scope", "begun_at", "done_at"),
        "last_place": _rows(Bookmark.objects.filter(learner=learner), "path", "at"),
        "in_the_middle_of": _rows(
            learner.play_states, "content", "version", "data_id", "sub_content", "data", "at"
        ),
        "exemptions": _rows(learner.exemptions, "node", "scope", "reason", "signed_at", "ended_at"),
        "training_elsewhere": _rows(
            learner.outside_training, "node", "scope", "provider", "held_on", "proof", "asked_at", "decided_at",
            "accepted", "answer",
        ),
        "certificates": _rows(
            Certificate.objects.filter(person=learner.user), "serial", "course", "destination", "issued_at",
            "revoked_at",
        ),
    }  # fmt: skip


def _quizzes(learner: Learner) -> dict[str, Rows]:
    user = learner.user
    return {
        "quizzes": _rows(
            Attempt.objects.by(user), "id", "placement", "begun_at", "submitted_at", "earned", "possible", "passed"
        ),
        "answers": _rows(
            Answer.objects.filter(attempt__person=user), "attempt", "version__question__key", "response", "received_at"
        ),
        "brought_by_a_phone_and_not_placed": _rows(learner.unplaced, "reason", "told", "received_at", "placed_at"),
        "practice": _rows(
            Observation.objects.filter(person=user), "version__question__key", "seen", "instead", "passed", "at"
        ),
        "paper_sheets": _rows(
            PaperSheet.objects.filter(enrolment__learner=learner), "code", "paper__placement", "counted_at"
        ),
        # Emptied when a sheet is counted: then the answers stand above.
        "typed_from_paper": _rows(
            PaperEntry.objects.filter(sheet__enrolment__learner=learner), "sheet__code", "place", "marks", "entered_at"
        ),
        "corrected_from_paper": _rows(
            PaperCorrection.objects.filter(entry__sheet__enrolment__learner=learner),
            "entry__sheet__code", "version__question__key", "was", "becomes", "reason", "at",
        ),
    }  # fmt: skip


def _rows(found: Any, *fields: str) -> Rows:
    return [{name: _plain(value) for name, value in row.items()} for row in found.values(*fields)]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, bool, dict, list)) else str(value)
