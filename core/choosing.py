"""Choosers of things that come from elsewhere, and blocks that hold them by their stable key. Knows no model."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.blocks import ChooserBlock


class ChosenOnly(ChooserViewSet):
    """For what comes as a file, at a desk of its own: there is nothing to make one of in the chooser."""

    def get_urlpatterns(self) -> list[URLPattern]:
        return [one for one in super().get_urlpatterns() if one.name != "create"]


class ByTitle(BaseFilterForm):
    """Finds by a part of the title. The search of SQLite does not find rows by keys that are UUIDs."""

    q = forms.CharField(
        label=_("Search term"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": _("Search")}),
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        sought = self.cleaned_data["q"]
        if not sought:
            return objects
        self.is_searching, self.search_query = True, sought
        return objects.filter(title__icontains=sought)


class Listing:
    """For both views of a chooser: the title, what else is worth knowing, and a search by title."""

    filter_form_class = ByTitle
    extra: tuple[Column, ...] = ()

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, *self.extra]  # type: ignore[misc]


class KeptByKey(ChooserBlock):
    """For models whose primary key is a UUID, which is the same on every machine."""

    def to_python(self, value: Any) -> Model | None:
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: list[Any]) -> list[Model | None]:
        keys = [_key(value) for value in values]
        rows = self.model_class._default_manager.in_bulk([key for key in keys if key])
        return [rows.get(key) if key else None for key in keys]

    def get_prep_value(self, value: Model | None) -> str | None:
        return str(value.pk) if value else None

    def get_form_state(self, value: Any) -> dict[str, Any] | None:
        """JSON has no keys of this kind, and an editor that is shown again holds one."""
        state = super().get_form_state(value)
        return {**state, "id": str(state["id"])} if state else None


def _key(value: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return None
