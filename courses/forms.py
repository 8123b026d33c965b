"""What people who keep places and facts type, and what is said when it does not fit."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from courses.due import Need
from courses.models import Destination, Fact, FactKey, Origin, PhraseKey, QuestionTemplate

_PHONE = re.compile(r"\+?[0-9A-Za-z]+(?: [0-9A-Za-z]+)*")


class FactForm(WagtailAdminModelForm):
    """A fact in every open language. The database guards the same rules; this says them in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if source := self.fields.get("source_title"):
            source.error_messages["required"] = _("Say where this comes from: the law, the page or the person.")
        _english_first(self, "value_en")

    def clean_phone(self) -> str:
        """Dashes, dots and brackets become spaces."""
        phone = " ".join(re.sub(r"[-–.()/]", " ", self.cleaned_data["phone"]).split())
        if phone and not (_PHONE.fullmatch(phone) and any(map(str.isalnum, phone))):
            raise forms.ValidationError(
                _("Write the number with digits and spaces, a + in front if need be, or letters for a short code.")
            )
        return phone

    def clean_checked_on(self) -> date:
        checked: date = self.cleaned_data["checked_on"]
        if checked > timezone.now().date():
            raise forms.ValidationError(_("This day has not come yet. Write the day on which the source was read."))
        return checked

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        checked, review = values.get("checked_on"), values.get("review_by")
        if checked and review and review <= checked:
            self.add_error("review_by", _("The day to check again comes after the day on which it was checked."))
        if not values.get("destination") and not values.get("origin"):
            self.add_error("destination", _("Choose a destination, an origin, or both."))
        elif self._is_there_already(values):
            self.add_error("key", _("This place has such a fact already. Open that one and change it."))
        return values

    def _is_there_already(self, values: dict[str, Any]) -> bool:
        here = Q(key=values.get("key"), destination=values.get("destination"), origin=values.get("origin"))
        return Fact.objects.filter(here).exclude(pk=self.instance.pk).exists()


def _english_first(form: forms.ModelForm, name: str) -> None:
    if words := form.fields.get(name):
        words.required = True
        words.error_messages["required"] = _(
            "Write it in English first. Other languages show it until they have words."
        )


class PhraseForm(WagtailAdminModelForm):
    """A phrase with its meaning in every open language and its words in those of the destinations."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _english_first(self, "meaning_en")

    def clean_code(self) -> str:
        """Lessons know a phrase by its code: a new one would take it out of them."""
        code: str = self.cleaned_data["code"]
        if self.instance.pk and code != PhraseKey.objects.get(pk=self.instance.pk).code:
            raise forms.ValidationError(_("Lessons know the phrase by this code. Leave it as it is."))
        return code


class TemplateForm(WagtailAdminModelForm):
    """A template in every open language. Each language has as many wrong answers as English, or none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _english_first(self, "stem_en")

    def clean_code(self) -> str:
        """The keys of its questions are made of it: with a new one they would be other questions."""
        code: str = self.cleaned_data["code"]
        if self.instance.pk and code != QuestionTemplate.objects.get(pk=self.instance.pk).code:
            raise forms.ValidationError(_("Its questions are known by this code. Leave it as it is."))
        return code

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        wanted = len(_lines(values.get("wrong_en")))
        for name, text in values.items():
            if name.startswith("wrong_") and _lines(text) and len(_lines(text)) != wanted:
                self.add_error(name, _("Write as many wrong answers as in English, in the same order."))
        return values


def _lines(text: str | None) -> list[str]:
    return [line for line in (text or "").splitlines() if line.strip()]


class ListedField(forms.CharField):
    """A list of short words, typed with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        return [word.strip() for word in super().to_python(value).split(",") if word.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


COMMAS = gettext_lazy("With commas between them.")


def listed(model: type, name: str) -> ListedField:
    """The field of a model's list, with its own label and help."""
    field = model._meta.get_field(name)  # type: ignore[attr-defined]
    words = f"{field.help_text} {COMMAS}".strip()
    return ListedField(label=field.verbose_name, help_text=words, required=False)


class OriginForm(WagtailAdminModelForm):
    languages = listed(Origin, "languages")


class DestinationForm(WagtailAdminModelForm):
    languages = listed(Destination, "languages")
    scripts = listed(Destination, "scripts")
    plugs = listed(Destination, "plugs")
    denominations = listed(Destination, "denominations")


NEEDS = {
    Need.OVERDUE: gettext_lazy("Overdue"),
    Need.NOT_IN_FORCE: gettext_lazy("Not in force"),
    Need.LOW_CONFIDENCE: gettext_lazy("Low confidence"),
    Need.NO_SOURCE: gettext_lazy("No source"),
    Need.DUE_30: gettext_lazy("Due in 30 days"),
    Need.DUE_60: gettext_lazy("Due in 60 days"),
    Need.DUE_90: gettext_lazy("Due in 90 days"),
}


class BoardFilter(forms.Form):
    """Which facts the board lists. What is not on offer counts as not chosen."""

    need = forms.ChoiceField(label=gettext_lazy("What is due"), required=False)
    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)
    group = forms.ChoiceField(label=gettext_lazy("Subject"), required=False)
    key = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("All"))]
        self.fields["need"].choices = [*everything, *((need.value, words) for need, words in NEEDS.items())]
        self.fields["place"].choices = [
            *everything,
            (_("Going to"), [(f"to-{place.code}", place.name) for place in Destination.objects.all()]),
            (_("Coming from"), [(f"from-{place.code}", place.name) for place in Origin.objects.all()]),
        ]
        self.fields["group"].choices = [*everything, *FactKey.Group.choices]
        self.fields["key"].choices = [*everything, *((key.code, key.label) for key in FactKey.objects.all())]

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen and is on offer."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class CoverageFilter(forms.Form):
    """For whom the matrix is asked: readers of one language, travellers to one destination."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    destination = forms.ChoiceField(label=gettext_lazy("Destination"), required=False)

    def __init__(self, *args: Any, languages: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("All"))]
        self.fields["language"].choices = [*everything, *languages]
        self.fields["destination"].choices = [
            *everything, *((place.code, place.name) for place in Destination.objects.all())
        ]  # fmt: skip

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen and is on offer."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
