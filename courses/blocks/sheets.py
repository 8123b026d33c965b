"""Blocks to fill in: lists to tick, sheets to write on. What she writes stays with her."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.anchors import Anchored
from courses.blocks.groups import TOOLS


class ChecklistBlock(blocks.StructBlock):
    """Things to do or to have. Ticks stay on the phone and are never sent."""

    title = blocks.CharBlock(label=_("Title"))
    items = blocks.ListBlock(blocks.CharBlock(label=_("Item")), min_num=1, label=_("Items"))

    class Meta:
        icon = "list-ul"
        label = _("Checklist")
        description = _("Things to do or to have. Ticks stay on the phone.")
        group = TOOLS
        template = "courses/blocks/checklist.html"
        preview_value = {"title": "Before I sign", "items": ["I have read it", "I have a copy"]}


class SheetBlock(Anchored, blocks.StructBlock):
    """Questions with room for her answers: a safety plan, a decision, a family plan. On the phone or on paper."""

    title = blocks.CharBlock(label=_("Title"))
    purpose = blocks.ChoiceBlock(
        choices=[
            ("safety_plan", _("Safety plan")),
            ("decision", _("Decision sheet")),
            ("family_plan", _("Family plan")),
            ("return_goal", _("Plan for coming home")),
            ("practice", _("Practice")),
            ("other", _("Something else")),
        ],
        default="other",
        label=_("What it is for"),
    )
    sections = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("heading", blocks.CharBlock(label=_("Heading"))),
                (
                    "lines",
                    blocks.ListBlock(
                        blocks.StructBlock(
                            [
                                ("ask", blocks.CharBlock(label=_("Question"))),
                                ("hint", blocks.CharBlock(required=False, label=_("Hint"))),
                            ]
                        ),
                        min_num=1,
                        label=_("Lines"),
                    ),
                ),
            ]
        ),
        min_num=1,
        label=_("Parts"),
    )

    class Meta:
        icon = "form"
        label = _("Sheet to fill in")
        description = _(
            "A plan she writes for herself. Kept on her phone only when she asks for it; prints with lines."
        )
        group = TOOLS
        template = "courses/blocks/sheet.html"
        preview_value = {
            "title": "My safety plan",
            "purpose": "safety_plan",
            "sections": [
                {"heading": "My people", "lines": [{"ask": "Who knows where I am?", "hint": "A name and a number"}]}
            ],
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context), "private": value["purpose"] == "safety_plan"}
