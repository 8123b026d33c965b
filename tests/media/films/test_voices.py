"""Pictures with a voice in another language: made of the finished film, made anew with either, gone with the voice."""

import re
from pathlib import Path

import pytest

from core.stores import private_storage
from media.captions import actions as words
from media.films import actions
from media.models import FilmRendition, Track
from media.showing import shown
from tests.media.films.clips import clip, packets, probed

pytestmark = pytest.mark.django_db
State = FilmRendition.State
WITH_VOICE = ["240p.ar", "hls-sound.ar", "hls.ar"]


@pytest.fixture
def film(take_in, make_all):
    return make_all(take_in(clip("pictures.mp4", seconds=5, heard=False)))


@pytest.fixture
def voice(take_in):
    return take_in(clip("voice.mp3", seconds=5, seen=False), name="voice.mp3")


def said(film, voice, now):
    words.say_elsewhere(film, language="ar", other=voice, now=now)
    film.refresh_from_db()
    return film


def waiting(film) -> list[str]:
    return [one.name for one in film.renditions.filter(state=State.WAITING)]


def path_of(film, name: str) -> Path:
    return Path(private_storage().path(film.renditions.get(name=name).file.name))


def test_the_pictures_stay_as_they_are_and_get_the_voice(film, voice, make_all, now):
    before = film.renditions.get(name="240p").made_at
    film = make_all(said(film, voice, now))
    assert (film.is_ready, film.renditions.get(name="240p").made_at) == (True, before)
    made = path_of(film, "240p.ar")
    told = probed(made)
    assert re.search(
        r"Duration: 00:00:0(5\.0|4\.9)[\s\S]*Video: h264 \(Main\)[\s\S]*Audio: aac \(LC\).* 48000 Hz, mono", told
    )
    assert packets(made) == packets(path_of(film, "240p"))
    heard = probed(path_of(film, "hls.ar"))  # a player follows the list to the sound
    assert re.search(r"Duration: 00:00:0[45]\.[\s\S]*Audio: aac", heard)


def test_naming_it_twice_makes_it_once(film, voice, make_all, now):
    said(film, voice, now)
    film = make_all(said(film, voice, now))
    before = list(film.renditions.values_list("name", "made_at", "sha256"))
    actions.prepare(film, now=now)
    assert list(film.renditions.values_list("name", "made_at", "sha256")) == before


def test_a_newer_sound_is_made_anew_alone(film, voice, make_all, take_in, now):
    film = make_all(said(film, voice, now))
    before = path_of(film, "240p.ar").read_bytes()
    take_in(clip("other.mp3", seconds=4.5, seen=False), replaces=voice)
    assert waiting(film) == ["240p.ar", "hls-sound.ar", "hls", "hls.ar"]
    assert path_of(make_all(film), "240p.ar").read_bytes() != before


def test_a_newer_film_is_made_anew_with_its_voice(film, voice, make_all, take_in, now):
    film = make_all(said(film, voice, now))
    film = take_in(clip("newer5.mp4", seconds=5, size="160x120", heard=False), replaces=film)
    assert set(waiting(film)) >= {*WITH_VOICE, "240p"}


def test_what_was_made_of_an_earlier_sound_is_not_taken_for_the_newer_one(
    film, voice, take_in, make_all, now, meanwhile, monkeypatch
):
    film = said(film, voice, now)
    newer = clip("other.mp3", seconds=4.5, seen=False)
    meanwhile(lambda: take_in(newer, replaces=voice))
    actions.make_next(film=film, now=now)
    first = film.renditions.get(name="240p.ar")
    assert (first.state, first.is_there) == (State.WAITING, False)
    monkeypatch.undo()
    assert make_all(film).is_ready


def test_it_goes_with_the_voice(film, voice, make_all, now, django_capture_on_commit_callbacks):
    names = list(film.renditions.values_list("name", flat=True))
    film = make_all(said(film, voice, now))
    gone = path_of(film, "240p.ar")
    with django_capture_on_commit_callbacks(execute=True):
        words.remove(film.tracks.get(kind=Track.Kind.SOUND), now=now)
        film = make_all(film)
    assert (list(film.renditions.values_list("name", flat=True)), gone.exists()) == (names, False)


def test_a_worker_who_comes_to_a_voice_that_is_gone_goes_on(film, voice, make_all, now):
    film = said(film, voice, now)
    Track.objects.filter(kind=Track.Kind.SOUND).delete()  # as if it went between two looks
    assert make_all(film).is_ready
    assert not film.renditions.filter(name__endswith=".ar").exists()


@pytest.mark.parametrize("seconds", [8, 2])
def test_a_sound_of_another_length_is_no_voice(film, take_in, now, seconds):
    other = take_in(clip(f"sound{seconds}.mp3", seconds=seconds, seen=False))
    assert waiting(said(film, other, now)) == []


def test_a_film_is_no_voice_of_a_film(film, take_in, now):
    other = take_in(clip("five.mp4", seconds=5))
    assert waiting(said(film, other, now)) == []


def test_she_watches_with_her_voice_and_can_choose(film, voice, make_all, now):
    film = make_all(said(film, voice, now))
    hers, others = shown(film, language="ar"), shown(film, language="fil")
    assert [source.name for source in hers.pictures] == ["240p.ar"]
    assert [source.name for source in others.pictures] == ["240p"]
    assert [[(one.language, one.mine) for one in way.voices] for way in (hers, others)] == [
        [("ar", True), ("", False)], [("ar", False), ("", True)],
    ]  # fmt: skip
    assert (hers.key, hers.stream) == (film.pk, film.renditions.get(name="hls.ar").url)
