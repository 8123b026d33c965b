"""Blocks that reckon: what arrives of a transfer, what is left of a wage."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.amounts import number
from core.blocks import VerbatimBlock
from courses.blocks.anchors import Anchored
from courses.blocks.groups import TOOLS
from courses.reckoning import best, offers

KINDS = [("in", _("Money that comes in")), ("out", _("Money that goes out")), ("keep", _("Money I keep"))]


def readable(text: str) -> None:
    """A validator: the text is a number as people write it."""
    if number(text) is None:
        raise ValidationError(_("Write a number, such as 1,500 or 48.5."))


class RemittanceBlock(Anchored, blocks.StructBlock):
    """Offers to send one amount home, worked out. With a script she types her own."""

    title = blocks.CharBlock(label=_("Title"))
    amount = VerbatimBlock(label=_("Amount to send"), max_length=20, validators=[readable])
    offers = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("name", blocks.CharBlock(label=_("Service"))),
                ("fee", VerbatimBlock(label=_("Fee"), max_length=20, validators=[readable])),
                (
                    "rate",
                    VerbatimBlock(
                        label=_("Rate"),
                        help_text=_("What one unit becomes at home."),
                        max_length=20,
                        validators=[readable],
                    ),
                ),
            ]
        ),
        min_num=2,
        label=_("Offers"),
    )
    note = blocks.TextBlock(required=False, label=_("Note"))

    class Meta:
        icon = "history"
        label = _("Compare ways to send money")
        description = _("Which service brings more home: fee and rate together.")
        group = TOOLS
        template = "courses/blocks/remittance.html"
        preview_value = {
            "title": "Which brings more home?",
            "amount": "204",
            "offers": [
                {"name": "Service A", "fee": "4", "rate": "50"},
                {"name": "Service B", "fee": "0", "rate": "48.5"},
            ],
            "note": "",
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        made = offers(value["amount"], [(one["name"], one["fee"], one["rate"]) for one in value["offers"]])
        context.update(offers=made, best=best(made))
        return context


class BudgetBlock(Anchored, blocks.StructBlock):
    """A month's money: what comes in, what goes out, what she keeps. A sheet on paper, a sum on the phone."""

    title = blocks.CharBlock(label=_("Title"))
    lines = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("label", blocks.CharBlock(label=_("Line"))),
                (
                    "kind",
                    blocks.ChoiceBlock(
                        choices=KINDS,
                        default="out",
                        label=_("Kind"),
                    ),
                ),
            ]
        ),
        min_num=1,
        label=_("Lines"),
    )

    class Meta:
        icon = "table"
        label = _("Budget sheet")
        description = _("Lines to fill in: what comes in, what goes out, what she keeps.")
        group = TOOLS
        template = "courses/blocks/budget.html"
        preview_value = {
            "title": "My month",
            "lines": [
                {"label": "My wage", "kind": "in"},
                {"label": "Phone", "kind": "out"},
                {"label": "Savings in my name", "kind": "keep"},
            ],
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        parts = ({"kind": kind, "label": label, "lines": _of(kind, value["lines"])} for kind, label in KINDS)
        return {**context, "parts": [part for part in parts if part["lines"]]}


def _of(kind: str, lines: Any) -> list[Any]:
    return [line for line in lines if line["kind"] == kind]
