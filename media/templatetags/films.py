"""How long a film lasts, and where in it something is, as clocks write it."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.filter
def minutes_seconds(value: Any) -> str:
    """``2:05``, and ``1:02:05`` from an hour on."""
    minutes, seconds = divmod(int(value or 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
