"""The groups of the block chooser, in the order authors meet them."""

from django.utils.translation import gettext_lazy as _

from core.blocks import WORDS

TRY = _("Try it")
PLACES = _("Country facts")
TOOLS = _("Tools")

__all__ = ["PLACES", "TOOLS", "TRY", "WORDS"]
