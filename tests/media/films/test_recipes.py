"""The list from which a player chooses pictures by the line and a voice by the language."""

import re

from hypothesis import given
from hypothesis import strategies as st

from media.films.recipes import Heard, Seen, list_of

SMALL, LARGE = Seen(426, 240, 237, "small.m3u8"), Seen(640, 360, 494, "large.m3u8")
OWN, ARABIC = Heard("Original", "", 49, "own.m3u8"), Heard("العربية", "ar", 49, "ar.m3u8")
names = st.text("0123456789abcdef", min_size=4, max_size=4).map("{}.m3u8".format)
seen = st.lists(st.builds(Seen, st.integers(2, 900), st.integers(2, 900), st.integers(1, 900), names), min_size=1)
heard = st.lists(
    st.builds(Heard, st.sampled_from("abc"), st.sampled_from(["", "ar", "ne"]), st.integers(1, 99), names),
    unique_by=lambda one: one.language,
)


def test_voices_stand_apart_from_pictures_and_the_film_can_be_heard_alone():
    assert list_of([SMALL, LARGE], [OWN, ARABIC]) == (
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="voices",NAME="Original",DEFAULT=YES,AUTOSELECT=YES,URI="own.m3u8"\n'
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="voices",NAME="العربية",LANGUAGE="ar",DEFAULT=NO,AUTOSELECT=NO,URI="ar.m3u8"\n'
        "#EXT-X-STREAM-INF:BANDWIDTH=357500,AVERAGE-BANDWIDTH=286000,RESOLUTION=426x240,"
        'CODECS="avc1.4D401E,mp4a.40.2",AUDIO="voices"\nsmall.m3u8\n'
        "#EXT-X-STREAM-INF:BANDWIDTH=678750,AVERAGE-BANDWIDTH=543000,RESOLUTION=640x360,"
        'CODECS="avc1.4D401E,mp4a.40.2",AUDIO="voices"\nlarge.m3u8\n'
        '#EXT-X-STREAM-INF:BANDWIDTH=61250,AVERAGE-BANDWIDTH=49000,CODECS="mp4a.40.2",AUDIO="voices"\nown.m3u8\n'
    )


def test_a_list_begins_with_the_voice_that_is_asked_for():
    listed = list_of([SMALL], [OWN, ARABIC], first="ar")
    assert re.findall(r'NAME="(\w+)".*DEFAULT=(\w+)', listed) == [("Original", "NO"), ("العربية", "YES")]
    assert listed.endswith("\nar.m3u8\n")


def test_without_any_sound_there_are_pictures_alone():
    listed = list_of([SMALL])
    assert "AUDIO" not in listed
    assert 'CODECS="avc1.4D401E"\n' in listed


def test_who_chose_the_silent_film_itself_hears_no_voice():
    assert list_of([SMALL], [ARABIC]) == list_of([SMALL])


@given(seen, heard, st.sampled_from(["", "ar", "fil"]))
def test_what_a_list_names_is_there_once_and_one_voice_comes_first(seen, heard, first):
    lines = list_of(seen, heard, first=first).splitlines()
    if first not in {one.language for one in heard}:
        heard = []
    assert [line for line in lines if not line.startswith("#")][: len(seen)] == [one.file for one in seen]
    assert re.findall(r'URI="([^"]+)"', "\n".join(lines)) == [one.file for one in heard]
    assert sum("DEFAULT=YES" in line for line in lines) == bool(heard)
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("#EXT-X-STREAM-INF"):
            assert after.endswith(".m3u8")
            assert ("AUDIO=" in line) == bool(heard)
