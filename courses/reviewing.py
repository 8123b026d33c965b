"""Answers for pages when review asks: what they say, who wrote them, where they are. Only reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.apps import apps
from django.urls import reverse
from wagtail.models import Page, Revision

from courses.models import CoursePage, HomePage, LessonPage, ModuleLibraryPage, ModulePage
from courses.passages import passages_in, text_of, worded
from review.sources import Place, Subject, Text, Typed, Unreadable

REVIEWED = (HomePage, CoursePage, ModuleLibraryPage, ModulePage, LessonPage)


class Pages:
    """Courses, modules and lessons, as review knows them."""

    models = frozenset(model._meta.label_lower for model in REVIEWED)

    def said(self, instance: Any) -> tuple[Text, ...]:
        return (text_of(instance),)

    def newest(self, subject: Subject) -> Text | None:
        page = _page(subject)
        return text_of(page.get_latest_revision_as_object()) if page else None

    def authors(self, subject: Subject) -> frozenset[int]:
        """Who changed words since the live ones were begun. Wagtail saves a revision for who only looks on, too.

        Who wrote what is live counts: she does not renew a signature for her own words.
        """
        page = _page(subject)
        if page is None:
            return frozenset()
        revisions = Revision.objects.for_instance(page).order_by("pk")
        since = list(revisions.filter(pk__gte=page.live_revision_id or 0))
        before = revisions.filter(pk__lt=since[0].pk).last() if since else None
        marks = [text_of(revision.as_object()).mark for revision in since]
        earlier = [text_of(before.as_object()).mark if before else "", *marks]
        wrote = {revision.user_id for revision, now, then in zip(since, marks, earlier, strict=False) if now != then}
        owner = set() if page.first_published_at else {page.owner_id}
        return frozenset(wrote | owner) - {None}

    def places(self, subjects: Iterable[Subject]) -> dict[Subject, Place]:
        asked = {(subject.key, subject.language): subject for subject in subjects}
        pages = Page.objects.filter(translation_key__in={key for key, _language in asked}).select_related("locale")
        return {
            asked[place]: Place(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), page.live)
            for page in pages
            if (place := (page.translation_key, page.locale.language_code)) in asked
        }

    def family(self, subject: Subject) -> frozenset[UUID]:
        page = _page(subject)
        if page is None:
            return frozenset({subject.key})
        return frozenset(page.get_descendants(inclusive=True).values_list("translation_key", flat=True))

    def live(self, language: str) -> Iterator[Text]:
        for model in REVIEWED:
            for page in model.objects.live().filter(locale__language_code=language).select_related("locale"):
                yield text_of(page)

    def typed(self, model: str, data: Mapping[str, Any], files: Any, *, language: str) -> Typed:
        kind = apps.get_model(model)
        fields = kind.get_edit_handler().get_form_class().base_fields
        try:
            values = {name: fields[name].widget.value_from_datadict(data, files, name) for name in worded(kind)}
            return ((language, passages_in(kind, values)),)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Unreadable(model) from error


def _page(subject: Subject) -> Any:
    page = Page.objects.filter(translation_key=subject.key, locale__language_code=subject.language).first()
    return page.specific if page else None
