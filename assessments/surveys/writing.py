"""What the rows of a survey say, in the shape that ``faults``, ``asking`` and review take. Queries nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model
from modeltranslation.utils import build_localized_fieldname

from assessments.models.surveys import SurveyItem
from assessments.reviewed import LANGUAGES
from assessments.surveys.faults import Written, lines
from assessments.surveys.kinds import ItemKind


def written(items: Iterable[SurveyItem]) -> tuple[Written, ...]:
    """Questions in the order given, with the words of every language that has some."""
    return tuple(
        Written(
            key=str(item.key),
            kind=ItemKind(item.kind),
            text=words(item, "text"),
            choices={code: lines(said) for code, said in words(item, "choices").items()},
        )
        for item in items
    )


def words(row: Model, field: str) -> dict[str, str]:
    """A field in each language that has words for it."""
    columns = {code: build_localized_fieldname(field, code) for code in LANGUAGES}
    return {code: said for code, column in columns.items() if (said := getattr(row, column))}
