"""What people type when they join a class. Saves nothing."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import codes
from courses.models import Destination, Origin
from learning import queries
from learning.actions import MinimumRecord
from learning.forms.fields import AnyDigits, DepartureDay, language_choices
from learning.models import Cohort, Enrolment, Learner
from learning.rosters_rows import may_be_born

# What brings somebody who was in a class of this course before.
AGAIN = [choice for choice in Enrolment.Season.choices if choice[0] != Enrolment.Season.FIRST]


class ClassCodeForm(forms.Form):
    """The code of a class, typed as it comes."""

    code = forms.CharField(
        label=_("Class code"),
        max_length=40,
        help_text=_("6 letters and numbers, from your instructor or the poster."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
                "class": "code",
            }
        ),
    )

    def clean_code(self) -> str:
        found = Cohort.objects.filter(code=codes.read_class_code(self.cleaned_data["code"]) or "").first()
        if found is None:
            raise forms.ValidationError(_("No class has this code. Look at it again, or ask your instructor."))
        return str(found.code)


class JoinForm(forms.Form):
    """The minimum record. A form sent twice carries the same ``record``."""

    record = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Your name in Latin letters"),
        max_length=200,
        help_text=_("As in the passport: your certificate will show it. One name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name_own = forms.CharField(
        label=_("Your name in your own script"),
        required=False,
        max_length=200,
        help_text=_("You may leave this empty."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    birth_year = AnyDigits(label=_("Year of birth"), required=False, help_text=_("You may leave this empty."))
    sex = forms.ChoiceField(label=_("You are"), choices=Learner.Sex.choices, widget=forms.RadioSelect)
    origin = forms.ModelChoiceField(Origin.objects.none(), label=_("Where do you come from?"), empty_label=_("Choose"))
    destination = forms.ModelChoiceField(
        Destination.objects.none(), label=_("Where do you go?"), empty_label=_("Choose")
    )
    occupation = forms.ChoiceField(label=_("What work will you do?"), choices=Learner.Occupation.choices)
    departs_on = DepartureDay(label=_("Which day do you leave?"))
    language = forms.ChoiceField(label=_("Your language"))

    def __init__(self, *args: Any, cohort: Cohort, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["origin"].queryset = Origin.objects.all()
        self.initial.setdefault("origin", cohort.origin_id)
        destinations = cohort.destinations.all()
        self.fields["destination"].queryset = destinations
        if len(destinations) == 1:
            self.initial.setdefault("destination", destinations[0])
        self.fields["language"].choices = language_choices()

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        letters = [letter for letter in name if letter.isalpha()]
        if not letters or not all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters):
            raise forms.ValidationError(_("Write your name in Latin letters here, as in your passport."))
        return name

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and not may_be_born(year, this_year=self.now.year):
            raise forms.ValidationError(
                _("Write the year as four digits of the common calendar, such as 1998."), code="year"
            )
        return year

    def details(self) -> MinimumRecord:
        given = self.cleaned_data
        return MinimumRecord(**{name: given[name] for name in MinimumRecord.__dataclass_fields__})


class SecondClassForm(forms.Form):
    """A trainee who has an account joins one more class. Where she goes is asked only where this class goes elsewhere,
    why she comes only if she was in a class of this course before."""

    destination = forms.ModelChoiceField(
        Destination.objects.none(), label=_("Where do you go?"), empty_label=_("Choose")
    )
    season = forms.ChoiceField(
        label=_("Why do you come again?"), choices=AGAIN, required=False, widget=forms.RadioSelect
    )  # fmt: skip

    def __init__(self, *args: Any, cohort: Cohort, learner: Learner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        destinations = cohort.destinations.all()
        if learner.destination in destinations:
            del self.fields["destination"]
        else:
            self.fields["destination"].queryset = destinations
        if queries.usual_season(learner, cohort) == Enrolment.Season.FIRST:
            del self.fields["season"]
        else:
            self.initial.setdefault("season", Enrolment.Season.REPEAT)
