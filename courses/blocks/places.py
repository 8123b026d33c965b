"""Blocks that change with the reader's way: facts, numbers, phrases."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import VerbatimBlock
from courses.blocks.choices import CodeBlock, CodesBlock, contact_choices, fact_choices, phrase_choices
from courses.blocks.groups import PLACES
from courses.blocks.previewing import AsksPassage


class PhraseTableBlock(blocks.StructBlock):
    """Words to say in the destination's language."""

    title = blocks.CharBlock(label=_("Title"))
    language = VerbatimBlock(max_length=10, label=_("Language code"), help_text=_("Such as ar, yue or it."))
    phrases = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("meaning", blocks.CharBlock(label=_("Meaning"))),
                ("text", VerbatimBlock(label=_("As it is written"))),
                ("say", VerbatimBlock(label=_("How to say it"))),
            ]
        ),
        min_num=1,
        label=_("Phrases"),
    )

    class Meta:
        icon = "comment"
        label = _("Phrases")
        description = _("Phrases written here, in one language. For all destinations, take phrase cards.")
        group = PLACES
        template = "courses/blocks/phrases.html"
        preview_value = {
            "title": "At work",
            "language": "ar",
            "phrases": [{"meaning": "Please show me.", "text": "من فضلك أريني", "say": "min fadlik areeni"}],
        }


class PhraseCardsBlock(AsksPassage, blocks.StructBlock):
    """Phrases of the phrase book, in the language of the reader's destination."""

    title = blocks.CharBlock(label=_("Title"))
    keys = CodesBlock(choices=phrase_choices, label=_("Phrases"))

    class Meta:
        icon = "comment"
        label = _("Phrase cards")
        description = _("Phrases of the phrase book, in the language of the place she goes to.")
        group = PLACES
        template = "courses/blocks/phrase_cards.html"
        preview_value = {"title": "Words that help", "keys": ["help", "show_me", "my_embassy"]}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        passage = context.get("passage")
        context["phrases"] = passage.phrases(value["keys"]) if passage else []
        context["placeless"] = not (passage and passage.corridor.destination)
        return context


class FactBlock(AsksPassage, blocks.StructBlock):
    """What is true in the reader's destination or origin, from the profiles. Never typed here."""

    key = CodeBlock(choices=fact_choices, label=_("Fact"))
    scope = blocks.ChoiceBlock(
        choices=[("destination", _("Where she goes")), ("origin", _("Where she comes from"))],
        default="destination",
        label=_("Of which place"),
    )

    class Meta:
        icon = "globe"
        label = _("Country fact")
        description = _("What the law or the practice is in her country, with its source and the day it was checked.")
        group = PLACES
        template = "courses/blocks/fact.html"
        preview_value = {"key": "rest_day", "scope": "destination"}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        if passage := context.get("passage"):
            context["shown"] = passage.fact(value["key"], scope=value["scope"])
        return context


class ContactsBlock(AsksPassage, blocks.StructBlock):
    """Numbers to call from the reader's destination, as links and as text."""

    keys = CodesBlock(choices=contact_choices, label=_("Which"))

    class Meta:
        icon = "mobile-alt"
        label = _("Numbers to call")
        description = _("Numbers of her destination. Written once, checked on a date, never typed in a lesson.")
        group = PLACES
        template = "courses/blocks/contacts.html"
        preview_value = {"keys": ["emergency", "hotline"]}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        if passage := context.get("passage"):
            context["contacts"] = passage.contacts(value["keys"])
        return context
