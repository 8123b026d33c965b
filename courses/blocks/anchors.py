"""Ids for the parts of a block, so that labels, answers and turns find each other on a page of many blocks."""

from __future__ import annotations

from typing import Any


class Anchored:
    """Gives a block's template ``anchor``, a prefix for ids that no other block of the document has.

    The document hands each block its own id as ``block_id``; in the block chooser there is none, and one block only.
    """

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)  # type: ignore[misc]
        return {**context, "anchor": f"b-{str(context.get('block_id') or 'one')[:8]}"}
