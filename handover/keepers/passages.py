"""What translators wrote, passage by passage, as wagtail-localize keeps it: so that work can go on where it stood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
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
        source = _source(stable, hand)
        locale = Locale.objects.get(language_code=language)
        Translation.objects.update_or_create(source=source, target_locale=locale, defaults={"enabled": True})
        wanted = {(one["path"], one["source"]): one["target"] for one in record.fields["passages"]}
        segments = StringSegment.objects.filter(source=source).select_related("string", "context")
        said = {
            (segment.context_id, segment.string_id): wanted.get((segment.context.path, segment.string.data))
            for segment in segments
        }
        _say(said, stable, locale, hand)

    def erase(self, key: str, hand: Hand) -> None:
        stable, language = names.of_page(key)
        locale = Locale.objects.get(language_code=language)
        StringTranslation.objects.filter(context__object_id=stable, locale=locale).delete()
        Translation.objects.filter(source__object_id=stable, target_locale=locale).delete()


def _source(stable: str, hand: Hand) -> TranslationSource:
    """The page cut into passages as it was last saved: once an import, however many languages follow it."""
    if stable not in hand.cut:
        page = Page.objects.get(translation_key=stable, locale=Locale.get_default()).specific
        source, _made = TranslationSource.update_or_create_from_instance(page.get_latest_revision_as_object())
        hand.cut[stable] = source.pk
    return TranslationSource.objects.get(pk=hand.cut[stable])


def _say(said: Mapping[tuple[int, int], str | None], stable: str, locale: Locale, hand: Hand) -> None:
    """Give each of these passages its words, and none where there are none."""
    there = {
        (row.context_id, row.translation_of_id): row
        for row in StringTranslation.objects.filter(context__object_id=stable, locale=locale)
    }
    values = {"translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL, "last_translated_by": hand.by}
    new = []
    for (context, string), words in said.items():
        row = there.get((context, string))
        if row and words is None:
            row.delete()
        elif row and words is not None and (row.data != words or row.has_error):
            row.data, row.has_error, row.field_error = words, False, ""
            row.save()
        elif row is None and words is not None:
            new.append(StringTranslation(
                context_id=context, translation_of_id=string, locale=locale, data=words, updated_at=hand.now, **values
            ))  # fmt: skip
    StringTranslation.objects.bulk_create(new)


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
