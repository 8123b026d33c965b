"""What an author is asked: a module's title and template, whether a copy keeps its quiz, the code of an edition."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from courses.authoring.placeholders import MARK
from courses.authoring.templates import templates
from courses.models import CoursePage, Edition


class NewModuleForm(forms.Form):
    """A title, and what the module begins with."""

    title = forms.CharField(
        label=_("Title of the module"), max_length=120, help_text=_("As a trainee reads it. You can change it later.")
    )
    template = forms.ChoiceField(label=_("Begin with"), widget=forms.RadioSelect, initial="short")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = list(templates().values())
        self.fields["template"].choices = [(each.code, each.name) for each in self.offered]

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if MARK in title:
            raise forms.ValidationError(_("Write the title without ✎: this sign marks hints."))
        return title


class DuplicateForm(forms.Form):
    keep_quiz = forms.BooleanField(
        label=_("Close the copy with the same quiz"),
        required=False,
        help_text=_("Leave this empty if the copy shall get questions of its own."),
    )


class EditionForm(forms.Form):
    """A course as it stands now, held under a code."""

    course = forms.ModelChoiceField(CoursePage.objects.none(), label=_("Course"), empty_label=None)
    code = forms.SlugField(
        label=_("Code"), max_length=50, help_text=_("Such as a-2026-1. It stands in addresses and cannot be changed.")
    )
    note = forms.CharField(label=_("What is new"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses = CoursePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)
        self.fields["course"].queryset = courses.order_by("path")  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].lower()
        if "_" in code:
            raise forms.ValidationError(_("Use letters, digits and hyphens only."))
        if Edition.objects.filter(code=code).exists():
            raise forms.ValidationError(_("There is an edition of this code."))
        return code


class AmendForm(forms.Form):
    """The editions that shall get a page's words of today."""

    editions = forms.ModelMultipleChoiceField(
        Edition.objects.none(), label=_("Editions"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, editions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["editions"].queryset = editions  # type: ignore[attr-defined]
