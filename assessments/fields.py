"""A place on a picture, as an author types it and as the database keeps it: four numbers in per cent."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.questions import Area


class PlaceField(forms.CharField):
    """``10, 20, 30, 15`` is kept as a list: left, top, width, height."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value) or "")
        if not text:
            return None
        numbers = re.split(r"[\s,;%]+", text.strip(" ,;%"))
        if len(numbers) != 4 or not all(re.fullmatch(r"\d{1,3}", number) for number in numbers):
            raise forms.ValidationError(_("Write four whole numbers with commas between them, such as 10, 20, 30, 15."))
        place = [int(number) for number in numbers]
        if not Area(*place).fits:
            raise forms.ValidationError(_("This place does not lie inside the picture. It ends at 100 per cent."))
        return place


class AreaField(models.JSONField):
    """Null where there is no place."""

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": PlaceField, **kwargs})
