"""Takes a picture apart and writes it anew. Knows nothing of uploads, models or pages."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "WEBP")
LARGEST_SIDE = 2400
MOST_PIXELS = 40_000_000


class NotAPicture(ValueError):
    """The bytes are no PNG, JPEG or WebP picture that can be read whole."""


@dataclass(frozen=True)
class CleanPicture:
    content: bytes
    extension: str
    content_type: str


def reencode(content: bytes) -> CleanPicture:
    """The same picture as JPEG, or as PNG where it has transparency: upright, at most 2,400 pixels a side, no metadata.

    Raises ``NotAPicture`` for anything else, however it is named.
    """
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NotAPicture("This picture has too many pixels. Save it smaller and try again.")
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
            clear = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
            pixels = picture.convert("RGBA" if clear else "RGB")
    except NotAPicture:
        raise
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        ValueError,
        SyntaxError,
        MemoryError,
    ) as error:
        raise NotAPicture("This file is not a picture we can read. Use a JPEG, PNG or WebP file.") from error
    out = io.BytesIO()
    pixels.info = {}
    if clear:
        pixels.save(out, "PNG", optimize=True)
        return CleanPicture(out.getvalue(), "png", "image/png")
    pixels.save(out, "JPEG", quality=85, optimize=True, progressive=True)
    return CleanPicture(out.getvalue(), "jpg", "image/jpeg")
