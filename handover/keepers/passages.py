"""What translators wrote, passage by passage, as wagtail-localize keeps it: so that work can go on where it stood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from handover import keys as names
from handover.keepers.hand import Hand
from handover.records import Fields, Kind, Record


class Passages:
    """The passages of one page in one language, where it is translated here and was not written so."""

    kind = Kind.PASSAGES

    def read(self, keys: Collection[str], *, drafts: bool) -> dict[str, Fields]:
        by_language: dict[str, list[str]] = defaultdict(list)
        for key in keys:
            stable, language = names.of_page(key)
            by_language[language].append(stable)
        found: dict[str, Fields] = {}
        for language, stable_keys in by_language.items():
            found |= _in_language(stable_keys, language)
        return found

    def write(self, record: Record, hand: Hand) -> None:
        stable, language = names.of_page(record.key)
        page = Page.objects.get(translation_key=stable, locale=Locale.get_default()).specific
        source, _made = TranslationSource.update_or_create_from_instance(page.get_latest_revision_as_object())
        locale = Locale.objects.get(language_code=language)
        Translation.objects.update_or_create(source=source, target_locale=locale, defaults={"enabled": True})
        wanted = {(one["path"], one["source"]): one["target"] for one in record.fields["passages"]}
        for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
            said = wanted.get((segment.context.path, segment.string.data))
            place = {"translation_of": segment.string, "context": segment.context, "locale": locale}
            if said is None:
                StringTranslation.objects.filter(**place).delete()
            else:
                StringTranslation.objects.update_or_create(
                    **place,
                    defaults={"data": said, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                              "last_translated_by": hand.by, "has_error": False, "field_error": ""},
                )  # fmt: skip

    def erase(self, key: str, hand: Hand) -> None:
        stable, language = names.of_page(key)
        locale = Locale.objects.get(language_code=language)
        StringTranslation.objects.filter(context__object_id=stable, locale=locale).delete()
        Translation.objects.filter(source__object_id=stable, target_locale=locale).delete()


def _in_language(keys: Collection[str], language: str) -> dict[str, Fields]:
    """Two queries for the words and one for who is translated, however many pages."""
    pages = Translation.objects.filter(
        source__object_id__in=list(keys), source__locale=Locale.get_default(), target_locale__language_code=language,
        enabled=True,
    )  # fmt: skip
    translated = {str(key) for key in pages.values_list("source__object_id", flat=True)}
    said = {
        (row.context_id, row.translation_of_id): row.data
        for row in StringTranslation.objects.filter(
            context__object_id__in=translated, locale__language_code=language, has_error=False
        )
    }
    segments = StringSegment.objects.filter(source__object_id__in=translated, source__locale=Locale.get_default())
    found: dict[str, dict[tuple[str, str], Any]] = {key: {} for key in translated}
    for segment in segments.select_related("string", "context", "source").order_by("order", "pk"):
        target = said.get((segment.context_id, segment.string_id))
        if target:
            place = (segment.context.path, segment.string.data)
            found[str(segment.source.object_id)][place] = target
    return {
        names.page(key, language): {
            "passages": [{"path": path, "source": words, "target": target} for (path, words), target in rows.items()]
        }
        for key, rows in found.items()
        if rows
    }
