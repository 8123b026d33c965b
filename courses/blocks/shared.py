"""A block that shows a passage written once for many lessons. Stored as its code, so every language has the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from courses.blocks.choices import CodeBlock
from courses.blocks.groups import WORDS


def shared_choices() -> list[tuple[str, str]]:
    from courses.models import SharedPassage  # noqa: PLC0415 -- blocks load before models

    return list(SharedPassage.objects.of_source().values_list("code", "title"))


class SharedBlock(CodeBlock):
    """The passage as it was last published, in the reader's language or else in the source's."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": shared_choices, "label": _("Passage"), **kwargs})

    class Meta:
        icon = "copy"
        label = _("Shared passage")
        description = _("A passage that is written once and stands in many lessons.")
        group = WORDS
        template = "courses/blocks/shared.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        from courses.models import SharedPassage  # noqa: PLC0415 -- blocks load before models

        context: dict[str, Any] = super().get_context(value, parent_context)
        passage = context.get("passage")
        language = passage.language if passage else settings.LANGUAGE_CODE
        return {**context, "shared": SharedPassage.objects.shown(str(value or ""), language)}

    def extract_references(self, value: Any) -> Iterator[tuple[type, str, str, str]]:
        """So that the passage's own page lists the lessons in which it stands."""
        from courses.models import SharedPassage  # noqa: PLC0415 -- blocks load before models

        for pk in SharedPassage.objects.of_source().filter(code=value).values_list("pk", flat=True):
            yield SharedPassage, str(pk), "", ""
