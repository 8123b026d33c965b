"""What a person asks of the list of questions. Saves nothing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.analysis import Reason
from assessments.models import Quiz
from assessments.statistics.queries import Narrowed
from assessments.statistics.wording import REASONS
from core.models import Topic
from core.sheets import words


class NarrowForm(forms.Form):
    """Search and filters. An answer that does not fit narrows nothing down."""

    words = forms.CharField(label=_("Search"), required=False, max_length=200)
    topic = forms.ModelChoiceField(Topic.objects.all(), label=_("Topic"), required=False, empty_label=_("All"))
    quiz = forms.ModelChoiceField(Quiz.objects.all(), label=_("Quiz"), required=False, empty_label=_("All"))
    flag = forms.ChoiceField(label=_("Look at"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        named = [(reason.value, REASONS[reason].name) for reason in Reason]
        self.fields["flag"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]

    def narrowed(self) -> Narrowed:
        self.is_valid()
        given = self.cleaned_data
        topic, quiz = given.get("topic"), given.get("quiz")
        return Narrowed(given.get("words", ""), topic and topic.pk, quiz and quiz.pk, given.get("flag", ""))

    def stamp(self) -> tuple[tuple[str, str], ...]:
        """The filters that are set, in words."""
        self.is_valid()
        told = dict(self.cleaned_data)
        if told.get("flag"):
            told["flag"] = REASONS[Reason(told["flag"])].name
        return tuple((str(self.fields[name].label), words(str(value))) for name, value in told.items() if value)
