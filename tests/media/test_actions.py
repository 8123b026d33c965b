"""Voices come, go and come back; only one is heard at a time."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from media import actions, recordings, spoken
from media.actions import Refused
from media.models import Recording
from media.sounds import Fault
from media.spoken import Line, Saying
from tests.media import files

pytestmark = pytest.mark.django_db
WORDS = "Ask first."


def line(words: str = WORDS) -> Line:
    return Line("en", words, (Saying(words, "first", "Question", "contracts", "/"),))


def heard() -> list[int]:
    return list(Recording.objects.present().values_list("pk", flat=True))


def test_a_recording_is_kept_clean_under_a_name_that_nobody_guesses(speak, now):
    made = speak(WORDS, content=files.mp3(3, before=files.id3(b"<script>")), read_by="Rosa")
    made.refresh_from_db()
    assert (made.kind, made.seconds, made.read_by, made.made_at, made.removed_at) == ("mp3", 1, "Rosa", now, None)
    folder, name = made.file.name.split("/")
    assert (folder, len(name), name[-4:], made.file.read()) == ("voices", 36, ".mp3", files.mp3(3))


def test_a_new_voice_lets_the_old_one_step_back(speak, now):
    old, new = speak(WORDS), speak(WORDS)
    assert heard() == [new.pk]
    assert recordings.earlier([spoken.mark("en", WORDS)]) == {spoken.mark("en", WORDS): old}


def test_the_same_words_in_another_language_have_a_voice_of_their_own(speak):
    first, second = speak("Visa", "en"), speak("Visa", "fil")
    assert heard() == [first.pk, second.pk]


def test_what_was_removed_can_be_put_back_and_twice_is_harmless(speak, now):
    made = speak(WORDS)
    actions.remove(made, now=now)
    actions.remove(made, now=now)
    assert heard() == []
    for _ in range(2):
        made.refresh_from_db()
        actions.put_back(made, now=now)
    assert heard() == [made.pk]


def test_putting_an_earlier_voice_back_lets_the_later_one_step_back(speak, now):
    old, new = speak(WORDS), speak(WORDS)
    old.refresh_from_db()
    actions.put_back(old, now=now)
    assert heard() == [old.pk]
    assert list(recordings.earlier([old.words_hash]).values()) == [new]


def test_the_database_keeps_two_voices_from_being_heard(speak, now):
    made = speak(WORDS)
    made.pk = None
    with pytest.raises(IntegrityError, match=r"one_recording_per_words|words_hash"), transaction.atomic():
        made.save(force_insert=True)


def test_one_file_that_is_refused_does_not_hinder_the_others(now):
    sent = [
        (line("One"), ContentFile(b"<html>", "page.mp3")),
        (line("Two"), ContentFile(files.opus(), "two.mp3")),
        (line("Three"), ContentFile(bytes(3 * 1024 * 1024), "large.mp3")),
    ]
    receipt = actions.take_in(sent, read_by="", now=now)
    assert [(one.words, one.kind) for one in receipt.saved] == [("Two", "opus")]
    assert receipt.refused == (Refused("page.mp3", Fault.NO_RECORDING), Refused("large.mp3", Fault.TOO_BIG))


def test_what_was_removed_long_ago_is_deleted_with_its_file(speak, now, django_capture_on_commit_callbacks):
    stays, young, old = speak("One"), speak("Two"), speak("Three")
    actions.remove(young, now=now - timedelta(days=29))
    actions.remove(old, now=now - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_removed(now=now) == 1
    assert set(Recording.objects.all()) == {stays, young}
    assert [one.file.storage.exists(one.file.name) for one in (stays, young, old)] == [True, True, False]
