"""The blocks every page may use: words, pictures, and one idea to keep. Blocks never ask who is reading."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from core.figures import FIGURES

PLAIN_FEATURES = ["bold", "ul", "ol", "link"]


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


class PictureBlock(blocks.StructBlock):
    """A picture from the library."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, label=_("Caption"), max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "core/blocks/picture.html"


class FigureBlock(blocks.StructBlock):
    """One of our own drawings, a few kilobytes each."""

    name = blocks.ChoiceBlock(choices=FIGURES, label=_("Drawing"))
    alt = blocks.CharBlock(label=_("What it shows"), max_length=200, help_text=_("For people who cannot see it."))

    class Meta:
        icon = "image"
        label = _("Drawing")
        template = "core/blocks/figure.html"


class KeyMessageBlock(blocks.CharBlock):
    """The one sentence to keep."""

    class Meta:
        icon = "pick"
        label = _("Key message")
        template = "core/blocks/key_message.html"
