"""The roll call as it is posted, and what is typed beside it. Saves nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts import codes
from learning.actions import Mark
from learning.models import Attendance, ClassSession
from learning.queries import RollLine

_LONGEST = 4  # digits of minutes


def marks_from_post(post: QueryDict, *, lines: Iterable[RollLine], session: ClassSession) -> dict[int, Mark]:
    """The roll call as posted: ``state-<enrolment>``, ``minutes-<enrolment>``, and ``id-<enrolment>`` if it was seen.

    What stands as the page showed it (``was-<enrolment>``) is left out: another may have marked it since.

    Minutes that cannot be read, or do not fit the state, follow from it: all of them for who was there, else none.
    """
    found = {}
    for line in lines:
        pk = line.enrolment.pk
        mark = _mark(post, pk, post.get(f"state-{pk}", ""), session)
        if mark and post.get(f"was-{pk}") != shown(mark):
            found[pk] = mark
    return found


def others_from_post(post: QueryDict, *, lines: Iterable[RollLine], session: ClassSession) -> dict[int, Mark]:
    """The mark in ``others``, for all who have none yet but those who joined later: they were not absent, and not
    there."""
    there = [line.enrolment.pk for line in lines if not line.joined_later]
    marks = {pk: _mark(post, pk, post.get("others", ""), session) for pk in there if not post.get(f"state-{pk}")}
    return {pk: mark for pk, mark in marks.items() if mark}


def _mark(post: QueryDict, pk: int, state: str, session: ClassSession) -> Mark | None:
    if state not in Attendance.State.values:
        return None
    return Mark(state, _minutes(post.get(f"minutes-{pk}", ""), state, session.minutes), f"id-{pk}" in post)


def shown(mark: Mark) -> str:
    """A mark as the page carries it along."""
    return f"{mark.state}:{mark.minutes}:{'id' if mark.id_seen else ''}"


class ReasonForm(forms.Form):
    """Why a signed roll call should say something else."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        help_text=_("Such as: the list on paper says so. Write nothing about health or family."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )


class DigitsForm(forms.Form):
    """The four digits beside the square."""

    digits = forms.CharField(
        label=_("The 4 numbers on the screen"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr", "class": "code"}),
    )

    def clean_digits(self) -> str:
        return codes.plain_digits(self.cleaned_data["digits"])


def _minutes(typed: str, state: str, whole: int) -> int:
    if state in {Attendance.State.EXCUSED, Attendance.State.ABSENT}:
        return 0
    part = state in {Attendance.State.LATE, Attendance.State.LEFT_EARLY}
    minutes = typed.strip()
    return min(int(minutes), whole) if part and minutes.isdecimal() and len(minutes) <= _LONGEST else whole
