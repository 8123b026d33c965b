"""Why somebody leaves a class, where she moves to, and what she comes for. Saves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.baon import amount, day
from learning.models import Cohort, Enrolment

# "Moved" is said by moving her.
REASONS = [choice for choice in Enrolment.Leaving.choices if choice[0] != Enrolment.Leaving.MOVED]


class LeavingForm(forms.Form):
    because = forms.ChoiceField(label=gettext_lazy("Why?"), choices=REASONS, widget=forms.RadioSelect)


class SeasonForm(forms.Form):
    season = forms.ChoiceField(
        label=gettext_lazy("She is here"), choices=Enrolment.Season.choices, widget=forms.RadioSelect
    )


class MoveForm(forms.Form):
    """The classes she may move to; ``targets`` say how many are ``taken`` in each."""

    to = forms.ChoiceField(label=gettext_lazy("To which class?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, targets: Iterable[Cohort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = {cohort.code: cohort for cohort in targets}
        self.fields["to"].choices = [(code, _told(cohort)) for code, cohort in self.targets.items()]

    def cohort(self) -> Cohort:
        return self.targets[self.cleaned_data["to"]]


class CrowdedForm(forms.Form):
    """What shall become of her where no place is free for her. Who goes before others does so for a reason."""

    WAIT, NOW = "wait", "now"

    way = forms.ChoiceField(
        label=gettext_lazy("What shall we do?"), widget=forms.RadioSelect,
        choices=[
            (WAIT, gettext_lazy("She waits for a place there, and stays here until she has it")),
            (NOW, gettext_lazy("She moves now all the same")),
        ],
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why she moves now"), max_length=200, required=False,
        help_text=gettext_lazy("It is written down with your name."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("way") == self.NOW and not values.get("reason"):
            self.add_error("reason", _("Write why she goes before others."))
        return values


def _told(cohort: Cohort) -> str:
    """The name of a class, its first day, and how many places are free."""
    named = _("%(title)s, from %(day)s") % {"title": cohort.title, "day": day(cohort.starts_on)}
    if cohort.capacity is None:
        return named
    free = cohort.capacity - cohort.taken
    left = _("free places: %(count)s") % {"count": amount(free)} if free > 0 else _("full")
    return f"{named} ({left})"
