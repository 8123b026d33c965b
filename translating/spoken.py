"""Words of translations that are written and not yet published, so that they can be read aloud before. Only reads."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail.models import Page
from wagtail_localize.models import Translation

from courses.models import SharedPassage
from courses.said import FIELDS, in_content
from courses.spoken import PageWords, SharedWords, Tree, by_path, plain_content, saved
from media import recordings
from media.spoken import Place, Saying


class TranslatedWords:
    """Only where recordings are required: elsewhere words are published first and read aloud afterwards."""

    def sayings(self, language: str) -> Iterator[Saying]:
        """One query, and where recordings are required some for each translation, for each is put together anew."""
        if language not in recordings.required():
            return
        tree = Tree()
        rows = Translation.objects.filter(target_locale__language_code=language, enabled=True)
        for translation in rows.select_related("source", "target_locale").order_by("pk"):
            yield from _of(translation, tree)

    def places(self, language: str) -> tuple[Place, ...]:
        return ()

    def languages(self) -> tuple[str, ...]:
        return ()


def _of(translation: Translation, tree: Tree) -> Iterator[Saying]:
    fresh = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    if fresh._meta.label_lower not in FIELDS:
        return
    content = plain_content(fresh)
    source = by_path(in_content(type(fresh), saved(translation.source.get_source_instance())))
    if isinstance(fresh, Page):
        yield from PageWords().of_page(fresh, content, source, tree)
    elif isinstance(fresh, SharedPassage):
        yield from SharedWords().of_passage(fresh, content, source)
