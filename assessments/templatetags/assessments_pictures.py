"""Shows a picture of a question, by the number that its version keeps."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.images import get_image_model

register = template.Library()


@register.inclusion_tag("assessments/picture.html")
def picture(number: int | None, width: int = 640) -> dict[str, Any]:
    """The picture, so wide at most. Its words stand beside it: the scene, or the option's own text."""
    size = f"width-{width}|format-webp"
    found = get_image_model().objects.prefetch_renditions(size).filter(pk=number).first()
    return {"made": found.get_rendition(size) if found else None}
