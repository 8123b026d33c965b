"""What the pictures at the doors are called, and which of four is asked for. Says no more."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

_PICTURES = {
    "sun": _("Sun"),
    "moon": _("Moon"),
    "star": _("Star"),
    "tree": _("Tree"),
    "flower": _("Flower"),
    "fish": _("Fish"),
    "bird": _("Bird"),
    "cup": _("Cup"),
    "key": _("Key"),
    "house": _("House"),
    "boat": _("Boat"),
    "umbrella": _("Umbrella"),
}
PLACES = (_("First picture"), _("Second picture"), _("Third picture"), _("Fourth picture"))


def picture_name(picture: str) -> str:
    """What a picture shows, in the reader's language."""
    return str(_PICTURES[picture])
