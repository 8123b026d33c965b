"""What people post: a learner's answer, and an author's question. Saves nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from assessments.content import content_of
from assessments.faults import problems
from assessments.models import Option
from assessments.questions import ONE_CHOICE, PAIRED, UNMARKED, Kind, Question, read
from assessments.responses import BadResponse, Unfit
from assessments.showing import Asked
from assessments.wording import PROBLEMS

NOT_SURE = "not-sure"


def response_from_post(question: Question, post: QueryDict) -> object:
    """The response, as JSON, in what ``assessments/question.html`` posts. Raises ``BadResponse``."""
    field = f"answer-{question.key}"
    chosen = [value for value in post.getlist(field) if value]
    if NOT_SURE in chosen:
        return None
    response: object
    if question.kind is Kind.NUMERIC:
        response = post.get(f"{field}-number", "").strip()
    elif question.kind in PAIRED | {Kind.ORDERING, Kind.GAP}:
        places = question.fillings if question.kind is Kind.GAP else question.option_keys
        given = {place: value for place in places if (value := post.get(f"{field}-{place}"))}
        response = _order(question, given) if question.kind is Kind.ORDERING else given
    else:
        response = next(iter(chosen), None) if question.kind in ONE_CHOICE | UNMARKED else chosen
    if not response:
        raise BadResponse(Unfit.NOTHING_CHOSEN)
    return response


def _order(question: Question, places: dict[str, str]) -> list[str]:
    """The keys by the numbers she gave them."""
    numbers = [str(number) for number in range(1, len(question.options) + 1)]
    if not set(places.values()) <= set(numbers):
        raise BadResponse(Unfit.WRONG_SHAPE)
    if len(set(places.values())) < len(places):
        raise BadResponse(Unfit.CHOSEN_TWICE)
    if 0 < len(places) < len(numbers):
        raise BadResponse(Unfit.NOT_ALL_PLACED)
    return sorted(places, key=lambda key: numbers.index(places[key]))


def refilled(asked: Asked, post: QueryDict) -> Asked:
    """The question as she had filled it in, to show again beside the error."""
    ticked = set(post.getlist(asked.field))
    places = {str(place): place for place in asked.places}
    rows = [(choice, _posted(asked, choice.key, post)) for choice in asked.choices]
    choices = [
        replace(choice, ticked=choice.key in ticked, place=places.get(value), partner=value) for choice, value in rows
    ]
    return replace(
        asked,
        choices=tuple(choices),
        sentence=tuple(replace(piece, chosen=_posted(asked, piece.gap, post)) for piece in asked.sentence),
        number=_posted(asked, "number", post),
        not_sure=NOT_SURE in ticked,
    )


def _posted(asked: Asked, place: str, post: QueryDict) -> str:
    return str(post.get(f"{asked.field}-{place}", ""))


class CountryCodesField(forms.CharField):
    """Country codes with commas between them, kept as a list."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        codes = sorted({code.upper() for code in re.split(r"[\s,;]+", str(super().to_python(value))) if code})
        if not all(re.fullmatch(r"[A-Z]{2}", code) for code in codes):
            raise forms.ValidationError(_("Write two-letter country codes with commas between them, such as JO, QA."))
        return codes


class QuestionForm(WagtailAdminModelForm):
    """Tells an author in words what keeps the question out of the bank."""

    destinations = CountryCodesField(
        label=_("destinations"),
        required=False,
        help_text=_("Two-letter country codes with commas between them, such as JO, QA. Empty means everywhere."),
    )

    origins = CountryCodesField(
        label=_("origins"),
        required=False,
        help_text=_("The same, for those who leave from there. Empty means everybody."),
    )

    def _post_clean(self) -> None:
        # Django fills the instance here, after clean(): only now do the rows say what will be saved.
        super()._post_clean()
        if self.errors or not all(form.is_valid() for form in self.formsets["options"].forms):
            return
        for problem in problems(read(content_of(self.instance, self._options()))):
            self.add_error(None, str(PROBLEMS[problem]))

    def _options(self) -> list[Option]:
        formset = self.formsets["options"]
        kept = [form for form in formset.forms if form not in formset.deleted_forms]
        return [form.instance for form in kept if form.has_changed() or form.instance.pk]


class QuizForm(WagtailAdminModelForm):
    """Tells an author in words that a quiz asks nothing, or is to be asked before itself."""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean()
        if given.get("before") and given["before"] == self.instance:
            self.add_error("before", _("Choose another quiz: this one is the final test itself."))
        return given

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors and not any(self._kept(name) for name in ("parts", "fixed")):
            self.add_error(None, _("Say what this quiz asks: some questions of a topic, or questions always asked."))

    def _kept(self, name: str) -> bool:
        formset = self.formsets[name]
        kept = [form for form in formset.forms if form not in formset.deleted_forms]
        return any(form.has_changed() or form.instance.pk for form in kept)
