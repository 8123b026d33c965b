"""The course of a class as it reads to one person: in a language, and in the edition the class keeps to."""

from __future__ import annotations

from courses.outline import CourseOutline
from courses.queries import outlines
from learning.models import Cohort


def course_words(cohort: Cohort, *, language: str) -> CourseOutline | None:
    """The course of a class in a reader's language, or none while it is withdrawn."""
    found = outlines(language, cohort.edition.code if cohort.edition else "")
    return next((course for course in found if course.key == cohort.course.translation_key), None)
