"""Loads the surveys of the demo, in every language that has been written. No answers: those are people's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from assessments.models import Survey, SurveyItem
from assessments.surveys.actions import answers_have_come, publish_survey
from demo import files, reviewing, streams
from demo.wording import spoken

Raw = dict[str, Any]


@transaction.atomic
def load_surveys(*, now: datetime, refresh: bool) -> int:
    """Every survey, published. What is there already stays as its authors left it, unless ``refresh``; what people
    have answered stays in any case."""
    loaded = 0
    for raw in files.read("surveys.yaml"):
        there = Survey.objects.filter(key=raw["key"]).first()
        if there is None or (refresh and not answers_have_come(there)):
            _publish(_survey(raw), now=now)
            loaded += 1
    return loaded


def _survey(raw: Raw) -> Survey:
    here = f"surveys/{raw['key']}"
    words = {**spoken("title", raw["title"], f"{here}:title"), **spoken("intro", raw["intro"], f"{here}:intro")}
    survey, _made = Survey.objects.update_or_create(key=raw["key"], defaults={"kind": raw["kind"], **words})
    survey.items.all().delete()
    for position, item in enumerate(raw["items"]):
        SurveyItem.objects.create(
            survey=survey,
            key=streams.stable_id("survey", raw["key"], position),
            position=position,
            kind=item["kind"],
            shows_numbers=bool(item.get("numbers")),
            **spoken("text", item["text"], f"{here}/{position}:text"),
            **_choices(item, f"{here}/{position}"),
        )
    return Survey.objects.get(pk=survey.pk)


def _choices(item: Raw, here: str) -> Raw:
    """Answers one to a line, in the languages that have every one of them."""
    offered = item.get("choices", {}).get("en", [])
    each = [spoken("choices", {"en": choice}, f"{here}/{place}:choice") for place, choice in enumerate(offered)]
    whole = set.intersection(*(set(columns) for columns in each)) if each else set()
    return {column: "\n".join(columns[column] for columns in each) for column in sorted(whole)}


def _publish(survey: Survey, *, now: datetime) -> None:
    """Publish a survey; where a person has blocked it, it is not asked."""
    reviewing.signed_off(lambda: publish_survey(survey, now=now), now=now)
