"""Blocks about papers: a contract to read, two to compare, and her own against the country's rule."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.anchors import Anchored
from courses.blocks.choices import CodeBlock, contact_choices, fact_choices
from courses.blocks.groups import TOOLS
from courses.blocks.previewing import AsksPassage


class ContractBlock(blocks.StructBlock):
    """A sample contract, clause by clause, with what each means."""

    title = blocks.CharBlock(label=_("Title"))
    intro = blocks.TextBlock(required=False, label=_("Introduction"))
    clauses = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("heading", blocks.CharBlock(label=_("Clause"))),
                ("words", blocks.TextBlock(label=_("As the paper says it"))),
                ("means", blocks.TextBlock(label=_("What it means"))),
                ("look", blocks.TextBlock(required=False, label=_("What to look for"))),
            ]
        ),
        min_num=1,
        label=_("Clauses"),
    )

    class Meta:
        icon = "doc-full"
        label = _("Contract to read")
        description = _("A sample contract whose clauses open to say what they mean.")
        group = TOOLS
        template = "courses/blocks/contract.html"
        preview_value = {
            "title": "A sample contract",
            "intro": "Tap a line to see what it means.",
            "clauses": [
                {
                    "heading": "Wage",
                    "words": "The employer pays 1,500 on the last day of each month.",
                    "means": "You get 1,500 every month.",
                    "look": "Is there a number and a day?",
                }
            ],
        }


class CompareBlock(blocks.StructBlock):
    """Two versions of one paper, line by line."""

    title = blocks.CharBlock(label=_("Title"))
    before = blocks.CharBlock(label=_("Name of the first paper"))
    after = blocks.CharBlock(label=_("Name of the second paper"))
    rows = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("clause", blocks.CharBlock(label=_("Clause"))),
                ("before", blocks.CharBlock(label=_("In the first paper"))),
                ("after", blocks.CharBlock(label=_("In the second paper"))),
                ("changed", blocks.BooleanBlock(required=False, label=_("This has changed"))),
                ("note", blocks.TextBlock(required=False, label=_("What it means"))),
            ]
        ),
        min_num=1,
        label=_("Clauses"),
    )

    class Meta:
        icon = "resubmit"
        label = _("Two papers side by side")
        description = _("Two versions of a contract: which lines have changed, and what that means.")
        group = TOOLS
        template = "courses/blocks/compare.html"
        preview_value = {
            "title": "Find what has changed",
            "before": "The paper she signed",
            "after": "The paper at the airport",
            "rows": [
                {"clause": "Wage", "before": "1,500", "after": "900", "changed": True, "note": "600 less each month."},
                {"clause": "Rest day", "before": "Friday", "after": "Friday", "changed": False, "note": ""},
            ],
        }


class ContractCheckBlock(Anchored, AsksPassage, blocks.StructBlock):
    """Her own paper against the country's rule, clause by clause. Nothing she chooses is stored or sent."""

    title = blocks.CharBlock(label=_("Title"))
    items = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("fact", CodeBlock(choices=fact_choices, label=_("The country's rule"))),
                ("ask", blocks.CharBlock(label=_("What to look for in her paper"))),
                ("yes", blocks.TextBlock(label=_("When it is there"))),
                ("unclear", blocks.TextBlock(label=_("When it is not clear"))),
                ("no", blocks.TextBlock(label=_("When it is not there, or less"))),
                ("say", blocks.CharBlock(required=False, label=_("Words she can say"))),
                ("call", CodeBlock(choices=contact_choices, required=False, label=_("Whom to call"))),
            ]
        ),
        min_num=1,
        label=_("Clauses"),
    )

    class Meta:
        icon = "tasks"
        label = _("My contract check")
        description = _("About twelve clauses: her answer shows green, amber or red, words to say and whom to call.")
        group = TOOLS
        template = "courses/blocks/contract_check.html"
        preview_value = {
            "title": "My contract against the rule",
            "items": [
                {
                    "fact": "rest_day",
                    "ask": "Does the paper give one full day off each week?",
                    "yes": "Look for the name of the day.",
                    "unclear": "Ask the agency to write the day in.",
                    "no": "Compare it with the rule. Ask before you sign.",
                    "say": "Please write my rest day into the contract.",
                    "call": "hotline",
                }
            ],
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        passage = context.get("passage")
        context["checks"] = [_check(item, passage) for item in value["items"]]
        return context


def _check(item: Any, passage: Any) -> dict[str, Any]:
    """A clause with the country's rule and whom to call. An unknown rule says itself whom to ask."""
    if not passage:
        return {"item": item, "rule": None, "call": None}
    rule = passage.fact(item["fact"])
    named = (call for call in passage.contacts([item["call"]] if item["call"] else []) if call["shown"].known)
    return {"item": item, "rule": rule, "call": next(named, None) or (passage.ask() if rule["shown"].known else None)}
