"""What an officer can ask a report for, and for what she takes it out of the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.templatetags.baon import day
from learning.access import Scope
from learning.models import Learner
from reports import queries
from reports.queries import Filters

STATES = [("open", pgettext_lazy("a class", "Open")), ("closed", _("Closed"))]

# Every part of every class must be weighed against every other; beyond this it takes longer than a second.
MOST_CLASSES_CUT = 300


class FilterForm(forms.Form):
    """Read from the address, so that a report can be sent on as a link. What it offers lies within the scope."""

    cohort = forms.CharField(label=_("Class code"), required=False, max_length=8)
    centre = forms.ChoiceField(label=_("Centre"), required=False)
    destination = forms.ChoiceField(label=_("Destination"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), required=False)
    starts_from = forms.DateField(
        label=_("First day from"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    starts_to = forms.DateField(
        label=_("First day to"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    state = forms.ChoiceField(label=_("Open or closed"), required=False)

    def __init__(self, *args: Any, scope: Scope, cuts_classes: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._scope = scope
        self._cuts_classes = cuts_classes
        self._offer("centre", queries.centres(scope))
        self._offer("destination", queries.destinations())
        self._offer("sex", Learner.Sex.choices)
        self._offer("state", STATES)

    def clean_cohort(self) -> str:
        code: str = self.cleaned_data["cohort"].strip().upper()
        self.cohort_title = queries.class_title(self._scope, code) if code else None
        if code and self.cohort_title is None:
            raise forms.ValidationError(_("There is no such class among yours. Check the code."))
        return code

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("starts_from"), given.get("starts_to")
        if first and last and first > last:
            self.add_error("starts_to", _("This day is before the other one."))
        if self._cuts_classes and not self.errors:
            self._check_cut(Filters(**given))
        return given

    def _check_cut(self, filters: Filters) -> None:
        if filters.sex and filters.destination:
            raise forms.ValidationError(
                _("Choose a destination or a sex. The page by destination shows both together.")
            )
        if filters.is_cut and queries.how_many(self._scope, filters) > MOST_CLASSES_CUT:
            raise forms.ValidationError(
                _("These are more than %(most)s classes. Choose a centre or days to see a part of each."),
                params={"most": MOST_CLASSES_CUT},
            )

    def filters(self) -> Filters:
        return Filters(**self.cleaned_data)

    def stamp(self) -> tuple[tuple[str, str], ...]:
        """The filters that are set, in words; what is not listed is not narrowed."""
        set_to = [
            (str(self.fields[name].label), self._in_words(name, value))
            for name, value in self.cleaned_data.items()
            if value
        ]
        return tuple(set_to) or ((str(_("Filters")), str(_("none"))),)

    def _in_words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if name == "cohort":
            return f"{value} · {self.cohort_title}"
        if isinstance(field, forms.DateField):
            return day(value)
        return str(dict(field.choices)[value]) if isinstance(field, forms.ChoiceField) else str(value)

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("All")), *choices]


class PurposeForm(forms.Form):
    """Why figures leave the house. The answer is written into the access log."""

    PURPOSES = [
        ("follow_up", _("Following the programme")),
        ("planning", _("Planning classes and visits")),
        ("ministry", _("Report to the ministry")),
        ("donor", _("Report to a donor")),
        ("audit", _("Audit")),
    ]
    purpose = forms.ChoiceField(label=_("What is the file for?"), choices=[("", _("Choose")), *PURPOSES])
