"""Pictures are taken apart and written anew: only pixels come through."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from media.pictures import CleanPicture, NotAPicture, reencode


def picture(format="JPEG", size=(40, 30), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, "teal").save(out, format, **options)
    return out.getvalue()


def opened(clean: CleanPicture):
    return Image.open(io.BytesIO(clean.content))


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (picture("JPEG"), "image/jpeg"),
        (picture("PNG"), "image/jpeg"),
        (picture("WEBP"), "image/jpeg"),
        (picture("PNG", mode="RGBA"), "image/png"),
        (picture("PNG", mode="P"), "image/jpeg"),
    ],
)
def test_a_picture_becomes_a_jpeg_or_keeps_its_transparency(given, kind):
    clean = reencode(given)
    assert (clean.content_type, opened(clean).size) == (kind, (40, 30))


def test_where_and_when_it_was_taken_is_left_behind_and_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "A camera"
    exif[0x8825] = {1: "N", 2: (14.0, 35.0, 0.0)}
    clean = opened(reencode(picture(exif=exif)))
    assert (clean.size, dict(clean.getexif())) == ((30, 40), {})


def test_a_large_picture_is_made_smaller():
    assert max(opened(reencode(picture(size=(5000, 100)))).size) == 2400


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a<script>alert(1)</script>",
        b"%PDF-1.7",
        picture()[:200],
        picture("GIF"),
        picture("BMP"),
        picture("TIFF"),
    ],
)
def test_anything_else_is_refused_in_words(content):
    with pytest.raises(NotAPicture, match="picture"):
        reencode(content)


def test_a_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(NotAPicture, match="too many pixels"):
        reencode(picture("PNG", size=(20000, 3000), mode="1"))


@given(st.binary(max_size=300))
def test_no_bytes_break_it(content):
    with pytest.raises(NotAPicture):
        reencode(b"\xff\xd8\xff" + content)


def test_what_hides_behind_a_picture_is_gone():
    assert b"<script>" not in reencode(picture() + b"<script>alert(1)</script>").content
