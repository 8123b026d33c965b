"""Shows authors a block that changes with the reader's way, as someone going to a country with facts sees it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone, translation

from courses.overlays import Corridor


class AsksPassage:
    """For blocks that ask the ``passage`` in their context: the block chooser has none, so it gets one."""

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**(parent_context or {}), "passage": _some_way()}


def _some_way() -> Any:
    from courses.models import Destination, Origin  # noqa: PLC0415 -- blocks load before models
    from courses.passage import Passage  # noqa: PLC0415 -- as above

    codes = [
        model.objects.filter(facts__isnull=False).values_list("code", flat=True).first() or ""
        for model in (Origin, Destination)
    ]
    return Passage(Corridor(*codes), translation.get_language() or "en", timezone.localdate())
