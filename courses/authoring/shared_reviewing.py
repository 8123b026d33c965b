"""Answers for shared passages when review asks, as ``courses.reviewing`` does for pages. Only reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from wagtail.models import Revision

from courses.models import SharedPassage
from courses.passages import passages_in, text_of
from review.sources import Place, Subject, Text, Typed, Unreadable

MODEL = SharedPassage._meta.label_lower
EDITOR = "wagtailsnippets_courses_sharedpassage:edit"


class SharedPassages:
    """A passage is one text; what stands in it is all it holds."""

    models = frozenset({MODEL})

    def said(self, instance: Any) -> tuple[Text, ...]:
        return (text_of(instance),)

    def newest(self, subject: Subject) -> Text | None:
        found = _found(subject)
        return text_of(found.get_latest_revision_as_object()) if found else None

    def authors(self, subject: Subject) -> frozenset[int]:
        """Who saved it since it was last published, or for the first time."""
        found = _found(subject)
        if found is None:
            return frozenset()
        since = Revision.objects.for_instance(found).filter(pk__gte=found.live_revision_id or 0)
        later = since.exclude(pk=found.live_revision_id) if found.live_revision_id else since
        return frozenset(later.values_list("user_id", flat=True)) - {None}

    def places(self, subjects: Iterable[Subject]) -> dict[Subject, Place]:
        asked = {(subject.key, subject.language): subject for subject in subjects}
        rows = SharedPassage.objects.filter(translation_key__in={key for key, _code in asked}).select_related("locale")
        return {
            asked[place]: Place(
                row.title, reverse("wagtailsnippets_courses_sharedpassage:edit", args=[row.pk]), row.live
            )
            for row in rows
            if (place := (row.translation_key, row.locale.language_code)) in asked
        }

    def family(self, subject: Subject) -> frozenset[UUID]:
        return frozenset({subject.key})

    def live(self, language: str) -> Iterator[Text]:
        for row in SharedPassage.objects.filter(live=True, locale__language_code=language).select_related("locale"):
            yield text_of(row)

    def typed(self, model: str, data: Mapping[str, Any], files: Any, *, language: str) -> Typed:
        try:
            body = SharedPassage._meta.get_field("body").formfield().widget.value_from_datadict(data, files, "body")
            return ((language, passages_in(SharedPassage, {"title": data["title"], "body": body})),)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Unreadable(model) from error


def _found(subject: Subject) -> Any:
    rows = SharedPassage.objects.filter(translation_key=subject.key, locale__language_code=subject.language)
    return rows.select_related("locale", "latest_revision").first()
