"""Which knowledge change an officer asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.templatetags.baon import day
from courses.outline import CourseOutline
from learning.access import Scope
from reports import queries
from reports.gain.queries import BY_WORDS, By, courses
from reports.queries import Filters


class ChangeForm(forms.Form):
    """Read from the address. Without one it asks for the first course, by class.

    It narrows by classes as a whole only: a page of some people of a class, taken from the page of all, would tell of
    the others.
    """

    course = forms.ChoiceField(label=_("Course"))
    by = forms.TypedChoiceField(label=_("Counted by"), coerce=By, choices=list(BY_WORDS.items()))
    centre = forms.ChoiceField(label=_("Centre"), required=False)
    starts_from = forms.DateField(
        label=_("First day from"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    starts_to = forms.DateField(
        label=_("First day to"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, data: Any, *, scope: Scope, language: str) -> None:
        self.courses: dict[str, CourseOutline] = {str(course.key): course for course in courses(language)}
        first = {"course": next(iter(self.courses), ""), "by": By.CLASS.value}
        given = {name: data[name] for name in self.base_fields if data.get(name)}
        super().__init__({**first, **given})
        self._offer("course", [(key, course.title) for key, course in self.courses.items()])
        self._offer("centre", [("", _("All")), *queries.centres(scope)])

    @property
    def asked(self) -> CourseOutline:
        return self.courses[self.cleaned_data["course"]]

    def filters(self) -> Filters:
        given = self.cleaned_data
        return Filters(centre=given["centre"], starts_from=given["starts_from"], starts_to=given["starts_to"])

    def stamp(self) -> tuple[tuple[str, str], ...]:
        """What is asked for, in words; what is not listed is not narrowed."""
        return tuple(
            (str(self.fields[name].label), self._in_words(name, value))
            for name, value in self.cleaned_data.items()
            if value
        )

    def subject(self) -> str:
        """The same as the access log names it, by codes."""
        given = {**self.cleaned_data, "course": self.asked.slug}
        return " ".join(f"{name}={value}" for name, value in given.items() if value)

    def _in_words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        return str(dict(field.choices)[value]) if isinstance(field, forms.ChoiceField) else day(value)

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
