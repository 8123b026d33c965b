"""Shows a picture of a question, by the number that its version keeps."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.images import get_image_model

register = template.Library()


PHONE = 320  # what most phones need of a picture as wide as their page


@register.inclusion_tag("assessments/picture.html")
def picture(number: int | None, width: int = 640) -> dict[str, Any]:
    """The picture, so wide at most, and a lighter one where that is enough.

    Its words stand beside it: the scene, or the option's own text.
    """
    sizes = [f"width-{each}|format-webp" for each in sorted({min(PHONE, width), width})]
    found = get_image_model().objects.prefetch_renditions(*sizes).filter(pk=number).first()
    made = list(found.get_renditions(*sizes).values()) if found else []
    widths = {each.width: each for each in made}  # a small one is never made wider
    return {"made": made[-1] if made else None, "widths": widths.values() if len(widths) > 1 else ()}
