"""Captions are read with every fault and its line, and come back as they were."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from media.webvtt import Aside, Captions, Cue, Fault, Reading, What, read, write
from media.webvtt.marking import plain, tags
from media.webvtt.timing import ARROW, NotATime, read_typed
from media.webvtt.timing import write as written
from media.webvtt.writing import one_block

TWO = b"""WEBVTT

1
00:01.000 --> 00:02.500 line:0 align:start
Stand like a tree.

00:02.500 --> 00:04.000
<v Rosa>Say "no"
and say it loud.
"""


def faults(text: str, **limits) -> tuple[Fault, ...]:
    return read(text.encode(), **limits).faults


def test_a_file_is_read_as_it_stands():
    assert read(TWO) == Reading(
        Captions(
            (
                Cue(1000, 2500, "Stand like a tree.", "line:0 align:start", "1"),
                Cue(2500, 4000, '<v Rosa>Say "no"\nand say it loud.'),
            )
        )
    )
    assert write(read(TWO).captions) == TWO


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "marked"])
def test_ends_of_lines_and_a_mark_before_the_text_change_nothing(end, mark):
    assert read((mark + TWO.decode().replace("\n", end)).encode()) == read(TWO)


def test_notes_styles_and_regions_are_kept():
    text = (
        "WEBVTT Kind: captions\n\nNOTE by Rosa\nand me\n\nSTYLE\n::cue { color: white }\n\n"
        "00:00.000 --> 00:01.000\nYes\n\nNOTE\nend\n"
    )
    assert read(text.encode()) == Reading(
        Captions(
            (
                Aside("NOTE by Rosa\nand me"),
                Aside("STYLE\n::cue { color: white }"),
                Cue(0, 1000, "Yes"),
                Aside("NOTE\nend"),
            ),
            "Kind: captions",
        )
    )
    assert write(read(text.encode()).captions).decode() == text


def test_words_from_right_to_left_stay_as_they_are():
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\nقولي «لا» بصوت عالٍ\u200f 112\n"
    assert write(read(text.encode()).captions).decode() == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", (Fault(1, What.NO_HEADER),)),
        ("WEBVTTX\n", (Fault(1, What.NO_HEADER, "WEBVTTX"),)),
        ("1\n00:00:01,000 --> 00:00:02,000\nYes", (Fault(1, What.NO_HEADER, "1"),)),
        ("WEBVTT\n", (Fault(2, What.NOTHING_IN_IT),)),
        ("WEBVTT\n00:00.000 --> 00:01.000\nYes", (Fault(2, What.HEADER_NOT_ALONE, "00:00.000 --> 00:01.000"),)),
        ("WEBVTT\n\nonly words\nand more", (Fault(3, What.NO_TIMES, "only words"),)),
        ("WEBVTT\n\n0:00.000 --> 00:01.000\nYes", (Fault(3, What.BAD_TIME, "0:00.000"),)),
        ("WEBVTT\n\n00:00,000 --> 00:01.000\nYes", (Fault(3, What.COMMA, "00:00,000"),)),
        ("WEBVTT\n\n00:00.000-->00:01.000\nYes", (Fault(3, What.NO_SPACE, "00:00.000-->00:01.000"),)),
        ("WEBVTT\n\n00:61.000 --> 01:02.000\nYes", (Fault(3, What.BAD_TIME, "00:61.000"),)),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nYes", (Fault(3, What.ENDS_FIRST, "00:01.000"),)),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n", (Fault(3, What.NO_WORDS),)),
        ("WEBVTT\n\n00:01.000 --> 00:02.000 top", (Fault(3, What.BAD_SETTING, "top"), Fault(3, What.NO_WORDS))),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<b>Yes", (Fault(4, What.OPEN_TAG, "<b>"),)),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nYes\n<font>no", (Fault(5, What.BAD_TAG, "<font>"),)),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v>Yes", (Fault(4, What.BAD_TAG, "<v>"),)),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<00:02.500>Yes", (Fault(4, What.BAD_TAG, "<00:02.500>"),)),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n1 < 2", (Fault(4, What.BAD_TAG, "<"),)),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nYes\n00:02.000 --> 00:03.000\nNo",
            (Fault(5, What.TIMES_IN_WORDS, "00:02.000 --> 00:03.000"),),
        ),
        (
            "WEBVTT\n\n00:05.000 --> 00:06.000\nYes\n\n00:01.000 --> 00:02.000\nNo",
            (Fault(6, What.OUT_OF_ORDER, "00:01.000"),),
        ),
        (
            "WEBVTT\n\n00:05.000 --> 00:06.000\nYes\n\nSTYLE\n::cue {}",
            (Fault(6, What.LATE_STYLE, "STYLE"),),
        ),
    ],
    ids=lambda value: repr(value)[:60] if isinstance(value, str) else "",
)
def test_every_fault_has_its_line(text, found):
    assert faults(text) == found


def test_a_caption_behind_the_end_of_the_film_is_told():
    text = "WEBVTT\n\n00:05.000 --> 00:06.000\nYes"
    assert faults(text, seconds=5.0) == (Fault(3, What.BEHIND_THE_END, "00:05.000"),)
    assert faults(text, seconds=5.5) == ()


def test_bytes_that_are_no_text_are_told_with_their_line():
    assert read(b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xff\xfe").faults == (Fault(4, What.NOT_TEXT),)
    assert read(b"WEBVTT\n\n\0").faults == (Fault(3, What.NOT_TEXT),)


def test_what_is_too_large_is_not_read():
    assert read(b"WEBVTT\n" * 200_000).faults == (Fault(1, What.TOO_LARGE),)
    many = "WEBVTT\n\n" + "00:01.000 --> 00:02.000\nYes\n\n" * 6_000
    assert [fault.what for fault in faults(many)] == [What.TOO_MANY]


def test_what_can_be_read_is_kept_beside_faults():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nYes\n\n00:01 --> 00:03.000\nNo\n"
    assert read(text.encode()) == Reading(Captions((Cue(1000, 2000, "Yes"),)), (Fault(6, What.BAD_TIME, "00:01"),))


def test_other_cues_come_behind_the_notes_in_the_order_of_their_times():
    before = Captions((Cue(0, 1, "a"), Aside("NOTE mine"), Cue(1, 2, "b")), "Title")
    after = before.with_cues([Cue(5, 6, "later"), Cue(1, 2, "first")])
    assert after == Captions((Aside("NOTE mine"), Cue(1, 2, "first"), Cue(5, 6, "later")), "Title")


def test_a_transcript_names_who_speaks_and_shows_no_tags():
    assert plain("<v.loud Rosa>Say <b>no</b> &amp; go") == "Rosa: Say no & go"
    assert tags("<c.yellow>A</c> <00:01.000><lang ar>لا</lang>") == tags("")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("7", 7000), ("7.5", 7500), ("7,25", 7250), ("1:07", 67_000), ("01:02.500", 62_500), ("1:00:00", 3_600_000)],
)
def test_times_are_taken_as_people_type_them(typed, found):
    assert read_typed(typed) == found


@pytest.mark.parametrize("typed", ["", "a", "1:2:3:4", "-1", "١"])
def test_what_is_no_time_is_not_taken(typed):
    with pytest.raises(NotATime):
        read_typed(typed)


@given(st.integers(0, 99 * 3_600_000))
def test_a_time_that_is_written_is_read_again(milliseconds):
    assert read_typed(written(milliseconds)) == milliseconds


words = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0<"), min_size=1, max_size=40)
    .map(one_block)
    .filter(lambda text: plain(text) and ARROW not in text and "\ufeff" not in text)
)
cues = st.builds(
    lambda start, length, text, settings: Cue(start, start + length, text, settings),
    st.integers(0, 10**8),
    st.integers(1, 10**5),
    words,
    st.sampled_from(["", "line:0", "position:50% align:start", "size:40%,".strip(",")]),
)
asides = words.map(lambda text: Aside(f"NOTE\n{text}"))


@given(st.lists(cues, min_size=1, max_size=6), st.lists(asides, max_size=2))
@example([Cue(0, 1, "NOTE is a word")], [])
def test_what_is_written_is_read_again(found, notes):
    captions = Captions(tuple(notes)).with_cues(found)
    assert read(write(captions)) == Reading(captions)


@given(st.binary(max_size=300))
@example(b"WEBVTT\n\n\x85\xc2\x85-->\n")
def test_no_bytes_make_it_fall(content):
    for each in (content, b"WEBVTT\n\n" + content):
        reading = read(each)
        assert all(1 <= fault.line <= each.count(b"\n") + each.count(b"\r") + 1 for fault in reading.faults)
