"""A passage written once: it stands in lessons, is reviewed like them, and a change reaches all of them."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, ReferenceIndex

from core import tongues
from courses import document, shelf
from courses.authoring.unwritten import HintsLeft
from courses.models import LessonPage, SharedPassage
from courses.overlays import Corridor
from review import sources
from review.actions import Held
from tests import factories

pytestmark = pytest.mark.django_db


def _passage(words="Call before you sign.", *, language="en", live=True, **values) -> SharedPassage:
    locale, _made = Locale.objects.get_or_create(language_code=language)
    tongues.forget()
    given = {"code": "before-signing", "title": "Before signing", **values}
    return SharedPassage.objects.create(locale=locale, live=live, body=[("text", f"<p>{words}</p>")], **given)


def _read(language: str = "en") -> str:
    lesson = LessonPage.objects.get(slug="lesson-1")
    module = lesson.get_parent().slug
    return document.lesson(language, Corridor(), module, lesson.slug, today=factories.NOW.date()).body.decode()


@pytest.fixture
def lesson():
    module = factories.module(lessons=1, body=[("step", "Sign"), ("shared", "before-signing")])
    factories.course(module)
    return LessonPage.objects.child_of(module).get()


def test_it_stands_in_the_lesson_in_the_readers_language_else_in_the_sources(lesson):
    source = _passage()
    assert "Call before you sign." in _read()
    tagalog = _passage("Tumawag muna.", language="fil", translation_key=source.translation_key, live=False)
    assert "Call before you sign." in _read("fil")
    tagalog.save_revision().publish()
    assert "Tumawag muna." in _read("fil")


def test_a_draft_or_a_code_nobody_knows_shows_nothing(lesson):
    assert "Step 1 of 1" in _read()
    _passage(live=False)
    assert "Call before" not in _read()


def test_a_change_makes_documents_old(lesson, django_capture_on_commit_callbacks):
    passage = _passage()
    before = shelf.mark()
    passage.body = [("text", "<p>Read before you sign.</p>")]
    with django_capture_on_commit_callbacks(execute=True):
        passage.save_revision().publish()
    assert shelf.mark() != before
    assert "Read before you sign." in _read()


@pytest.mark.parametrize(
    ("words", "refusal"),
    [("✎ Write here", HintsLeft), ("Give your passport to your employer and never leave the house.", Held)],
)
def test_review_holds_it_like_a_lesson(words, refusal):
    passage = _passage(words, live=False)
    with pytest.raises(refusal):
        passage.save_revision().publish()
    passage.refresh_from_db()
    assert not passage.live


def test_review_finds_it_by_its_stable_key():
    passage = _passage()
    [text] = sources.of("courses.sharedpassage").said(passage)
    [place] = sources.places([text.subject]).values()
    assert sources.of("courses.sharedpassage").newest(text.subject).mark == text.mark
    assert place.edit_url == reverse("wagtailsnippets_courses_sharedpassage:edit", args=[passage.pk])


def test_authors_write_it_and_see_where_it_stands(author, lesson):
    passage = _passage()
    lesson.save()
    ReferenceIndex.create_or_update_for_object(lesson)
    for name in ("edit", "usage", "history"):
        page = author.get(reverse(f"wagtailsnippets_courses_sharedpassage:{name}", args=[passage.pk]))
        assert page.status_code == 200
        if name == "usage":
            assert lesson.title in page.content.decode()
    assert author.get(reverse("wagtailsnippets_courses_sharedpassage:add")).status_code == 200
    assert "before-signing" in author.get(reverse("wagtailsnippets_courses_sharedpassage:list")).content.decode()
