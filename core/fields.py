"""Model fields that Django lacks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models


class ChoiceListField(models.JSONField):
    """Several of a set of choices, kept as a list and edited as tick boxes. Choices that are data are asked for each
    time a form is made."""

    def __init__(
        self,
        *args: Any,
        choices_of: type[models.TextChoices] | Callable[[], list[tuple[str, str]]] | None = None,
        **kwargs: Any,
    ) -> None:
        self.choices_of = choices_of
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            label=self.verbose_name,
            help_text=self.help_text,
            required=not self.blank,
            choices=getattr(self.choices_of, "choices", self.choices_of) or [],
            widget=forms.CheckboxSelectMultiple,
        )
