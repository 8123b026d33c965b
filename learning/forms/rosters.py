"""What is asked about a class list, and of one person keyed from paper. Saves nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from assessments.formats.drafts import Unreadable
from courses.models import Origin
from learning.forms.fields import DayInput, language_choices
from learning.models import Cohort, Learner, RosterRow
from learning.roster_wording import COLUMNS, told, told_of_file
from learning.rosters_files import MOST_BYTES
from learning.rosters_headings import Column
from learning.rosters_rows import Entry, Terms, entry, said_in

# As they are typed from a sheet: what differs from person to person first.
_ORDER = (
    Column.NAME, Column.NAME_OWN, Column.BIRTH, Column.SEX, Column.PHONE, Column.DEPARTS, Column.ORIGIN,
    Column.DESTINATION, Column.OCCUPATION, Column.LANGUAGE,
)  # fmt: skip
STICKY = ("origin", "destination", "occupation", "language")


class SilentForm(forms.Form):
    """What holds for everyone of whom nothing else is said."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    origin = forms.ChoiceField(label=_("Where do they come from?"))
    destination = forms.ChoiceField(label=_("Where do they go?"))
    occupation = forms.ChoiceField(label=_("What work will they do?"), choices=Learner.Occupation.choices)
    language = forms.ChoiceField(label=_("Their language"))

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["origin"].choices = [(place.code, place.name) for place in Origin.objects.all()]  # type: ignore[attr-defined]
        offered = [(place.code, place.name) for place in cohort.destinations.all()]
        self.fields["destination"].choices = offered  # type: ignore[attr-defined]
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        self.initial.setdefault("language", next(iter(cohort.languages), "en"))
        self.initial.setdefault("origin", cohort.origin.code if cohort.origin else cohort.centre.country)


class RosterForm(SilentForm):
    """A class list, and what holds where it is silent."""

    file = forms.FileField(
        label=_("Class list"),
        help_text=_("An XLSX or CSV file. Names are enough; the rest is chosen below where the list does not say it."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )
    field_order = ("form_id", "file", *STICKY)

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(told_of_file(Unreadable.TOO_LARGE))
        return file

    def silent(self) -> dict[str, str]:
        return {**{name: self.cleaned_data[name] for name in STICKY}, "sex": Learner.Sex.UNSAID.value}


class ColumnsForm(forms.Form):
    """What the columns of a list mean, shown by its first rows."""

    heads = forms.BooleanField(label=_("The first row names the columns; it is nobody."), required=False)

    def __init__(self, *args: Any, head: list[list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Do not read")), *((column.value, COLUMNS[column]) for column in COLUMNS)]
        for place in range(max(map(len, head), default=0)):
            seen = [row[place] for row in head if place < len(row) and row[place].strip()]
            if seen:
                label = " · ".join(seen)[:80]
                self.fields[f"column-{place}"] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.order_fields([*(name for name in self.fields if name != "heads"), "heads"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        chosen = [meaning for name, meaning in given.items() if name.startswith("column-") and meaning]
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError(_("Two columns cannot mean the same. Choose one of them."))
        if not {"name", "given", "family", "name_own"} & set(chosen):
            raise forms.ValidationError(_("Say in which column the names stand."))
        return given

    def columns(self) -> dict[str, int]:
        given = self.cleaned_data.items()
        return {
            meaning: int(name.removeprefix("column-"))
            for name, meaning in given
            if name.startswith("column-") and meaning
        }


class PersonForm(SilentForm):
    """One person from a sign-up sheet, typed as it is written there."""

    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, help_text=_("As in the passport, if possible. One is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "dir": "auto"}),
    )  # fmt: skip
    name_own = forms.CharField(
        label=_("Name in own script"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )  # fmt: skip
    birth_year = forms.CharField(
        label=_("Year of birth"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
    )  # fmt: skip
    sex = forms.ChoiceField(label=_("Sex"), choices=Learner.Sex.choices, initial=Learner.Sex.UNSAID)
    phone = forms.CharField(
        label=_("Phone"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off", "dir": "ltr"}),
    )  # fmt: skip
    departs_on = forms.CharField(label=_("Day of departure"), required=False, widget=DayInput())
    like = forms.IntegerField(widget=forms.HiddenInput, required=False)
    decision = forms.ChoiceField(choices=[("", ""), *RosterRow.Decision.choices], required=False)
    field_order = ("form_id", "name", "name_own", "birth_year", "sex", "phone", "departs_on", *STICKY)

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = terms
        self.read: Entry | None = None

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields to be typed into."""
        return [self[column.value] for column in _ORDER]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        cells = [str(given.get(column.value) or "") for column in _ORDER]
        self.read = entry(said_in(cells, {column: place for place, column in enumerate(_ORDER)}), self.terms)
        for fault in self.read.faults:
            if fault.column.value not in self.errors:
                self.add_error(fault.column.value, told(fault.column, fault.fault, fault.what)[2])
        return given
