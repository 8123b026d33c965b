"""Fields and choices that several forms of this room share."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import tongues
from core.templatetags.baon import language_name
from learning.departure import may_leave_on


class AnyDigits(forms.CharField):
    """A number typed with the digits of any script."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}
        super().__init__(widget=forms.TextInput(attrs=attributes), **kwargs)

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if typed in self.empty_values:
            return None
        try:
            return int(typed)  # Python reads ٢٠٠١ and २००१ as it reads 2001
        except ValueError:
            raise forms.ValidationError(_("Write a number, such as 1998."), code="invalid") from None


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DepartureDay(forms.DateField):
    """The day somebody leaves, near enough to be no slip of the finger. It may always be left empty."""

    def __init__(self, **kwargs: Any) -> None:
        given = {"required": False, "widget": DayInput(), "help_text": _("Leave it empty if it is not known.")}
        super().__init__(**{**given, **kwargs})

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and not may_leave_on(day, today=timezone.localdate()):
            raise forms.ValidationError(_("Look at the year again: this day is too far away."), code="far")
        return day


def language_choices() -> list[tuple[str, str]]:
    """The open languages, each by its own name."""
    return [(code, language_name(code)) for code in tongues.open_codes()]


def uuid_or_none(typed: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return None
