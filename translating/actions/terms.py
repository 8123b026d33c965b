"""Loads agreed terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core.models import Topic
from translating.models import Term, TermTranslation


@transaction.atomic
def load_glossary(terms: Mapping[str, Mapping[str, Any]]) -> int:
    """Agree on terms: ``{"contract": {"also": "agreement", "note": "…", "topic": "contracts", "say": {"fil": "…"}}}``.

    What is there already stays as its editors left it; only languages that are missing are added. Gives the number of
    terms that are new.
    """
    topics = {topic.code: topic for topic in Topic.objects.all()}
    new = 0
    for name, raw in terms.items():
        term, made = Term.objects.get_or_create(
            term=name,
            defaults={
                "also": raw.get("also", ""),
                "note": raw.get("note", ""),
                "topic": topics.get(raw.get("topic", "")),
            },
        )
        new += made
        for language, text in raw["say"].items():
            TermTranslation.objects.get_or_create(term=term, language=language, defaults={"text": text})
    return new
