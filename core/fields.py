"""Model fields that Django lacks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models


class ChoiceListField(models.JSONField):
    """Several of a set of choices, kept as a list and edited as tick boxes."""

    def __init__(self, *args: Any, choices_of: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        self.choices_of = choices_of
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            label=self.verbose_name,
            help_text=self.help_text,
            required=not self.blank,
            choices=self.choices_of.choices if self.choices_of else [],
            widget=forms.CheckboxSelectMultiple,
        )
