"""Words that stand in a column for each language, as a mapping by language and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import Model
from modeltranslation.utils import build_localized_fieldname

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def words(row: Model, field: str) -> dict[str, str]:
    """What stands in any language. Languages without words are left out."""
    return {code: text for code in LANGUAGES if (text := getattr(row, build_localized_fieldname(field, code)))}


def columns(model: type[Model], field: str, said: Mapping[str, str]) -> dict[str, Any]:
    """The columns of a field in every language, so that what is no longer said is no longer there."""
    empty = None if model._meta.get_field(build_localized_fieldname(field, LANGUAGES[-1])).null else ""
    return {build_localized_fieldname(field, code): said.get(code, empty) for code in LANGUAGES}
