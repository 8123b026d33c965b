"""No more comes out of a zip than was allowed, whatever it says of itself."""

import io
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import zips
from core.zips import NotAZip, TooLarge, Zip
from tests.zips import damaged, understated, zipped

MIB = 1024 * 1024
MUCH = bytes(20 * MIB)


def read(data, *, most=MIB):
    opened = Zip(io.BytesIO(data), most=most)
    return {member.filename: b"".join(opened.pieces(member)) for member in opened.members}


@pytest.mark.parametrize("packing", zips.PACKINGS)
def test_what_is_packed_as_usual_comes_out_as_it_went_in(packing):
    held = {"a": b"1", "b/c": bytes(200_000), "none": b""}
    assert read(zipped(held, packing=packing)) == held


def test_all_that_comes_out_is_counted_together():
    held = {"a": bytes(300), "b": bytes(300)}
    assert read(zipped(held), most=600) == held
    with pytest.raises(TooLarge):
        read(zipped(held), most=599)


@pytest.mark.parametrize(
    "data",
    [
        b"no zip",
        b"",
        zipped({"a": MUCH}, packing=zipfile.ZIP_BZIP2),
        zipped({"a": MUCH}, packing=zipfile.ZIP_LZMA),
        zipped({"a": MUCH}),
        understated("a", MUCH),
        damaged("a"),
        zipped({"ä": b"1"}).replace("ä".encode(), b"\xff\xff"),
        understated("a", b"0123456789more"),
        zipped({f"{number:01000}": b"" for number in range(1100)}),
    ],
)
def test_what_lies_or_grows_is_refused_in_little_memory(data):
    tracemalloc.start()
    try:
        with pytest.raises((NotAZip, TooLarge)):
            read(data)
        assert tracemalloc.get_traced_memory()[1] < 6 * MIB
    finally:
        tracemalloc.stop()


@given(st.data())
def test_a_zip_with_changed_bytes_is_read_or_refused(data):
    made = bytearray(zipped({"a": b"abcdefgh" * 40, "ä": b"1"}))
    for at in data.draw(st.lists(st.integers(0, len(made) - 1), min_size=1, max_size=6)):
        made[at] = data.draw(st.integers(0, 255))
    with suppress(NotAZip, TooLarge):
        read(bytes(made))
