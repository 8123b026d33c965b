"""What an instructor asks of the people in a class, and the day somebody leaves. Saves nothing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.forms.fields import DepartureDay
from learning.queries.finding import Show


class FindForm(forms.Form):
    """Looks for people; what is not understood asks for nothing."""

    q = forms.CharField(
        label=_("Name or code"), required=False, max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "dir": "auto"}),
    )  # fmt: skip
    show = forms.ChoiceField(label=_("Show"), required=False, choices=Show.choices)
    at = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def asked(self) -> dict[str, str]:
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return {"words": given.get("q", ""), "show": given.get("show", ""), "at": given.get("at", "")}


class DepartureForm(forms.Form):
    departs_on = DepartureDay(label=_("Day of departure"))
