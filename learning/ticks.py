"""Reads what an instructor ticked: a checklist for many people in one form. Saves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import QueryDict

from assessments.questions import Question
from learning.actions import Sighting
from learning.queries.practice import WatchLine, written


def sightings_from_post(post: QueryDict, *, lines: Iterable[WatchLine], question: Question) -> list[Sighting]:
    """The people whose ticks were changed: ``seen-<enrolment>``, ``all-<enrolment>``, ``instead-<enrolment>``.

    ``was-<enrolment>`` is what the page showed. A person left as she was is passed over, so that two instructors who
    have the page open do not undo each other.
    """
    return list(_changed(post, lines, question))


def _changed(post: QueryDict, lines: Iterable[WatchLine], question: Question) -> Iterator[Sighting]:
    for line in lines:
        pk = line.enrolment.pk
        ticked = set(question.option_keys if f"all-{pk}" in post else post.getlist(f"seen-{pk}"))
        seen = tuple(key for key in question.option_keys if key in ticked)
        instead = f"instead-{pk}" in post
        if written(seen, instead=instead) != post.get(f"was-{pk}", ""):
            yield Sighting(line.enrolment.learner, seen, instead)
