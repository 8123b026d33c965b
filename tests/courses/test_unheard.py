"""Where recordings are required, words are published only once they can be heard. Drafts are always kept."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from accounts.actions import ensure_groups, grant
from accounts.models import Role
from assessments.actions import publish_question
from assessments.models import Question
from assessments.unheard import Unheard
from core import tongues
from courses import unheard
from courses.actions import publish
from courses.models import LessonPage
from courses.passages import text_of
from media import actions, recordings, sounds
from media.catalogue import PLACE
from media.spoken import lines, mark
from tests import factories
from tests.media import files

pytestmark = pytest.mark.django_db
BODY = [("step", "Rest"), ("text", "<p>One day a week.</p>"), ("key_message", "It is yours.")]


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def lesson():
    factories.module("My contract", lessons=1, body=BODY)
    return LessonPage.objects.get()


def require(language, now):
    actions.require(language, required=True, now=now)


def speak(text, now, language="en"):
    actions.add(
        sounds.clean(files.mp3()), language=language, mark=mark(language, text), words=text, read_by="", now=now
    )


def test_nothing_is_required_unless_somebody_says_so(lesson):
    lesson.title = "My rest"
    publish(lesson)
    assert LessonPage.objects.get().title == "My rest"


def test_a_lesson_with_a_clip_missing_is_not_published_and_says_which(lesson, now):
    require("en", now)
    speak("Rest", now)
    lesson.title = "My rest"
    with pytest.raises(Unheard) as refused:
        publish(lesson)
    assert refused.value.missing == ("My rest", "One day a week.", "It is yours.")
    assert "“My rest”, “One day a week.”, “It is yours.”" in refused.value.reason
    assert refused.value.ways == (("/admin/recordings/?language=en&state=unread", "Record them"),)
    assert LessonPage.objects.get().title != "My rest"


def test_the_draft_is_kept_its_words_stand_on_the_desk_and_recorded_they_are_published(lesson, now):
    require("en", now)
    lesson.title = "My rest"
    lesson.save_revision()
    asked = {line.text for line in lines("en")}
    wanted = unheard.words(text_of(lesson))
    assert asked >= set(wanted)
    for text in wanted:
        speak(text, now)
    publish(lesson)
    assert LessonPage.objects.get().title == "My rest"


def test_other_languages_are_published_without(lesson, now):
    require("ar", now)
    lesson.title = "My rest"
    publish(lesson)
    assert LessonPage.objects.get().title == "My rest"


def test_a_translation_is_asked_only_for_what_is_translated(lesson, now):
    arabic, _made = Locale.objects.get_or_create(language_code="ar")
    tongues.forget()
    for page in (factories.home(), lesson.get_parent().get_parent(), lesson.get_parent()):
        page.specific.copy_for_translation(arabic)
    translated = lesson.copy_for_translation(arabic)
    translated.title = "راحتي"
    translated.save_revision()
    require("ar", now)
    with pytest.raises(Unheard) as refused:
        publish(translated)
    assert refused.value.missing == ("راحتي",)
    assert [line.text for line in lines("ar") if PLACE not in line.within] == ["راحتي"]
    speak("راحتي", now, "ar")
    publish(translated)
    assert LessonPage.objects.get(locale=arabic).live


def test_the_editor_is_told_and_finds_the_way_to_the_desk(lesson, now, client):
    require("en", now)
    ensure_groups()
    author = factories.UserFactory(username="author@baon.example", email="author@baon.example")
    grant(user=author, organisation=factories.OrganisationFactory(), role=Role.AUTHOR)
    client.force_login(author)
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    page = client.get(address).content.decode()
    assert "0 of 4 recorded" in page
    assert "/admin/recordings/?language=en&amp;state=unread" in page


def test_requiring_is_said_and_unsaid_once(now):
    require("en", now)
    require("en", now)
    assert recordings.required() == {"en"}
    actions.require("en", required=False, now=now)
    assert recordings.required() == frozenset()


def test_a_question_waits_for_its_clips_in_every_language_that_asks_for_them(now):
    question = factories.QuestionFactory(key="rest", stem="When do you rest?")
    Question.objects.filter(pk=question.pk).update(stem_ar="متى ترتاحين؟")
    question = Question.objects.get(pk=question.pk)
    require("ar", now)
    with pytest.raises(Unheard) as refused:
        publish_question(question, now=now)
    assert (refused.value.missing, refused.value.text.subject.language) == (("متى ترتاحين؟",), "ar")
    speak("متى ترتاحين؟", now, "ar")
    assert publish_question(question, now=now).number == 1


def test_what_is_published_already_stays_though_its_clips_are_missing(lesson, now):
    require("en", now)
    lesson.save()
    assert LessonPage.objects.get().live
