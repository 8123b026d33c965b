"""Keeps translations in step with their source when either is published. Never writes a word of its own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from wagtail.models import Page, Revision
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from courses import shelf
from courses.models import LessonPage
from translating import passages


@transaction.atomic
def follow_source(page: Page, *, now: datetime) -> None:
    """Take over what a source page says now, and tell readers of its translations that they may be older.

    A page that nobody translates costs one query.
    """
    source = TranslationSource.objects.filter(object_id=page.translation_key, locale_id=page.locale_id).first()
    if source is None:
        return
    before = _said(source)
    source, _made = TranslationSource.update_or_create_from_instance(page)
    if _said(source) == before:
        return
    others = LessonPage.objects.filter(translation_key=page.translation_key, live=True).exclude(pk=page.pk)
    if others.update(source_changed_at=now):
        transaction.on_commit(shelf.renew)


def _said(source: TranslationSource) -> list[tuple[int, int]]:
    segments = StringSegment.objects.filter(source=source).order_by("order")
    return list(segments.values_list("context_id", "string_id"))


@transaction.atomic
def note_words(page: Page, *, revision: Revision | None) -> None:
    """Write down which passages of a translated lesson still stand in the source's words, for its document to say so.

    The revision gets it too: an edition shows a page as its revision holds it.
    """
    translated = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    )
    if not translated.exists():
        return
    words = passages.untranslated(page.translation_key, page.locale.language_code)
    noted = {"untranslated": words, "source_changed_at": None}
    if not LessonPage.objects.filter(pk=page.pk).update(**noted):
        return
    if revision:
        Revision.objects.filter(pk=revision.pk).update(content={**revision.content, **noted})
    transaction.on_commit(shelf.renew)
