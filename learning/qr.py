"""Draws a QR code of an address as SVG, for posters and cards."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def drawn(text: str) -> SafeString:
    """A square with its quiet zone, dark on white in every colour scheme, as large as its frame."""
    svg = segno.make(text, error="m", micro=False).svg_inline(border=3, light="#ffffff", omitsize=True)
    return mark_safe(svg)  # noqa: S308 -- lines drawn from the text; the text itself is not in it
