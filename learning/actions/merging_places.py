"""What becomes of the places of two entries that were in one class: one place with all marks and sheets, and back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from courses.models import Destination
from learning.models import Attendance, Enrolment, Learner, PaperSheet, WaitingPlace

Joined = dict[str, Any]
_MARK = ("state", "minutes", "id_seen")
_STANDING = ("withdrawn_at", "withdrawn_because", "moved_to_id", "core_key")


def join_places(*, kept: Learner, gone: Learner, now: datetime) -> list[Joined]:
    """Where both are in a class the place of the kept one stays, with what was marked and typed for the other.

    What was done is returned in plain values, as ``part_places`` takes it.
    """
    hers = {place.cohort_id: place for place in kept.enrolments.all()}
    theirs = gone.enrolments.filter(cohort__in=hers)
    return [_join(hers[place.cohort_id], place, now) for place in theirs]


def part_places(joined: list[Joined]) -> None:
    for one in joined:
        Attendance.objects.filter(pk__in=one["attendance"], enrolment=one["kept"]).update(enrolment=one["gone"])
        PaperSheet.objects.filter(pk__in=one["sheets"], enrolment=one["kept"]).update(enrolment=one["gone"])
        for pk, (was, became) in one["marks"].items():
            _put_back(Attendance.objects.filter(pk=pk), _MARK, was, became)
        for pk, (was, became) in one["places"].items():
            _put_back(Enrolment.objects.filter(pk=pk), _STANDING, was, became)


def end_waits(*, kept: Learner, gone: Learner, came: list[int]) -> list[list[Any]]:
    """Who has a place waits for none, and nobody stands in a line under two names. ``came`` are rows that were the
    other's. What ended is returned in plain values, as ``give_waits_back`` takes it."""
    there = kept.enrolments.active().values("cohort")
    ended = WaitingPlace.objects.filter(Q(learner=kept, cohort__in=there) | Q(learner=gone))
    was = [
        [
            wait.cohort_id, gone.pk if wait.pk in came else wait.learner_id, wait.asked_at.isoformat(),
            {"destination": wait.destination_id, "season": wait.season, "leaving": wait.leaving_id},
        ]
        for wait in ended
    ]  # fmt: skip
    ended.delete()
    return was


def give_waits_back(ended: list[list[Any]]) -> None:
    """To whom has no place there now."""
    for cohort, learner, asked_at, *said in ended:  # what she said was not kept at first
        if not Enrolment.objects.filter(cohort=cohort, learner=learner).exists():
            told = said[0] if said else {}
            asked = {
                "asked_at": asked_at, "season": told.get("season", ""),
                "destination": Destination.objects.filter(pk__in=[told.get("destination")]).first(),
                "leaving": Enrolment.objects.filter(pk__in=[told.get("leaving")]).first(),
            }  # fmt: skip
            WaitingPlace.objects.get_or_create(cohort_id=cohort, learner_id=learner, defaults=asked)


def _join(kept: Enrolment, gone: Enrolment, now: datetime) -> Joined:
    marked = kept.attendance.values("session")
    moving = list(gone.attendance.exclude(session__in=marked).values_list("pk", flat=True))
    marks = _better_marks(kept, gone)
    Attendance.objects.filter(pk__in=moving).update(enrolment=kept)
    typed = kept.paper_sheets.values("paper")
    sheets = list(gone.paper_sheets.exclude(paper__in=typed).values_list("pk", flat=True))
    PaperSheet.objects.filter(pk__in=sheets).update(enrolment=kept)
    places = {str(kept.pk): _take_over(kept, gone), str(gone.pk): _leave(gone, now)}
    return {
        "kept": kept.pk, "gone": gone.pk, "attendance": moving, "marks": marks, "sheets": sheets,
        "places": {pk: change for pk, change in places.items() if change},
    }  # fmt: skip


def _better_marks(kept: Enrolment, gone: Enrolment) -> dict[str, list[list[Any]]]:
    """Of two marks in one session the one with more minutes counts: she was there under one of her names."""
    theirs = {mark.session_id: mark for mark in gone.attendance.all()}
    changed = {}
    for mark in kept.attendance.filter(session__in=theirs):
        other = theirs[mark.session_id]
        if other.minutes > mark.minutes:
            was = _values(mark, _MARK)
            mark.state, mark.minutes, mark.id_seen = other.state, other.minutes, other.id_seen or mark.id_seen
            mark.save(update_fields=list(_MARK))
            changed[str(mark.pk)] = [was, _values(mark, _MARK)]
    return changed


def _take_over(kept: Enrolment, gone: Enrolment) -> list[list[Any]] | None:
    """Who is in the class under either name is in it, and was given the short course if either was."""
    was = _values(kept, _STANDING)
    if kept.withdrawn_at and not gone.withdrawn_at:
        kept.withdrawn_at, kept.withdrawn_because, kept.moved_to = None, "", None
    kept.core_key = kept.core_key or gone.core_key
    return _kept_change(kept, was)


def _leave(gone: Enrolment, now: datetime) -> list[list[Any]] | None:
    was = _values(gone, _STANDING)
    if not gone.withdrawn_at:
        gone.withdrawn_at, gone.withdrawn_because = now, Enrolment.Leaving.MISTAKE
    return _kept_change(gone, was)


def _kept_change(place: Enrolment, was: list[Any]) -> list[list[Any]] | None:
    became = _values(place, _STANDING)
    if became == was:
        return None
    place.save(update_fields=[name.removesuffix("_id") for name in _STANDING])
    return [was, became]


def _values(row: Attendance | Enrolment, names: tuple[str, ...]) -> list[Any]:
    values = (getattr(row, name) for name in names)
    return [value if value is None or isinstance(value, int) else str(value) for value in values]


def _put_back(rows: Any, names: tuple[str, ...], was: list[Any], became: list[Any]) -> None:
    """Unless it was changed again since."""
    row = rows.filter(**dict(zip(names, became, strict=True))).first()
    if row:
        rows.update(**dict(zip(names, was, strict=True)))
