"""What is taught in a session, what stands in for a part of a course, and whether two entries are one person.

Saves nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import codes
from learning.actions.counting import Had, Part
from learning.forms.fields import DayInput
from learning.queries.people import OpenPart

_NOTHING_PRIVATE = _("Write nothing about health, faith or family.")


def _line(label: Any, *, most: int = 300, hint: Any = "", required: bool = True) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"})
    return forms.CharField(label=label, max_length=most, help_text=hint, required=required, widget=widget)


class TaughtForm(forms.Form):
    """Which modules of the course a class was taught. What ``counts`` already cannot be taken away."""

    modules = forms.TypedMultipleChoiceField(
        label=_("What was taught?"), coerce=uuid.UUID, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, modules: Iterable[tuple[uuid.UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["modules"].choices = [(str(key), title) for key, title in modules]


class _PartForm(forms.Form):
    """About which part of the course. A form sent twice carries the same ``form_id``."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    part = forms.ChoiceField(label=_("It stands for"))

    def __init__(self, *args: Any, parts: Iterable[OpenPart], **kwargs: Any) -> None:
        initial = {"form_id": uuid.uuid4(), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.parts = {str(part.node): part for part in parts}
        self.fields["part"].choices = [(key, self._said(part)) for key, part in self.parts.items()]

    @staticmethod
    def _said(part: OpenPart) -> str:
        whole = _("The whole course: %(title)s") % {"title": part.title}
        return str(whole) if part.whole else part.title

    def chosen(self) -> Part:
        part = self.parts[self.cleaned_data["part"]]
        return Part(part.node, part.scope)


class OutsideForm(_PartForm):
    """Training that she had elsewhere. Somebody else decides."""

    provider = _line(_("Who gave the training?"), most=200)
    held_on = forms.DateField(label=_("Day it ended"), widget=DayInput())
    proof = _line(_("What proof did you see?"), hint=_("Such as the number of a certificate. No copy is kept."))

    def clean_held_on(self) -> Any:
        held_on = self.cleaned_data["held_on"]
        if held_on > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."), code="future")
        return held_on

    def had(self) -> Had:
        given = self.cleaned_data
        return Had(provider=given["provider"], held_on=given["held_on"], proof=given["proof"])


class ExemptForm(_PartForm):
    """A part that she need not do."""

    part = forms.ChoiceField(label=_("She need not do"))
    reason = _line(_("Why need she not do it?"), hint=_NOTHING_PRIVATE)


class DecisionForm(forms.Form):
    """Yes, or no with a reason."""

    accepted = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda said: said == "yes")
    answer = _line(_("If you refuse: why?"), hint=_("She and who asked can read it."), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("accepted") is False and not given.get("answer"):
            self.add_error("answer", forms.ValidationError(_("Say why not."), code="required"))
        return given


class CodeForm(forms.Form):
    """The learner code of the other entry."""

    code = forms.CharField(
        label=_("Learner code of the other entry"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "class": "code"}),
    )

    def clean_code(self) -> str:
        read = codes.read_learner_code(self.cleaned_data["code"])
        if read is None:
            raise forms.ValidationError(_("A learner code has eight signs."), code="invalid")
        return read


class MergeForm(forms.Form):
    """That two entries are one person, and how it is known."""

    other = forms.IntegerField(widget=forms.HiddenInput)
    reason = _line(_("How do you know that they are one person?"), hint=_NOTHING_PRIVATE)


class PartingForm(forms.Form):
    """That two entries are two people."""

    reason = _line(_("Why are they two people after all?"), hint=_NOTHING_PRIVATE)
