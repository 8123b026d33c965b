"""How the office's templates write a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django import template
from django.utils.html import format_html

from core.templatetags.baon import amount
from reports.tables import Column, Kind, Line, Value

register = template.Library()


@register.filter
def under(line: Line, columns: Sequence[Column]) -> Iterator[tuple[Column, Value]]:
    """The cells of a line, each with its column."""
    return zip(columns, line.cells, strict=True)


@register.filter
def as_figure(value: Value, kind: str) -> str:
    """A number as the reader's language writes it, and for programs as it is; words as they are."""
    if not isinstance(value, int):
        return format_html('<span class="quiet">{}</span>', value)
    written = percent(value) if kind == Kind.PERCENT else amount(value)
    return format_html('<data value="{}"><bdi>{}</bdi></data>', str(value), written)


@register.filter
def percent(rate: int) -> str:
    return f"{amount(rate)}%"
