"""Template words of required training."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from django import template

register = template.Library()


@register.filter
def beside(rows: Sequence[Any], lines: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each row with the line it was made of; rows that count several have none."""
    return list(zip_longest(rows, lines))[: len(rows)]
