"""Which course has a short one beside it, for who leaves before her class ends. Saves nothing by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from courses.models import CoursePage
from learning.models import CoreCourse


class ShortCourseForm(forms.ModelForm):
    """A course is chosen by its title; what is kept is its stable key."""

    course_key = forms.TypedChoiceField(label=_("Course"), coerce=UUID)

    class Meta:
        model = CoreCourse
        fields = ["course_key", "core"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses = CoursePage.objects.filter(locale=Locale.get_default()).order_by("title")
        self.fields["course_key"].choices = [(str(course.translation_key), course.title) for course in courses]
        self.fields["core"].queryset = courses

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("core") and given["core"].translation_key == given.get("course_key"):
            self.add_error("core", _("A course cannot be the short one of itself."))
        return given
