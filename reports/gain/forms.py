"""Which knowledge change an officer asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.outline import CourseOutline
from reports.gain.queries import BY_WORDS, By, courses


class ChangeForm(forms.Form):
    """Read from the address. Without one it asks for the first course, by class.

    It narrows by nothing: a page of some people, taken from the page of all, would tell of the others.
    """

    course = forms.ChoiceField(label=_("Course"))
    by = forms.TypedChoiceField(label=_("Counted by"), coerce=By, choices=list(BY_WORDS.items()))

    def __init__(self, data: Any, *, language: str) -> None:
        self.courses: dict[str, CourseOutline] = {str(course.key): course for course in courses(language)}
        first = {"course": next(iter(self.courses), ""), "by": By.CLASS.value}
        given = {name: data[name] for name in self.base_fields if data.get(name)}
        super().__init__({**first, **given})
        self.fields["course"].choices = [(key, course.title) for key, course in self.courses.items()]

    @property
    def asked(self) -> CourseOutline:
        return self.courses[self.cleaned_data["course"]]

    def stamp(self) -> tuple[tuple[str, str], ...]:
        """What is asked for, in words."""
        said = [(self.fields[name], value) for name, value in self.cleaned_data.items()]
        return tuple((str(field.label), str(dict(field.choices)[value])) for field, value in said)

    def subject(self) -> str:
        """The same as the access log names it, by codes."""
        given = {**self.cleaned_data, "course": self.asked.slug}
        return " ".join(f"{name}={value}" for name, value in given.items() if value)
