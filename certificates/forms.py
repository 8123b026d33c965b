"""What verifiers and administrators fill in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Locale

from certificates import serials
from certificates.checking import SecondFact
from certificates.models import Certificate
from certificates.serials import BadSerial
from courses.models import CoursePage

_TYPED = {"autocomplete": "off", "spellcheck": "false"}


class SerialField(forms.CharField):
    """The number of a certificate, as people type it."""

    default_error_messages = {
        "misread": _("This number has a typing mistake. Compare it with the certificate, sign by sign."),
    }
    widget = forms.TextInput(attrs={**_TYPED, "class": "code", "autocapitalize": "characters", "dir": "ltr"})

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        try:
            return serials.parse(typed) if typed else ""
        except BadSerial:
            raise forms.ValidationError(self.error_messages["misread"], code="misread") from None


class CheckForm(forms.Form):
    """The number and a second fact, both printed on the certificate."""

    serial = SerialField(
        label=_("Number of the certificate"), max_length=60, help_text=_("20 signs, in groups of four.")
    )
    name = forms.CharField(
        label=_("Full name"), max_length=200, required=False, widget=forms.TextInput(attrs={**_TYPED, "dir": "auto"}),
        help_text=_("As on the certificate, in either script."),
    )  # fmt: skip
    issued_on = forms.DateField(
        label=_("Or the day it was issued"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not values["name"] and not values["issued_on"]:
            self.add_error("name", _("Type the full name, or choose the day it was issued."))
        return values

    def second_fact(self) -> SecondFact:
        return SecondFact(name=self.cleaned_data["name"], issued_on=self.cleaned_data["issued_on"])


class NameForm(forms.Form):
    """The full name, to compare with the certificate that was scanned."""

    name = forms.CharField(
        label=_("Full name"), max_length=200, widget=forms.TextInput(attrs={**_TYPED, "dir": "auto"}),
        help_text=_("As in the passport."),
    )  # fmt: skip


class FindForm(forms.Form):
    serial = SerialField(label=_("Number of the certificate"), max_length=60)


class RevokeForm(forms.Form):
    because = forms.ChoiceField(label=_("Reason"), choices=Certificate.Reason.choices)


class ReissueForm(RevokeForm):
    name = forms.CharField(label=_("Name in Latin letters"), max_length=200)
    name_own = forms.CharField(label=_("Name in own script"), max_length=200, required=False)


def _courses() -> list[tuple[UUID, str]]:
    pages = CoursePage.objects.filter(locale=Locale.get_default()).order_by("title")
    return list(pages.values_list("translation_key", "title"))


class RuleForm(WagtailAdminModelForm):
    """A course is chosen by its title and kept by its stable key."""

    # Django also coerces the value from the database, to see whether it changed.
    course = forms.TypedChoiceField(label=_("Course"), coerce=lambda key: UUID(str(key)), choices=lazy(_courses, list))
