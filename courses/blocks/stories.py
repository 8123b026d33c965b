"""Blocks that tell: a voice, a note before a hard part, a way in steps."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import VerbatimBlock
from core.figures import FIGURES
from courses.blocks.groups import WORDS
from courses.cast import ROLES, SEXES


class VoiceBlock(blocks.StructBlock):
    """Someone speaks, in her or his own words."""

    name = VerbatimBlock(label=_("Name"), max_length=60)
    sex = blocks.ChoiceBlock(choices=SEXES, label=_("Sex"))
    role = blocks.ChoiceBlock(choices=ROLES, label=_("Role"))
    words = blocks.TextBlock(label=_("What is said"))

    class Meta:
        icon = "openquote"
        label = _("Voice")
        description = _("A person speaks. Who speaks is counted for each module.")
        group = WORDS
        template = "courses/blocks/voice.html"
        preview_value = {"name": "Grace", "sex": "woman", "role": "returnee", "words": "I kept a copy with my sister."}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["role"] = dict(ROLES).get(value["role"], "")
        return context


class ContentNoteBlock(blocks.StructBlock):
    """Says what a hard part is about before it comes, and how to pass it by."""

    text = blocks.CharBlock(label=_("What the next part speaks about"), max_length=250)

    class Meta:
        icon = "warning"
        label = _("Note before a hard part")
        description = _("Stands before a hard part. Skipping it costs nothing.")
        group = WORDS
        template = "courses/blocks/content_note.html"
        preview_value = {"text": "This part speaks about unwanted touching. You can skip it."}


class PathBlock(blocks.StructBlock):
    """A way in steps, such as through an airport, with what to do where it goes wrong."""

    title = blocks.CharBlock(label=_("Title"))
    steps = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("heading", blocks.CharBlock(label=_("Step"))),
                ("text", blocks.TextBlock(label=_("What happens"))),
                ("figure", blocks.ChoiceBlock(choices=FIGURES, required=False, label=_("Drawing"))),
                ("if_not", blocks.TextBlock(required=False, label=_("If it goes wrong"))),
            ]
        ),
        min_num=2,
        label=_("Steps"),
    )

    class Meta:
        icon = "arrow-right-full"
        label = _("Path")
        description = _("Numbered steps with drawings, and what to do when one goes wrong.")
        group = WORDS
        template = "courses/blocks/path.html"
        preview_value = {
            "title": "At the airport",
            "steps": [
                {"heading": "Check-in", "text": "Show passport and ticket.", "figure": "airport-gate",
                 "if_not": "Ask the staff at the desk."},
                {"heading": "Security", "text": "Your bag goes through a machine.", "figure": "", "if_not": ""},
            ],
        }  # fmt: skip
