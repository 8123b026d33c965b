"""What a content is to be made of, and what it is called. Saves nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.exchange.forms import InLanguage
from assessments.models import Question, Quiz
from assessments.playable.gathering import Shape, Wish
from core.models import Topic
from h5p.models import Interactive

LICENCES = ("U", "CC BY", "CC BY-SA", "CC BY-NC", "CC BY-NC-SA", "CC0 1.0", "C")


class WishForm(InLanguage):
    """Which questions, and how they are asked."""

    topic = forms.ModelChoiceField(
        Topic.objects.all(), required=False, label=_("All of a topic"), empty_label=_("None")
    )
    quiz = forms.ModelChoiceField(
        Quiz.objects.all(), required=False, label=_("All that a quiz may ask"), empty_label=_("None")
    )
    question = forms.ModelMultipleChoiceField(
        Question.objects.all(), required=False, label=_("Questions"), widget=forms.MultipleHiddenInput
    )
    language = forms.ChoiceField(label=_("Language"))
    shape = forms.ChoiceField(
        label=_("How they are asked"),
        choices=[
            (Shape.SET.value, _("One by one, with a button to check")),
            (Shape.QUICK.value, _("Quick choices, answered at a touch")),
        ],
    )
    asked_too = forms.BooleanField(
        required=False, label=_("Also questions that a quiz asks"),
        help_text=_("Whoever plays an H5P content can find the right answers in it. A quiz that asks them is spoilt."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not (given["topic"] or given["quiz"] or given["question"]):
            raise forms.ValidationError(_("Choose a topic or a quiz, or tick questions in the list of the bank."))
        return given

    def wish(self, *, pass_mark: int = 70) -> Wish:
        given = self.cleaned_data
        return Wish(given["language"], Shape(given["shape"]), pass_mark, given["asked_too"])


class TitleForm(forms.Form):
    """What the content is called, and where it goes."""

    title = forms.CharField(label=_("Title"), max_length=255)
    pass_mark = forms.IntegerField(
        label=_("Enough is"), min_value=0, max_value=100, initial=70,
        help_text=_("Per cent of the points. H5P says it at the end of a set."),
    )  # fmt: skip
    licence = forms.ChoiceField(label=_("Licence"), choices=[(one, one) for one in LICENCES], initial="U")
    into = forms.ModelChoiceField(
        Interactive.objects.all(), required=False, label=_("In the place of"), empty_label=_("A new content"),
        help_text=_("Lessons that show it go on with the new one. Results stay."),
    )  # fmt: skip
