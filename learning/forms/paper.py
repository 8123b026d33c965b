"""What people type about quizzes on paper: what to print, what stands on a sheet, what is right. Saves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessments.paper.marks import CANNOT_READ
from assessments.paper.printing import Printed
from courses.models import Destination
from learning.actions.paper import MOST_SHEETS, PaperPlan
from learning.forms.fields import AnyDigits, language_choices
from learning.models import Cohort, PaperCorrection
from learning.queries.paper import Place

NAMED, NAMELESS = "named", "nameless"


class PaperForm(forms.Form):
    """Which quiz is printed, for whom, and in which language. A form sent twice carries the same ``paper``."""

    paper = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.ChoiceField(label=_("Which questions?"))
    destination = forms.ModelChoiceField(
        Destination.objects.none(), label=_("For people going to"), empty_label=None, to_field_name="code",
        help_text=_("Questions about a country are drawn for it. Make one booklet for each."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), help_text=_("It can be printed in others as well."))
    kind = forms.ChoiceField(
        label=_("Answer sheets"),
        choices=[(NAMED, _("One for each person, with her name")), (NAMELESS, _("Without names"))],
        widget=forms.RadioSelect,
        initial=NAMED,
        help_text=_("Sheets without names count for the class only, and for nobody's progress."),
    )
    count = AnyDigits(label=_("How many without names"), required=False, help_text=_("Only for sheets without names."))

    def __init__(self, *args: Any, cohort: Cohort, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.key): place for place in places}
        self.fields["place"].choices = [
            (key, _("Final test") if place.final else _("Test before the course") if place.before else place.title)
            for key, place in self.places.items()
        ]
        self.fields["language"].choices = language_choices()
        self.fields["destination"].queryset = cohort.destinations.all()
        self.goes_to = [place.code for place in cohort.destinations.all()]
        if len(self.goes_to) < 2:
            del self.fields["destination"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        count = given.get("count")
        if given.get("kind") == NAMELESS and not (count and 1 <= count <= MOST_SHEETS):
            self.add_error("count", _("Write how many, from 1 to %(most)s.") % {"most": MOST_SHEETS})
        return given

    def plan(self) -> PaperPlan:
        given = self.cleaned_data
        place = self.places[given["place"]]
        chosen = given["destination"].code if "destination" in given else next(iter(self.goes_to), "")
        sheets = given["count"] if given["kind"] == NAMELESS else 0
        return PaperPlan(place.key, place.quiz, given["language"], chosen, sheets)


def typed_from_post(booklet: Iterable[Printed], post: QueryDict) -> dict[int, list[str]]:
    """A text for each line of each question: ``mark-<version>-<line's place>``, or ``unread-…`` where it is ticked."""
    return {
        one.version_id: [_typed(f"{one.version_id}-{place}", post) for place in range(len(one.lines))]
        for one in booklet
    }


def _typed(line: str, post: QueryDict) -> str:
    return CANNOT_READ if post.get(f"unread-{line}") else "".join(post.getlist(f"mark-{line}")).strip()


class SettleForm(forms.Form):
    """Why one of two readings is put right. Which one it is comes beside it, question by question."""

    reason = forms.ChoiceField(
        label=_("Why did they differ?"), choices=PaperCorrection.Reason.choices, widget=forms.RadioSelect
    )


def chosen_from_post(versions: Iterable[int], post: QueryDict) -> dict[int, int]:
    """By version the entry that is right, 1 or 2, as ``right-<version>`` says; questions left open are left out."""
    said = {version: post.get(f"right-{version}", "") for version in versions}
    return {version: int(place) for version, place in said.items() if place in {"1", "2"}}
