"""Blocks in the hands of translators: every word is theirs, and no name, number or code is."""

import json

import pytest
from wagtail.models import Locale
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.types import StringSegmentValue

from courses.models import LessonPage
from tests import factories
from tests.courses import every_block

pytestmark = pytest.mark.django_db
SAME_IN_EVERY_LANGUAGE = {
    "Grace", "204", "4", "50", "0", "48.5", "door", "talk", "help", "rest_day", "hotline", "airport-gate",
    "reading-contract", "safety_plan", "woman", "returnee", "in", "out", "keep", "good", "family", "woman_deciding",
}  # fmt: skip


@pytest.fixture
def page():
    body = json.dumps(every_block.screens())
    factories.module("My tools", lessons=1, body=body)
    return LessonPage.objects.get(slug="lesson-1")


def leaves(value):
    if isinstance(value, dict):
        for name, each in value.items():
            if name not in {"id", "type"} or (name == "id" and "story" in value):
                yield from leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)
    elif isinstance(value, str) and value:
        yield value


def test_every_word_can_be_translated_and_nothing_else(page):
    segments = [segment for segment in extract_segments(page) if isinstance(segment, StringSegmentValue)]
    offered = {segment.string.get_translatable_html() for segment in segments if segment.path.startswith("body")}
    written = {text.removeprefix("<p>").removesuffix("</p>") for text in leaves(list(page.body.raw_data))}
    assert offered == written - SAME_IN_EVERY_LANGUAGE


def test_a_translation_keeps_the_ids_of_blocks_and_of_what_is_listed_in_them(page):
    arabic = Locale.objects.create(language_code="ar")
    source, _made = TranslationSource.update_or_create_from_instance(page)
    page.get_parent().specific.copy_for_translation(arabic, copy_parents=True)
    translated = source.create_or_update_translation(arabic, publish=False, copy_parent_pages=True, fallback=True)
    made = getattr(translated, "instance", None) or LessonPage.objects.get(locale=arabic)

    def ids(value):
        if isinstance(value, dict):
            own = [value["id"]] if "type" in value else []
            return own + [each for part in value.values() for each in ids(part)]
        return [each for part in value for each in ids(part)] if isinstance(value, list) else []

    assert ids(list(made.body.raw_data)) == ids(list(page.body.raw_data))
