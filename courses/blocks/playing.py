"""A block that holds an H5P content, with why to do it and what of it counts. Who did what with it is unknown here."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.counting import Counting
from courses.blocks.groups import TRY
from courses.tries import Rule
from h5p.choosing import InteractiveChooserBlock
from h5p.models import Interactive
from h5p.showing import Place, frame_of


class InteractiveBlock(Counting, blocks.StructBlock):
    """Something to try that came as an H5P file or was made of the question bank."""

    in_percent = Rule.SCORE
    percent_missing = _("Say which score she has to reach.")

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    why = blocks.TextBlock(
        required=False, label=_("Why, and what to do"), help_text=_("One or two sentences that she reads before.")
    )
    content = InteractiveChooserBlock(label=_("H5P content"))
    rule = blocks.ChoiceBlock(
        choices=[
            (Rule.NONE.value, _("Nothing: it is a free try")),
            (Rule.OPENED.value, _("She has opened it")),
            (Rule.DONE.value, _("She has done it to the end")),
            (Rule.SCORE.value, _("She has reached a score")),
        ],
        required=False,
        default=Rule.NONE.value,
        label=_("What the lesson asks for"),
        help_text=_("Besides reading. Inside “Only for some” it is always a free try."),
    )
    percent = blocks.IntegerBlock(
        required=False, min_value=1, max_value=100, label=_("Score in per cent"), help_text=_("Where a score is asked.")
    )

    class Meta:
        icon = "h5p"
        label = _("H5P")
        description = _("Something to try: questions, cards, a film with questions. Chosen from the list of contents.")
        group = TRY
        template = "courses/blocks/interactive.html"
        preview_value = {"title": "Who pays?", "why": "Five questions. You can try as often as you like.", "rule": ""}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        content: Interactive | None = value.get("content")
        frame = frame_of(content, place=_place(context)) if content else None
        return {**context, "frame": frame}


def _place(context: dict[str, Any]) -> Place | None:
    """Where the block stands, if it stands in a lesson; the list of blocks shows one that stands nowhere."""
    page, block = context.get("page"), context.get("block_id")
    key = getattr(page, "translation_key", None)
    return Place(key, uuid.UUID(str(block))) if key and block else None
