"""A lesson shows an H5P content as a card that also works without a script, and asks nobody who she is."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.types import StringSegmentValue

from courses.blocks.playing import InteractiveBlock
from courses.models import LessonPage
from courses.queries import outlines
from courses.tries import Rule, Try
from h5p import actions
from h5p.models import Interactive
from tests import factories
from tests.h5p.conftest import a_player, administrator, author, desk, person  # noqa: F401 -- fixtures
from tests.h5p.packages import card
from tests.learning import playing
from work.models import OutboxItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(desk):  # noqa: F811 -- a fixture
    module = factories.module("My contract", lessons=1)
    factories.course(module)
    page = LessonPage.objects.child_of(module).get()
    return playing.stage(page.translation_key, desk.content(), rule="score", percent=60)


def shown(client) -> str:
    return client.get("/en/any-any/my-contract/lesson-1/").content.decode()


def test_the_card_leads_to_the_frame_and_to_a_page_of_its_own(client, lesson):
    body = shown(client)
    assert f'data-h5p="/h5p/{lesson.content.version.bundle_sha256}.html"' in body
    assert f'data-at="{lesson.lesson}.{playing.BLOCK}"' in body
    place = f"at={lesson.lesson}.{playing.BLOCK}"
    assert f'href="/play/{lesson.content.pk}/?{place}&amp;back=/en/any-any/my-contract/' in body
    assert "<noscript>" in body
    assert "reach <bdi>60%</bdi>" in body
    assert "<iframe" not in body


def test_the_document_is_the_same_for_everybody(client, lesson):
    before = shown(client)
    client.force_login(factories.learner().user)
    assert shown(client) == before


def test_a_newer_edition_is_in_the_lesson_as_soon_as_it_plays(client, desk, lesson, django_capture_on_commit_callbacks):  # noqa: F811
    before = shown(client)
    with django_capture_on_commit_callbacks(execute=True):
        newer = desk.content(card(greeting="Newer"), into=lesson.content)
    after = shown(client)
    assert after != before
    assert newer.version.bundle_sha256 in after


def test_while_it_is_being_prepared_the_lesson_says_so(client, lesson):
    Interactive.objects.update(version=None)
    playing.stage(lesson.lesson, Interactive.objects.get(), rule="done")
    assert "This is being prepared" in shown(client)


def test_publishing_promises_a_bundle_that_is_missing(lesson):
    OutboxItem.objects.all().delete()
    lesson.content.versions.update(bundle_state="failed")
    playing.stage(lesson.lesson, lesson.content)
    assert OutboxItem.objects.open().filter(task="h5p.tasks.make_bundle").count() == 1


def test_the_outline_knows_what_the_lesson_asks_for(lesson):
    [course] = outlines("en")
    [line] = course.modules[0].lessons
    assert line.tries == (Try(str(playing.BLOCK), Rule.SCORE, 60),)


def test_a_score_that_is_asked_for_is_said(lesson):
    block = InteractiveBlock()
    value = {"title": "T", "why": "", "content": lesson.content, "rule": "score", "percent": None}
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({**value, "content": str(lesson.content.pk)}))
    assert list(refused.value.block_errors) == ["percent"]


def test_a_free_try_needs_no_more(lesson):
    block = InteractiveBlock()
    value = block.to_python({"title": "T", "why": "", "content": str(lesson.content.pk), "rule": ""})
    assert block.clean(value)["content"] == lesson.content


def test_what_a_lesson_shows_is_used(desk, lesson):  # noqa: F811
    with pytest.raises(actions.InUse):
        actions.delete(lesson.content)


def test_a_lesson_with_it_can_be_translated_and_shows_the_same_content(lesson):
    page = LessonPage.objects.get(translation_key=lesson.lesson)
    arabic = Locale.objects.create(language_code="ar")
    source, _made = TranslationSource.update_or_create_from_instance(page)
    page.get_parent().specific.copy_for_translation(arabic, copy_parents=True)
    source.create_or_update_translation(arabic, publish=False, copy_parent_pages=True, fallback=True)
    translated = LessonPage.objects.get(locale=arabic)
    block = translated.body[1]
    assert (block.id, block.value["content"]) == (str(playing.BLOCK), lesson.content)
    words = {
        one.string.get_translatable_html() for one in extract_segments(page) if isinstance(one, StringSegmentValue)
    }
    assert {"Who pays?", "Try it."} <= words
