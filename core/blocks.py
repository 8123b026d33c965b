"""The blocks every page may use: words, pictures, and one idea to keep. Blocks never ask who is reading."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from core.figures import FIGURES

WORDS = _("Words")
SHOWS = [
    ("woman_deciding", _("A woman decides")),
    ("woman_learning", _("A woman learns")),
    ("woman_working", _("A woman works")),
    ("official_woman", _("A woman in office")),
    ("man_caring", _("A man who cares")),
    ("distress", _("Distress")),
]
PLAIN_FEATURES = ["bold", "ul", "ol", "link"]


def _shows() -> blocks.MultipleChoiceBlock:
    return blocks.MultipleChoiceBlock(
        choices=SHOWS,
        required=False,
        label=_("What is counted"),
        help_text=_("Who acts in the picture. Never guessed from it."),
    )


class VerbatimBlock(blocks.CharBlock):
    """Words that are the same in every translation, such as a phrase in the destination's language."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: Any) -> Any:
        return value


class TextBlock(blocks.RichTextBlock):
    """Plain words: paragraphs, lists, bold."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=PLAIN_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "core/blocks/text.html"
        description = _("Plain words: paragraphs, lists, bold.")
        group = WORDS
        preview_value = "<p>A contract is a paper with two names. It says <b>who gives what</b>.</p>"


class PictureBlock(blocks.StructBlock):
    """A picture from the library."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, label=_("Caption"), max_length=200)
    shows = _shows()

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "core/blocks/picture.html"
        description = _("A picture from the library, and what it shows.")
        group = WORDS


class FigureBlock(blocks.StructBlock):
    """One of our own drawings, a few kilobytes each."""

    name = blocks.ChoiceBlock(choices=FIGURES, label=_("Drawing"))
    alt = blocks.CharBlock(label=_("What it shows"), max_length=200, help_text=_("For people who cannot see it."))
    shows = _shows()

    class Meta:
        icon = "image"
        label = _("Drawing")
        template = "core/blocks/figure.html"
        description = _("One of our own drawings. It weighs a few kilobytes.")
        group = WORDS
        preview_value = {"name": "reading-contract", "alt": "A woman reads a paper with her brother.", "shows": []}


class KeyMessageBlock(blocks.CharBlock):
    """The one sentence to keep."""

    class Meta:
        icon = "pick"
        label = _("Key message")
        template = "core/blocks/key_message.html"
        description = _("The one sentence to keep.")
        group = WORDS
        preview_value = "My signature is mine."
