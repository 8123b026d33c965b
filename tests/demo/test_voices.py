"""The demo's voices are a computer's, small, and marked as drafts; each belongs to words that the demo says."""

import pytest

from demo import curriculum, voices
from media import catalogue, sounds, spoken
from media.models import Recording
from media.sounds import Kind

KEPT = [path for language in voices.languages() for path in voices.kept(language)]
MOST_BYTES = 1_500_000


def test_they_are_small_and_nothing_but_sound():
    heard = [sounds.clean(path.read_bytes()) for path in KEPT]
    assert {sound.kind for sound in heard} == {Kind.OPUS}
    assert [path.name for path, sound in zip(KEPT, heard, strict=True) if sound.content != path.read_bytes()] == []
    assert sum(len(sound.content) for sound in heard) < MOST_BYTES


@pytest.mark.django_db
def test_the_phrase_book_and_the_buttons_are_heard_once_and_marked(settings, tmp_path, now):
    settings.MEDIA_ROOT = tmp_path
    curriculum.load_phrases()
    voices.load_voices(now=now)
    heard = set(Recording.objects.present().drafts().values_list("language", "words"))
    assert Recording.objects.count() == len(heard)
    for language in voices.languages():
        said = {(language, line.text) for line in spoken.at("phrases", spoken.lines(language))}
        said |= {(language, one.text) for one in catalogue.labels("learning").sayings(language)}
        assert said - heard == set()
    voices.load_voices(now=now)
    assert Recording.objects.count() == len(heard)
