"""Reads the bank for those who tend it, each in a flat number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.conf import settings
from modeltranslation.utils import build_localized_fieldname

from assessments.models import Option, Question
from assessments.tending.likeness import Alike, alike


@dataclass(frozen=True)
class Pair:
    """Two questions that say almost the same. ``percent`` is how much of their words they share."""

    first: Question
    second: Question
    share: Fraction

    @property
    def percent(self) -> int:
        return round(self.share * 100)

    @property
    def is_family(self) -> bool:
        """Whether they are meant to be alike."""
        return bool(self.first.family) and self.first.family == self.second.family


def pairs(*, topic: str = "") -> tuple[Pair, ...]:
    """Questions that are still asked and say almost the same in English, relatives last. Two queries."""
    asked = Question.objects.filter(retired_at=None).select_related("topic")
    rows = {row.key: row for row in (asked.filter(topic__code=topic) if topic else asked)}
    found = [_pair(rows, one) for one in alike(_texts(rows))]
    return tuple(sorted(found, key=lambda pair: pair.is_family))


def _pair(rows: dict[str, Question], one: Alike) -> Pair:
    return Pair(rows[one.first], rows[one.second], one.share)


def _texts(rows: dict[str, Question]) -> dict[str, str]:
    """The scene, the question and what is right: two that differ only in their wrong answers are alike."""
    text, stem, scene = (build_localized_fieldname(name, settings.LANGUAGE_CODE) for name in ("text", "stem", "scene"))
    right = Option.objects.filter(question__in=list(rows.values()), correct=True).order_by("question", "position")
    said = {key: f"{getattr(row, scene) or ''} {getattr(row, stem) or ''}" for key, row in rows.items()}
    for key, words in right.values_list("question__key", text):
        said[key] += f" {words}"
    return said
