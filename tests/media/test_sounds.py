"""Recordings are told by their bytes, and what devices write into them is left behind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media import sounds
from media.sounds import Fault, Kind, NotASound, Sound, promises_sound
from tests.media import files

SCRIPT = b"<html><script>alert(1)</script></html>"
TAKEN = {Kind.MP3: files.mp3(), Kind.OPUS: files.opus(), Kind.OGG: files.vorbis(), Kind.M4A: files.m4a()}


def fault_of(content: bytes) -> Fault:
    with pytest.raises(NotASound) as refusal:
        sounds.clean(content)
    return refusal.value.fault


@pytest.mark.parametrize(("kind", "content"), TAKEN.items())
def test_a_recording_says_what_it_is_and_how_long_it_lasts(kind, content):
    sound = sounds.clean(content)
    assert (sound.kind, sound.seconds, len(sound.content)) == (kind, 2 if kind is Kind.MP3 else 1, len(content))
    assert promises_sound(sound.content[:16])


@pytest.mark.parametrize("content", TAKEN.values(), ids=TAKEN)
def test_cleaning_twice_changes_nothing_more(content):
    once = sounds.clean(content)
    assert sounds.clean(once.content) == once


def test_the_tags_round_an_mp3_are_left_behind():
    tagged = files.mp3(3, before=files.id3(SCRIPT) + files.id3(b"Rosa"), behind=b"TAG" + b"Rosa".ljust(125, b"\0"))
    assert sounds.clean(tagged) == Sound(files.mp3(3), Kind.MP3, 1)


@pytest.mark.parametrize("rest", [bytes(50), files.MP3_FRAME[:200]], ids=["padding", "a frame cut off"])
def test_what_follows_the_last_whole_frame_is_left_behind(rest):
    assert sounds.clean(files.mp3(3, behind=rest)).content == files.mp3(3)


@pytest.mark.parametrize(
    "comment", [b"TITLE=12 Main Street", b"COMMENT=" + SCRIPT * 20], ids=["short", "over two pages"]
)
def test_the_comments_of_an_ogg_are_blanked_and_its_pages_stay_whole(comment):
    content = files.opus(comment=comment)
    cleaned = sounds.clean(content).content
    assert (len(cleaned), comment[-12:] in content, comment[-12:] in cleaned) == (len(content), True, False)
    assert b"Rosa" not in sounds.clean(files.vorbis()).content


def test_the_notes_and_dates_of_an_m4a_are_blanked_where_they_stand():
    content = files.m4a(more=box_of_notes())
    cleaned = sounds.clean(content).content
    assert len(cleaned) == len(content)
    assert [said in cleaned for said in (b"12 Main Street", SCRIPT, b"DATE")] == [False, False, False]
    assert cleaned.endswith(files.box(b"mdat", b"\1" * 40))


def box_of_notes() -> bytes:
    return files.box(b"uuid", SCRIPT) + files.box(b"free", SCRIPT)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.EMPTY),
        (SCRIPT, Fault.NO_RECORDING),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", Fault.NO_RECORDING),
        (files.wav(), Fault.NO_RECORDING),
        (b"MZ" + bytes(100), Fault.NO_RECORDING),
        (b"PK\3\4" + bytes(100), Fault.NO_RECORDING),
        (files.id3(SCRIPT) + SCRIPT, Fault.NO_RECORDING),
        (files.mp3(1), Fault.DAMAGED),
        (files.mp3(3, behind=SCRIPT), Fault.DAMAGED),
        (files.MP3_FRAME[:4] + SCRIPT, Fault.DAMAGED),
        (files.mp3(2) + SCRIPT * 40 + files.mp3(2), Fault.DAMAGED),
        (files.mp3(200 * files.SECOND)[: sounds.LARGEST + 1], Fault.TOO_BIG),
        (files.opus(seconds=181), Fault.TOO_LONG),
        (files.m4a(seconds=36_000), Fault.TOO_LONG),
        (files.opus(behind=SCRIPT), Fault.DAMAGED),
        (files.opus()[:-1], Fault.DAMAGED),
        (files.opus().replace(b"Home", b"Hope"), Fault.DAMAGED),
        (files.page(b"\x80theora" + bytes(40), number=0, kind=2), Fault.NO_RECORDING),
        (files.m4a(handler=b"vide"), Fault.NO_RECORDING),
        (files.m4a(codec=b"alac"), Fault.NO_RECORDING),
        (files.m4a() + SCRIPT, Fault.DAMAGED),
        (files.m4a(more=files.box(b"<scr", SCRIPT)), Fault.DAMAGED),
        (b"<!--ftyp" + SCRIPT, Fault.DAMAGED),
        (files.m4a()[:-30], Fault.DAMAGED),
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_its_reason(content, fault):
    assert fault_of(content) == fault


@given(st.sampled_from(list(TAKEN.values())), st.integers(0, 400), st.binary(max_size=60))
def test_no_bytes_break_it(content, at, written):
    """A recording with something written into it is taken or refused, and never anything else."""
    try:
        sound = sounds.clean(content[:at] + written + content[at + len(written) :])
    except NotASound:
        return
    assert promises_sound(sound.content[:16])


@given(st.sampled_from([b"ID3", b"\xff\xfb", b"OggS\0", b"\0\0\0\x18ftyp", b"\0\0\0\1ftyp"]), st.binary(max_size=300))
def test_no_noise_is_a_recording(beginning, noise):
    with pytest.raises(NotASound):
        sounds.clean(beginning + noise)


def test_a_deep_nest_of_boxes_ends():
    nested = b""
    for _ in range(6000):
        nested = files.box(b"moov", nested)
    assert fault_of(files.box(b"ftyp", b"M4A ") + nested) == Fault.DAMAGED
