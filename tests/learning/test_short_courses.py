"""Which course has a short one beside it, as the ministry says it."""

from __future__ import annotations

from learning.forms.short_courses import ShortCourseForm
from tests import factories


def test_a_course_is_chosen_by_its_title_and_kept_by_its_stable_key(small):
    short = factories.course(title="Core preparation")
    form = ShortCourseForm({"course_key": str(small.course.translation_key), "core": short.pk})
    assert form.is_valid()
    kept = form.save()
    assert (kept.course_key, kept.core, kept.course) == (small.course.translation_key, short, small.course)


def test_no_course_is_the_short_one_of_itself(small):
    form = ShortCourseForm({"course_key": str(small.course.translation_key), "core": small.course.pk})
    assert form.errors["core"] == ["A course cannot be the short one of itself."]
