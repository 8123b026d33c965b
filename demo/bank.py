"""Loads the question bank and the quiz blueprints, in every language that has been written."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from assessments.models import (
    OPTION_WORDS,
    QUESTION_WORDS,
    Option,
    Question,
    Quiz,
    QuizComponent,
    QuizItem,
    QuizPart,
)
from core.models import Topic
from demo import files, reviewing, streams
from demo.wording import columns, flat, spoken

Raw = dict[str, Any]
Translations = dict[tuple[str, str], str]


@transaction.atomic
def load_questions(topics: dict[str, Topic], *, now: datetime, refresh: bool) -> int:
    """Every question, published. What is in the bank already stays as its authors left it, unless ``refresh``."""
    translated = {code: files.words(code, "questions") for code in files.TRANSLATED}
    there = set() if refresh else set(Question.objects.values_list("key", flat=True))
    loaded = 0
    for raw in (item for bank in files.read_all("questions") for item in bank):
        if raw["key"] not in there:
            reviewing.publish_in_bank(_question(raw, topics, translated), now=now)
            loaded += 1
    return loaded


@transaction.atomic
def load_quizzes(topics: dict[str, Topic]) -> None:
    for raw in files.read("quizzes.yaml"):
        quiz, made = Quiz.objects.get_or_create(
            key=raw["key"],
            defaults={"pass_mark": raw["pass_mark"], **spoken("title", raw["title"], f"quizzes/{raw['key']}:title")},
        )
        if made:
            for part in raw["parts"]:
                QuizPart.objects.create(quiz=quiz, topic=topics[part["topic"]], count=part["count"])
            for place, key in enumerate(raw.get("fixed", [])):
                QuizItem.objects.create(quiz=quiz, question=Question.objects.get(key=key), sort_order=place)
            for component in raw.get("components", []):
                QuizComponent.objects.create(quiz=quiz, **component)


def messages(topics: frozenset[str]) -> Iterator[tuple[str, str]]:
    """(context, English words) of every question of these topics, for translators."""
    for raw in (item for bank in files.read_all("questions") for item in bank if item["topic"] in topics):
        for field, text in _words(raw).items():
            yield f"{raw['key']}:{field}", text
        for position, option in enumerate(raw["options"]):
            for field, text in _option_words(option).items():
                yield f"{raw['key']}/{position}:{field}", text


def _words(raw: Raw) -> dict[str, str]:
    return {name: text for name in QUESTION_WORDS if (text := flat(raw.get(name) or ""))}


def _option_words(option: Raw) -> dict[str, str]:
    return {name: text for name in OPTION_WORDS if (text := flat(option.get(name) or ""))}


def _question(raw: Raw, topics: dict[str, Topic], translated: dict[str, Translations]) -> Question:
    question, _made = Question.objects.update_or_create(
        key=raw["key"],
        defaults={
            "topic": topics[raw["topic"]],
            "kind": raw["kind"],
            "level": raw["level"],
            "must_know": raw["must_know"],
            "destinations": raw["destinations"],
            "fact": raw["fact"],
            "origin_fact": raw["origin_fact"],
            "lesson": raw["lesson"],
            **_columns(_words(raw), raw["key"], translated),
        },
    )
    kept = []
    for position, option in enumerate(raw["options"]):
        key = _option_key(raw["key"], position)
        values = {"position": position, "correct": bool(option.get("correct"))}
        Option.objects.update_or_create(
            question=question,
            key=key,
            defaults={**values, **_columns(_option_words(option), f"{raw['key']}/{position}", translated)},
        )
        kept.append(key)
    question.options.exclude(key__in=kept).delete()
    return Question.objects.get(pk=question.pk)


def _option_key(question: str, position: int) -> uuid.UUID:
    return streams.stable_id("question", question, position)


def _columns(words: dict[str, str], path: str, translated: dict[str, Translations]) -> dict[str, str]:
    """English words and their translations as columns. A translation of words that have changed since is left out."""
    found_columns: dict[str, str] = {}
    for field, text in words.items():
        said = {"en": text}
        for language, known in translated.items():
            if found := known.get((f"{path}:{field}", text)):
                said[language] = found
        found_columns |= columns(field, said)
    return found_columns
