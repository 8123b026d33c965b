"""Template words of this room."""

from __future__ import annotations

from django import template

from accounts import codes

register = template.Library()


@register.filter
def grouped(code: str) -> str:
    """A learner code as it is printed, ``K7M4-2P9Q``; it also tells people of one name apart."""
    return codes.grouped(code)
