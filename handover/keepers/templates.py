"""Templates that make questions of facts. What they make stands in the bank, and goes along as what it is."""

from __future__ import annotations

from typing import Any

from core.models import Topic
from courses import making
from courses.models import FactKey, QuestionTemplate
from courses.models.asking import TEMPLATE_WORDS
from handover.keepers.hand import Hand
from handover.keepers.vocabulary import Rows
from handover.records import Fields, Kind

_PLAIN = ("answer", "unit", "level", "must_know", "lesson", "from_others", "never")


class Templates(Rows):
    """Shown last of all words: from then on its questions say what the facts here say."""

    kind = Kind.TEMPLATE
    model = QuestionTemplate
    plain = _PLAIN
    said = TEMPLATE_WORDS

    def fields(self, row: Any) -> dict[str, Any]:
        return {**super().fields(row), "fact_key": row.key.code, "topic": row.topic.code}

    def values(self, fields: Fields) -> dict[str, Any]:
        topic = Topic.objects.get(code=fields["topic"])
        return {**super().values(fields), "key": FactKey.objects.get(code=fields["fact_key"]), "topic": topic}

    def show(self, key: str, hand: Hand) -> None:
        making.make_of(QuestionTemplate.objects.get(code=key).key, now=hand.now)

    def is_live(self, key: str) -> bool:
        return QuestionTemplate.objects.filter(code=key).exists()

    def hide(self, key: str, hand: Hand) -> None:
        """Nobody sees a template; its questions are hidden by themselves."""


def named(codes: set[str]) -> frozenset[str]:
    """Those of these templates that are still there."""
    return frozenset(QuestionTemplate.objects.filter(code__in=codes).values_list("code", flat=True))
