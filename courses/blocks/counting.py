"""What blocks have in common that a lesson may count on: how much of it is asked, and the way back to its screen."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.blocks.anchors import Anchored
from courses.tries import Rule


class Counting(Anchored):
    """For a block with ``rule`` and ``percent``: the rule ``in_percent`` needs a number, else the author is told so.

    Gives its template ``back``, the address of the screen on which it stands, empty where it stands nowhere.
    """

    in_percent: Rule
    percent_missing: Any

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)  # type: ignore[misc]
        if cleaned["rule"] == self.in_percent and not cleaned["percent"]:
            raise StructBlockValidationError(block_errors={"percent": ValidationError(self.percent_missing)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return {**context, "back": _address(context)}


def _address(context: dict[str, Any]) -> str:
    page, module, base = context.get("page"), context.get("module"), context.get("base_path")
    return f"{base}{module.slug}/{page.slug}/#{context['anchor']}" if page and module and base else ""
