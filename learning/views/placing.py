"""Where the quiz of an address stands: closing a module, closing a course, or before it. Asks no question itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from courses.outline import CourseOutline
from courses.queries import outlines
from learning import queries
from learning.access import is_private
from learning.before import only_try, place_before
from learning.models import Learner
from learning.permissions import as_learner


@dataclass(frozen=True)
class Placed:
    """A quiz where it stands. ``back`` is the slug of its page; of a ``private`` one staff learn nothing."""

    key: uuid.UUID
    quiz: str
    title: str
    back: str
    final: bool = False
    before: bool = False
    private: bool = False

    @property
    def address(self) -> str:
        return f"/me/quiz/{self.key}/"

    def attempt_of(self, learner: Learner, sent: uuid.UUID | None) -> uuid.UUID:
        """The id of an attempt that begins: the one that her form brought, but before a course always the same."""
        return only_try(self.key, learner.user_id) if self.before else sent or uuid.uuid4()


def _placed(key: uuid.UUID, courses: tuple[CourseOutline, ...]) -> Placed | None:
    for course in courses:
        if course.key == key and course.final_quiz:
            return Placed(key, course.final_quiz, course.title, course.slug, final=True)
        if place_before(course.key) == key:
            quiz = queries.tests_before([course]).get(course.key)
            return Placed(key, quiz, course.title, course.slug, before=True) if quiz else None
        module = course.module(key)
        if module and module.quiz:
            return Placed(key, module.quiz, module.title, module.slug, private=is_private(module))
    return None


def at_placement(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For trainees, with the learner and the quiz that stands there; 404 where none does."""

    @as_learner
    @wraps(view)
    def placed(request: HttpRequest, learner: Learner, placement: uuid.UUID, **kwargs: Any) -> HttpResponse:
        there = _placed(placement, outlines(request.LANGUAGE_CODE))
        if there is None:
            raise Http404
        return view(request, learner, there, **kwargs)

    return placed
