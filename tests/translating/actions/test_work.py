"""A translator's work on a page, and what follows when English changes."""

from __future__ import annotations

import pytest
from django.utils import timezone
from wagtail_localize.models import StringTranslation

from courses.models import LessonPage, TranslationState
from tests.translating.conftest import publish, translate
from translating import passages
from translating.actions import work
from translating.messages import Mark
from translating.states import Changed

pytestmark = pytest.mark.django_db


def fresh(page):
    return LessonPage.objects.get(pk=page.pk)


def said(page, language="fil"):
    return [(m.source, m.target, m.mark) for m in passages.messages([page.translation_key], language)]


def change(page, words: str):
    page.body = [("step", "One idea"), ("text", words)]
    # Wagtail keeps the ids of blocks in its editor; here they are given by hand.
    old = LessonPage.objects.get(pk=page.pk).body
    raw = [{**block, "id": before.id} for block, before in zip(page.body.get_prep_value(), old, strict=True)]
    page.body = raw
    page.body = page._meta.get_field("body").to_python(raw)
    page.save_revision().publish()


def test_beginning_makes_a_draft_that_awaits_its_native_readers(lesson, fil, translator):
    work.begin(lesson, locale=fil, by=translator)
    target = lesson.get_translation(fil)
    assert (target.live, target.translation_state) == (False, TranslationState.AWAITING_NATIVE_REVIEW)
    assert [mark for _s, _t, mark in said(lesson)] == [Mark.EMPTY] * 4


def test_beginning_twice_is_harmless(lesson, fil, translator):
    assert work.begin(lesson, locale=fil, by=translator) == work.begin(lesson, locale=fil, by=translator)
    assert LessonPage.objects.filter(translation_key=lesson.translation_key, locale=fil).count() == 1


def test_a_published_translation_notes_what_still_stands_in_english(lesson, fil, translator):
    translation = translate(lesson, fil, by=translator, words={"One idea": "Isang ideya"})
    page = publish(translation, by=translator)
    assert page.live
    assert page.untranslated == ["Keep your contract.", "Ask for <b>help</b>."]
    assert page.latest_revision.as_object().untranslated == page.untranslated


def test_a_whole_translation_notes_nothing(lesson, fil, translator):
    page = publish(translate(lesson, fil, by=translator), by=translator)
    assert (page.untranslated, page.source_changed_at) == ([], None)


def test_a_change_in_english_is_seen_passage_by_passage(lesson, fil, translator):
    page = publish(translate(lesson, fil, by=translator), by=translator)
    change(lesson, "<p>Keep a copy of your contract.</p><p>Ask for <b>help</b>.</p>")
    assert passages.changes(lesson.translation_key, "fil") == (
        Changed("body › text", "Keep your contract.", "Keep a copy of your contract.", "Ingatan ang kontrata mo."),
    )
    assert ("Keep a copy of your contract.", "Ingatan ang kontrata mo.", Mark.REVISE) in said(lesson)
    assert fresh(page).source_changed_at is not None


def test_publishing_again_shows_the_english_of_what_is_not_translated_anew(lesson, fil, translator):
    translation = translate(lesson, fil, by=translator)
    page = publish(translation, by=translator)
    change(lesson, "<p>Keep a copy of your contract.</p><p>Ask for <b>help</b>.</p>")
    translation.refresh_from_db()
    publish(translation, by=translator)
    again = fresh(page)
    assert (again.untranslated, again.source_changed_at) == (["Keep a copy of your contract."], None)


def test_publishing_english_unchanged_makes_no_translation_old(lesson, fil, translator):
    page = publish(translate(lesson, fil, by=translator), by=translator)
    lesson.save_revision().publish()
    assert fresh(page).source_changed_at is None


def test_a_page_nobody_translates_costs_one_query(lesson, django_assert_num_queries):
    from translating.actions.following import follow_source

    with django_assert_num_queries(3):  # a savepoint round it
        follow_source(lesson, now=timezone.now())


def test_the_same_words_elsewhere_fill_empty_passages(lesson, plain_lesson, fil, translator):
    translate(lesson, fil, by=translator)
    translation = work.begin(plain_lesson, locale=fil, by=translator)
    assert work.fill_from_memory(translation, by=translator) == 3
    filled = StringTranslation.objects.filter(context__object_id=plain_lesson.translation_key)
    assert {(row.data, row.tool_name) for row in filled} == {
        ("Isang ideya", work.FROM_MEMORY),
        ("Ingatan ang kontrata mo.", work.FROM_MEMORY),
        ("Humingi ng <b>tulong</b>.", work.FROM_MEMORY),
    }


def test_memory_never_overwrites(lesson, plain_lesson, fil, translator):
    translate(lesson, fil, by=translator)
    translation = translate(plain_lesson, fil, by=translator, words={"One idea": "Isa"})
    work.fill_from_memory(translation, by=translator)
    assert ("One idea", "Isa", Mark.DONE) in said(plain_lesson)


def test_a_suggestion_is_taken_only_with_its_tags(lesson, fil, translator):
    translation = work.begin(lesson, locale=fil, by=translator)
    [held] = [h for h in passages.passages([lesson.translation_key], "fil") if "<b>" in h.message.source]
    with pytest.raises(work.Faulty):
        work.take(translation, segment=held.segment, text="Humingi ng tulong.", by=translator)
    work.take(translation, segment=held.segment, text="Humingi ng <b>tulong</b>.", by=translator)
    assert ("Ask for <b>help</b>.", "Humingi ng <b>tulong</b>.", Mark.DONE) in said(lesson)
