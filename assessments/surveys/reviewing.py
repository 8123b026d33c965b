"""Answers for surveys when review asks: what they say in each language, who wrote them and where. Only reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.urls import reverse
from modeltranslation.utils import build_localized_fieldname
from wagtail.models import ModelLogEntry

from assessments.models.surveys import ITEM_WORDS, SURVEY_WORDS, Survey, SurveyItem
from assessments.surveys.writing import LANGUAGES
from review.sources import Place, Subject, Text, Typed, Unreadable
from review.terms import Passage

MODEL = "assessments.survey"
# A survey's own key is a word; review names objects by UUID.
_NAMESPACE = UUID("6a1d2b0e-3c7f-5f0a-8a57-9f2b4a0d6c11")
_MOST_ITEMS = 60


def stable_key(survey: Survey) -> UUID:
    return uuid5(_NAMESPACE, survey.key)


def texts_of(survey: Survey, items: Sequence[SurveyItem]) -> tuple[Text, ...]:
    """What a survey says, in each language that has its words. No query."""
    values = {name: getattr(survey, name) for name in _columns(SURVEY_WORDS)}
    rows = [{name: getattr(item, name) for name in _columns(ITEM_WORDS)} for item in items]
    return tuple(
        Text(Subject(MODEL, stable_key(survey), language), survey.key, found)
        for language in LANGUAGES
        if (found := _passages(values, rows, language=language))
    )


class Surveys:
    """The surveys, as review knows them."""

    models = frozenset({MODEL})

    def said(self, instance: Any) -> tuple[Text, ...]:
        return texts_of(instance, list(instance.items.all()))

    def newest(self, subject: Subject) -> Text | None:
        survey = _find({subject.key}).get(subject.key)
        said = self.said(survey) if survey else ()
        return next((text for text in said if text.subject.language == subject.language), None)

    def authors(self, subject: Subject) -> frozenset[int]:
        """Everyone who ever wrote in it: a survey is short, and is frozen once it is answered."""
        survey = _find({subject.key}).get(subject.key)
        if survey is None:
            return frozenset()
        saved = ModelLogEntry.objects.for_instance(survey).filter(
            action__in=["wagtail.create", "wagtail.edit"], content_changed=True
        )
        return frozenset(saved.exclude(user=None).values_list("user_id", flat=True))

    def places(self, subjects: Iterable[Subject]) -> dict[Subject, Place]:
        asked = list(subjects)
        found = _find({subject.key for subject in asked})
        return {
            subject: Place(
                survey.key,
                reverse("wagtailsnippets_assessments_survey:edit", args=[survey.pk]),
                survey.published_at is not None,
            )
            for subject in asked
            if (survey := found.get(subject.key))
        }

    def family(self, subject: Subject) -> frozenset[UUID]:
        return frozenset({subject.key})

    def live(self, language: str) -> Iterator[Text]:
        for survey in Survey.objects.published().prefetch_related("items"):
            yield from (text for text in self.said(survey) if text.subject.language == language)

    def typed(self, model: str, data: Mapping[str, Any], files: Any, *, language: str) -> Typed:
        try:
            rows = [
                {name: data.get(f"items-{number}-{name}", "") for name in _columns(ITEM_WORDS)}
                for number in range(min(int(data["items-TOTAL_FORMS"]), _MOST_ITEMS))
            ]
        except (KeyError, ValueError) as error:
            raise Unreadable(model) from error
        values = {name: data.get(name, "") for name in _columns(SURVEY_WORDS)}
        return tuple((code, found) for code in LANGUAGES if (found := _passages(values, rows, language=code)))


def _columns(fields: Iterable[str]) -> list[str]:
    return [build_localized_fieldname(field, code) for field in fields for code in LANGUAGES]


def _passages(values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], *, language: str) -> tuple[Passage, ...]:
    """Paths are the names that the editor's form gives its fields."""
    said = []
    for field in SURVEY_WORDS:
        name = build_localized_fieldname(field, language)
        said.append(Passage(name, values[name] or "", "title" if field == "title" else "text"))
    for number, row in enumerate(rows):
        for field in ITEM_WORDS:
            name = build_localized_fieldname(field, language)
            said.append(Passage(f"items-{number}-{name}", row[name] or ""))
    return tuple(passage for passage in said if passage.text.strip())


def _find(keys: set[UUID]) -> dict[UUID, Survey]:
    """Surveys by their stable keys. Three queries, however many."""
    pks = [pk for pk, key in Survey.objects.values_list("pk", "key") if uuid5(_NAMESPACE, key) in keys]
    return {stable_key(one): one for one in Survey.objects.filter(pk__in=pks).prefetch_related("items")}
