"""Which results an officer asks for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Survey
from learning.access import Scope
from reports.surveys import queries

_YEARS = 6


class ResultsForm(forms.Form):
    """Read from the address. Without one it asks for the first survey in this year, all parts together."""

    survey = forms.ChoiceField(label=_("Survey"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    part = forms.ChoiceField(label=_("Class, centre or destination"), required=False)

    def __init__(self, data: Any, *, scope: Scope, now: datetime) -> None:
        self.surveys = {survey.key: survey for survey in queries.surveys()}
        years = [str(now.year - back) for back in range(_YEARS)]
        first = {"survey": next(iter(self.surveys), ""), "year": years[0], "part": ""}
        super().__init__({**first, **{name: data[name] for name in first if data.get(name)}})
        self._offer("survey", [(key, survey.title) for key, survey in self.surveys.items()])
        self._offer("year", [(year, year) for year in years])
        self.parts: tuple[queries.Part, ...] = ()
        if self.data["survey"] in self.surveys and self.data["year"] in years:
            survey = self.surveys[self.data["survey"]]
            self.parts = queries.parts(scope, survey, year=int(self.data["year"]))
        self._offer("part", [("", _("All")), *((part.code, part.name) for part in self.parts)])

    @property
    def asked(self) -> Survey:
        return self.surveys[self.cleaned_data["survey"]]

    @property
    def place(self) -> int:
        """The part that is asked for, as ``hiding.shown`` counts them: all is the last."""
        codes = [part.code for part in self.parts]
        return codes.index(self.cleaned_data["part"]) if self.cleaned_data["part"] else len(codes)

    def stamp(self) -> tuple[tuple[str, str], ...]:
        """What is asked for, in words."""
        said = [(name, self.fields[name], str(self.cleaned_data[name])) for name in self.fields]
        return tuple((str(field.label), str(dict(field.choices)[value])) for _name, field, value in said)

    def subject(self) -> str:
        """The same as the access log names it, by codes."""
        return " ".join(f"{name}={value}" for name, value in self.cleaned_data.items() if value)

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
