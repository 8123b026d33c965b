"""What translators wrote, passage by passage, as wagtail-localize keeps it: so that work can go on where it stood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from courses.models import SharedPassage
from handover import keys as names
from handover.keepers.hand import Hand
from handover.records import Fields, Kind, Record


class Passages:
    """The passages of one page in one language, where it is translated here and was not written so."""

    kind = Kind.PASSAGES

    def ids(self, stable: Collection[str]) -> dict[str, str]:
        """What these are called by translators' tools: with pages their stable key itself."""
        return {key: key for key in stable}

    def newest(self, translated: str) -> Any:
        """The source as it was last saved."""
        page = Page.objects.get(translation_key=translated, locale=Locale.get_default()).specific
        return page.get_latest_revision_as_object()

    def read(self, keys: Collection[str], *, drafts: bool) -> dict[str, Fields]:
        by_language: dict[str, list[str]] = defaultdict(list)
        for key in keys:
            stable, language = names.of_page(key)
            by_language[language].append(stable)
        found: dict[str, Fields] = {}
        for language, stable_keys in by_language.items():
            ids = self.ids(stable_keys)
            said = _in_language(ids.values(), language)
            found |= {names.page(key, language): said[ids[key]] for key in stable_keys if ids.get(key) in said}
        return found

    def write(self, record: Record, hand: Hand) -> None:
        stable, language = names.of_page(record.key)
        translated = self.ids([stable])[stable]
        source = self._source(translated, hand)
        locale = Locale.objects.get(language_code=language)
        Translation.objects.update_or_create(source=source, target_locale=locale, defaults={"enabled": True})
        wanted = {(one["path"], one["source"]): one["target"] for one in record.fields["passages"]}
        segments = StringSegment.objects.filter(source=source).select_related("string", "context")
        said = {
            (segment.context_id, segment.string_id): wanted.get((segment.context.path, segment.string.data))
            for segment in segments
        }
        _say(said, translated, locale, hand)

    def _source(self, translated: str, hand: Hand) -> TranslationSource:
        """The source cut into passages: once an import, however many languages follow it."""
        if translated not in hand.cut:
            source, _made = TranslationSource.update_or_create_from_instance(self.newest(translated))
            hand.cut[translated] = source.pk
        return TranslationSource.objects.get(pk=hand.cut[translated])

    def erase(self, key: str, hand: Hand) -> None:
        stable, language = names.of_page(key)
        locale = Locale.objects.get(language_code=language)
        for translated in self.ids([stable]).values():
            StringTranslation.objects.filter(context__object_id=translated, locale=locale).delete()
            Translation.objects.filter(source__object_id=translated, target_locale=locale).delete()


class SharedWords(Passages):
    """The same of shared passages, which records know by their code."""

    kind = Kind.SHARED_WORDS

    def ids(self, stable: Collection[str]) -> dict[str, str]:
        rows = SharedPassage.objects.of_source().filter(code__in=list(stable))
        return {code: str(key) for code, key in rows.values_list("code", "translation_key")}

    def newest(self, translated: str) -> Any:
        return SharedPassage.objects.of_source().get(translation_key=translated).get_latest_revision_as_object()


def _say(said: Mapping[tuple[int, int], str | None], translated: str, locale: Locale, hand: Hand) -> None:
    """Give each of these passages its words, and none where there are none."""
    there = {
        (row.context_id, row.translation_of_id): row
        for row in StringTranslation.objects.filter(context__object_id=translated, locale=locale)
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


def _in_language(keys: Iterable[str], language: str) -> dict[str, Fields]:
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
        key: {"passages": [{"path": path, "source": words, "target": target} for (path, words), target in rows.items()]}
        for key, rows in found.items()
        if rows
    }
