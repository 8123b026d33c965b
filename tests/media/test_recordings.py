"""Pages find voices by the words they show, in a number of queries that does not grow."""

import pytest
from django.template import Context, Template
from django.utils import translation

from assessments.questions import Words
from media import actions, recordings
from media.recordings import Voice

pytestmark = pytest.mark.django_db


def rendered(words: object, template: str = "{% load voices %}{% voice words %}") -> str:
    return Template(template).render(Context({"words": words}))


def test_one_query_finds_the_recordings_of_many_words(speak, django_assert_num_queries):
    one, two = speak("One"), speak("Two")
    with django_assert_num_queries(1):
        assert recordings.find("en", ["One", " Two\n", "Three"]) == {"One": one, " Two\n": two}


def test_words_have_a_voice_until_they_change(speak):
    made = speak("Ask first.")
    assert recordings.voice_of("en", "Ask  first.") == Voice(made.url, "audio/mpeg", 2)
    assert recordings.voice_of("en", "Ask me first.") is None
    assert recordings.voice_of("fil", "Ask first.") is None


def test_a_page_asks_once_for_a_language_and_not_again_for_a_while(speak, django_assert_num_queries):
    for number in range(30):
        speak(f"Words {number}")
    with django_assert_num_queries(1):
        assert all(recordings.voice_of("en", f"Words {number}") for number in range(30))
    with django_assert_num_queries(0):
        assert recordings.voice_of("en", "Words 31") is None


def test_a_language_that_nobody_has_read_is_not_asked_for_again(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [recordings.voice_of("en", text) for text in ("One", "Two")] == [None, None]


def test_a_page_hears_of_what_came_and_went(speak, now, django_capture_on_commit_callbacks):
    assert recordings.voice_of("en", "One") is None
    made = speak("One")
    assert recordings.voice_of("en", "One")
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(made, now=now)
    assert recordings.voice_of("en", "One") is None


def test_what_is_remembered_is_forgotten_after_half_a_minute(speak, monkeypatch):
    recordings.voice_of("en", "One")
    made = speak("Two")
    recordings.voice_of("en", "Two")
    type(made).objects.all().delete()
    assert recordings.voice_of("en", "Two")
    clock = recordings.time.monotonic() + 31
    monkeypatch.setattr(recordings.time, "monotonic", lambda: clock)
    assert recordings.voice_of("en", "Two") is None


def test_words_with_a_voice_have_a_player_that_waits(speak):
    made = speak('Ask "first" <b>.', "en")
    assert rendered(Words('Ask "first" <b>.', "en")) == (
        '<audio class="clip" controls preload="none" aria-label="Listen: Ask &quot;first&quot; &lt;b&gt;.">'
        f'<source src="{made.url}" type="audio/mpeg"></audio>'
    )


def test_words_that_fell_back_are_heard_in_the_language_they_are_in(speak):
    speak("Before", "en")
    with translation.override("ar"):
        assert "<audio" in rendered(Words("Before", "en", fell_back=True))
        assert rendered(Words("Before", "ar")) == ""


def test_plain_words_are_in_the_language_of_the_page_or_in_the_one_given(speak):
    speak("Pwede", "fil")
    with translation.override("fil"):
        assert "<audio" in rendered("Pwede")
    assert rendered("Pwede") == ""
    assert "<audio" in rendered("Pwede", "{% load voices %}{% voice words 'fil' %}")


@pytest.mark.parametrize("words", [None, "", Words("", "en"), "Nobody read this"])
def test_where_nobody_has_read_there_is_nothing(words):
    assert rendered(words) == ""
