"""What people fill in: a checklist, a block, a dismissal, and the filters of the lists. Saves nothing."""

from __future__ import annotations

from functools import cache

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core import tongues
from review.checklist import FITTING, QUESTIONS, Answer, Kind
from review.records import LEVELS


class Checklist(forms.Form):
    """The questions of one kind of review, and room for words."""

    def clean(self) -> dict[str, str]:
        given = super().clean() or {}
        if Answer.CONCERN in given.values() and not given.get("comment", "").strip():
            self.add_error("comment", _("Tell the concern in a sentence or two."))
        return given


@cache
def checklist_form(kind: str) -> type[Checklist]:
    """The form of one kind of review. Its fields, but for ``comment``, are the answers."""
    fields: dict[str, forms.Field] = {
        name: forms.ChoiceField(label=QUESTIONS[name], choices=Answer.choices, widget=forms.RadioSelect)
        for name in FITTING[Kind(kind)]
    }
    fields["comment"] = forms.CharField(
        label=_("Comment"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    return type("ChecklistForm", (Checklist,), fields)


class BlockForm(forms.Form):
    """Why these words may not go to readers."""

    comment = forms.CharField(
        label=_("What must change, and why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("The author reads this. Nobody can publish until this review is signed anew."),
    )


class DismissForm(forms.Form):
    """Why a finding does not hold here."""

    rule = forms.CharField(widget=forms.HiddenInput, max_length=10)
    mark = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(label=_("Why it does not hold here"), max_length=500)


class LanguageForm(forms.Form):
    """Which language a list is of."""

    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: object, everything: bool = True, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        names = dict(settings.LANGUAGES)
        offered = [(code, _(names[code])) for code in tongues.open_codes()]
        self.fields["language"].choices = [*([("", _("All"))] if everything else []), *offered]  # type: ignore[attr-defined]


class FindingsForm(LanguageForm):
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("All")), *LEVELS])


class HistoryForm(LanguageForm):
    """What of the history is shown."""

    DISMISSED = "dismissed"

    what = forms.ChoiceField(
        label=_("What"), required=False, choices=[("", _("All")), *Kind.choices, (DISMISSED, _("Dismissals"))]
    )
    by = forms.CharField(label=_("By whom"), required=False, max_length=200)


class ExpireForm(LanguageForm):
    """Which sign-offs end, and why."""

    kind = forms.ChoiceField(label=_("What"), choices=Kind.choices, initial=Kind.LAW)
    because = forms.CharField(label=_("Which law changed"), max_length=300)

    field_order = ["kind", "language", "because"]
