"""What is no film, is another one than it says, or has words that are none, is refused, and nothing of it is kept."""

import json

import pytest
from django.test import override_settings

from handover.faults import Fault
from handover.models import Import
from media.films import keeping
from tests.handover.conftest import edited, packed, received, unpacked
from tests.handover.films.conftest import PLAYLIST, faults, kept, other_file, record_of
from tests.media.films.clips import clip


@pytest.mark.parametrize(
    "content",
    [PLAYLIST, b"\x00\x00\x00\x20ftypisom" + b"\0" * 900, clip().read_bytes()[:5_000]],
    ids=["playlist", "broken", "cut off"],
)
def test_what_is_no_film_is_refused_and_nothing_is_kept(db, archive, content):
    assert faults(other_file(archive, content)) == {Fault.BAD_FILM}
    assert (kept(), list(keeping._above().iterdir())) == ([], [])


def test_a_film_of_another_kind_than_its_name_says_is_refused(db, archive):
    assert faults(other_file(archive, clip().read_bytes(), ending="wav")) == {Fault.BAD_FILM}


@pytest.mark.parametrize("name", ["sha256", "bytes"])
def test_a_record_that_speaks_of_another_file_is_refused(db, archive, name):
    other = {"sha256": "0" * 64, "bytes": record_of(archive)["fields"]["bytes"] + 1}[name]
    data = edited(archive, "media/films.json", lambda one: one["fields"].update({name: other}))
    assert faults(data) == {Fault.BAD_FILM}


@pytest.mark.parametrize("file", ["../../etc/passwd.mp4", "media/films/x.mp4", f"media/files/{'0' * 64}.mp4"])
def test_a_film_whose_file_lies_elsewhere_is_refused(db, archive, file):
    data = edited(archive, "media/films.json", lambda one: one["fields"].update(file=file))
    assert Fault.NOT_A_CHOICE in faults(data)


def test_a_film_that_was_changed_on_the_way_is_refused(db, archive):
    whole = unpacked(archive)
    name = record_of(archive)["fields"]["file"]
    content = whole[name][:-1] + bytes([whole[name][-1] ^ 1])
    assert faults(packed({**whole, name: content}, honest=False)) >= {Fault.WRONG_HASH}


def test_a_film_larger_than_this_site_takes_is_refused(db, archive):
    with override_settings(FILM_LARGEST_MB=0.01):
        made = received(archive)
    assert ("bad_film", "too_big") in {(one["fault"], one["what"]) for one in made.problems}


@pytest.mark.parametrize(
    ("ending", "fields"),
    [
        ("-captions.json", {"text": "Not a caption"}),
        ("-captions.json", {"other": "00000000-0000-4000-8000-000000000000"}),
        ("-sound.json", {"text": "WEBVTT\n"}),
        ("-transcript.json", {"text": " ".join(map(str, range(30_000)))}),
    ],
    ids=["no captions", "a film as captions", "words as a sound", "a transcript without end"],
)
def test_words_that_are_not_of_their_kind_are_refused(db, archive, ending, fields):
    assert Fault.BAD_TRACK in faults(edited(archive, ending, lambda one: one["fields"].update(fields)))


def test_words_of_a_film_that_is_not_there_are_refused(db, archive):
    whole, record = unpacked(archive), record_of(archive)
    del whole[record["fields"]["file"]]
    listed = [one for one in json.loads(whole["media/films.json"]) if one["key"] != record["key"]]
    assert Fault.DANGLING in faults(packed({**whole, "media/films.json": json.dumps(listed).encode()}))


def test_archives_of_the_first_format_name_films_and_are_read(db, archive):
    """They carried the places of films, and nothing else of them."""
    whole = {
        name: content for name, content in unpacked(archive).items() if "film" not in name and "captions" not in name
    }
    manifest = json.loads(whole["manifest.json"])
    whole["manifest.json"] = json.dumps({**manifest, "format": "baon-course-1"}).encode()
    assert received(packed(whole)).state == Import.State.LOOKED
