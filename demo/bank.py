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
from assessments.questions import OBSERVED
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
            defaults={
                "pass_mark": raw["pass_mark"],
                "form": raw.get("form", ""),
                "before": Quiz.objects.get(key=raw["before"]) if "before" in raw else None,
                **spoken("title", raw["title"], f"quizzes/{raw['key']}:title"),
            },
        )
        if made:
            for part in raw["parts"]:
                QuizPart.objects.create(quiz=quiz, topic=topics[part["topic"]], count=part["count"])
            for place, key in enumerate(raw.get("fixed", [])):
                QuizItem.objects.create(quiz=quiz, question=Question.objects.get(key=key), sort_order=place)
            for component in raw.get("components", []):
                QuizComponent.objects.create(quiz=quiz, **component)


def fixed_in(quizzes: frozenset[str]) -> set[str]:
    """The keys of the questions that these quizzes name."""
    return {key for quiz in files.read("quizzes.yaml") if quiz["key"] in quizzes for key in quiz["fixed"]}


def messages(topics: frozenset[str], quizzes: frozenset[str]) -> Iterator[tuple[str, str]]:
    """(context, English words) for translators: of every question of these topics, of those that these quizzes name
    with their other forms, and of all checklists."""
    everything = [item for bank in files.read_all("questions") for item in bank]
    named = fixed_in(quizzes)
    families = {raw["family"] for raw in everything if raw["key"] in named and raw.get("family")}
    for raw in everything:
        asked = raw["topic"] in topics or raw["key"] in named or raw.get("family") in families
        if not asked and raw["kind"] not in OBSERVED:
            continue
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
    question, made = Question.objects.update_or_create(
        key=raw["key"],
        defaults={
            "topic": topics[raw["topic"]],
            "kind": raw["kind"],
            "level": raw["level"],
            "must_know": raw["must_know"],
            "destinations": raw["destinations"],
            "fact": raw["fact"],
            "origin_fact": raw["origin_fact"],
            "lesson": files.lesson_address(raw["lesson"]),
            "family": raw.get("family", ""),
            "form": raw.get("form", ""),
            **_columns(_words(raw), raw["key"], translated),
        },
    )
    options = {
        streams.stable_id("question", raw["key"], position): {
            "position": position,
            "correct": bool(option.get("correct")),
            **_columns(_option_words(option), f"{raw['key']}/{position}", translated),
        }
        for position, option in enumerate(raw["options"])
    }
    if made:
        Option.objects.bulk_create(Option(question=question, key=key, **values) for key, values in options.items())
    else:
        _keep_options(question, options)
    return question


def _keep_options(question: Question, options: dict[uuid.UUID, Raw]) -> None:
    for key, values in options.items():
        Option.objects.update_or_create(question=question, key=key, defaults=values)
    question.options.exclude(key__in=list(options)).delete()


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
