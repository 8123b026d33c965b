"""A picture keeps its bytes only where they are its pixels and nothing else."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from handover.containers import begins_as, is_bare_picture
from media.pictures import reencode


def jpeg(**options):
    out = io.BytesIO()
    Image.effect_noise((64, 48), 60).convert("RGB").save(out, "JPEG", **options)
    return out.getvalue()


def png(**options):
    out = io.BytesIO()
    Image.new("RGBA", (30, 20), (1, 2, 3, 4)).save(out, "PNG", **options)
    return out.getvalue()


@pytest.mark.parametrize("content", [jpeg(), jpeg(progressive=True, optimize=True), png(optimize=True)])
def test_pixels_alone_are_bare(content):
    assert is_bare_picture(content)
    assert is_bare_picture(reencode(content).content)


def commented():
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "<script>")
    return png(pnginfo=info)


@pytest.mark.parametrize(
    "content",
    [
        jpeg() + b"<script>",
        jpeg(comment=b"<?php"),
        png() + b"PK\x03\x04",
        png()[:-4],
        commented(),
        b"",
        b"\xff\xd8",
        b"GIF89a",
    ],
)
def test_anything_more_or_less_is_not(content):
    assert not is_bare_picture(content)


@given(st.binary(max_size=300))
def test_no_bytes_break_it(content):
    for start in (b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n"):
        assert not is_bare_picture(start + content)


def test_documents_begin_as_their_kind():
    assert begins_as(b"%PDF-1.7", "pdf")
    assert begins_as(b"\0\0\0\x20ftypM4A ", "m4a")
    assert not begins_as(b"<html>", "pdf")
    assert not begins_as(b"%PDF-1.7", "html")
