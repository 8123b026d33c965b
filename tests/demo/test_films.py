"""The demo's film, its words and its voices: all there, small, right, and loaded once."""

import pytest

from demo import files
from demo.films import FOLDER, film_key, load_films
from media.films.actions.renditions import ladder_of
from media.ladder import voice_in
from media.models import Film, Track
from media.webvtt import read

LARGEST = 200_000
TREE = "stand-like-a-tree"


@pytest.fixture
def own_files(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    private = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "private"}}
    settings.STORAGES = {**settings.STORAGES, "private": private}


def test_all_files_are_small_and_named():
    [raw] = files.read("films.yaml").values()
    named = {f"{TREE}.mp4"}
    named |= {f"{TREE}.{language}.vtt" for language in raw["captions"]}
    named |= {f"{TREE}.{language}.seen.vtt" for language in raw["descriptions"]}
    named |= {f"{TREE}.{language}.opus" for language in raw["voices"]}
    assert {path.name for path in FOLDER.iterdir()} == named
    assert max(path.stat().st_size for path in FOLDER.iterdir()) <= LARGEST


def test_every_player_can_read_the_words():
    assert {path.name: read(path.read_bytes(), seconds=54).faults for path in FOLDER.glob("*.vtt")} == {
        path.name: () for path in FOLDER.glob("*.vtt")
    }


@pytest.mark.django_db
def test_each_voice_is_one_of_the_pictures_and_loading_twice_is_once(own_files, now):
    load_films(now=now)
    load_films(now=now)
    film = Film.objects.get(pk=film_key(TREE))
    assert {voice_in(rung.name)[1] for rung in ladder_of(film)} == {"", "ar", "en", "ne"}
    assert Film.objects.filter(synthetic=True, kind=Film.Kind.AUDIO).count() == Film.objects.count() - 1 == 3
    assert {kind: film.tracks.filter(kind=kind).count() for kind in Track.Kind.values} == {
        "captions": 4, "descriptions": 2, "transcript": 0, "sound": 3,
    }  # fmt: skip
