"""Answers for questions when review asks: what they say in each language, who wrote them and where. Only reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from modeltranslation.utils import build_localized_fieldname
from wagtail.models import ModelLogEntry

from assessments.models import OPTION_WORDS, QUESTION_WORDS, Option, Question
from review.sources import Place, Subject, Text, Typed, Unreadable
from review.terms import Passage

MODEL = "assessments.question"
# A question's own key is a word; review names objects by UUID.
_NAMESPACE = UUID("0f1f2f63-6f0b-5c1e-9d8e-6b4de0a2c7f1")
_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def stable_key(question: Question) -> UUID:
    return uuid5(_NAMESPACE, question.key)


def texts_of(question: Question, options: Sequence[Option]) -> tuple[Text, ...]:
    """What a question says, in each language that has its words. No query."""
    rows = [{name: getattr(option, name) for name in _columns(OPTION_WORDS)} | {"correct": option.correct}
            for option in options]  # fmt: skip
    values = {name: getattr(question, name) for name in _columns(QUESTION_WORDS)}
    return tuple(
        Text(Subject(MODEL, stable_key(question), language), question.key, found)
        for language in _LANGUAGES
        if (found := _passages(values, rows, kind=question.kind, language=language))
    )


class Questions:
    """The question bank, as review knows it."""

    models = frozenset({MODEL})

    def said(self, instance: Any) -> tuple[Text, ...]:
        return texts_of(instance, list(instance.options.all()))

    def newest(self, subject: Subject) -> Text | None:
        question = _find({subject.key}).get(subject.key)
        said = self.said(question) if question else ()
        return next((text for text in said if text.subject.language == subject.language), None)

    def authors(self, subject: Subject) -> frozenset[int]:
        """Who saved it since its newest version was cut. Where it has none, everyone who ever did."""
        question = _find({subject.key}).get(subject.key)
        if question is None:
            return frozenset()
        saved = ModelLogEntry.objects.for_instance(question).filter(
            action__in=["wagtail.create", "wagtail.edit"], content_changed=True
        )
        newest = question.versions.order_by("-number").first()
        if newest:
            saved = saved.filter(timestamp__gt=newest.made_at)
        return frozenset(saved.exclude(user=None).values_list("user_id", flat=True))

    def places(self, subjects: Iterable[Subject]) -> dict[Subject, Place]:
        asked = list(subjects)
        found = _find({subject.key for subject in asked})
        return {
            subject: Place(
                question.key, reverse("wagtailsnippets_assessments_question:edit", args=[question.pk]), _asked(question)
            )
            for subject in asked
            if (question := found.get(subject.key))
        }

    def family(self, subject: Subject) -> frozenset[UUID]:
        return frozenset({subject.key})

    def live(self, language: str) -> Iterator[Text]:
        there = Question.objects.filter(retired_at=None, versions__isnull=False).distinct()
        for question in there.prefetch_related("options"):
            options = sorted(question.options.all(), key=lambda option: (option.position, option.pk))
            yield from (text for text in texts_of(question, options) if text.subject.language == language)

    def typed(self, model: str, data: Mapping[str, Any], files: Any, *, language: str) -> Typed:
        try:
            rows = [
                {name: data.get(f"options-{number}-{name}", "") for name in (*_columns(OPTION_WORDS), "correct")}
                for number in range(min(int(data["options-TOTAL_FORMS"]), 50))
            ]
        except (KeyError, ValueError) as error:
            raise Unreadable(model) from error
        values = {name: data.get(name, "") for name in _columns(QUESTION_WORDS)}
        return tuple(
            (code, found)
            for code in _LANGUAGES
            if (found := _passages(values, rows, kind=str(data.get("kind", "")), language=code))
        )


def _columns(fields: Iterable[str]) -> list[str]:
    return [build_localized_fieldname(field, code) for field in fields for code in _LANGUAGES]


def _passages(
    values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], *, kind: str, language: str
) -> tuple[Passage, ...]:
    """Paths are the names that the editor's form gives its fields."""
    chosen = kind in {Question.Kind.SINGLE, Question.Kind.MULTIPLE, Question.Kind.TRUE_FALSE}
    # A statement that is to be called false, and an answer that is wrong, quote what must not be done.
    denied = kind == Question.Kind.TRUE_FALSE and bool(rows) and not rows[0].get("correct")
    said = []
    for field in QUESTION_WORDS:
        name = build_localized_fieldname(field, language)
        said.append(Passage(name, values[name] or "", "quote" if field == "stem" and denied else "text"))
    for number, row in enumerate(rows):
        for field in OPTION_WORDS:
            name = build_localized_fieldname(field, language)
            wrong = field == "text" and chosen and not row.get("correct")
            said.append(Passage(f"options-{number}-{name}", row[name] or "", "quote" if wrong else "text"))
    return tuple(passage for passage in said if passage.text.strip())


def _find(keys: set[UUID]) -> dict[UUID, Question]:
    """Questions by their stable keys. Two queries, however many."""
    by_key = {uuid5(_NAMESPACE, key): (pk, key) for pk, key in Question.objects.values_list("pk", "key")}
    wanted = [by_key[key][0] for key in keys if key in by_key]
    found = Question.objects.filter(Q(pk__in=wanted)).prefetch_related("options", "versions")
    return {stable_key(question): question for question in found}


def _asked(question: Question) -> bool:
    return question.retired_at is None and bool(question.versions.all())
