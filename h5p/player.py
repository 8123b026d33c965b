"""The core of the player, as ``make player`` left it. Knows no content; bundles are made elsewhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from h5p_python import NoPlayer, Player

NOT_INSTALLED = _("The player is not installed. Whoever runs this machine can fetch it: make player")


def player() -> Player:
    """The player, read once. Raises NoPlayer where it was not fetched."""
    if not is_installed():
        raise NoPlayer(settings.H5P_PLAYER)
    return _read(settings.H5P_PLAYER)


def is_installed() -> bool:
    return (Path(settings.H5P_PLAYER) / "frame.bundle.js").is_file()


@cache
def _read(folder: Path) -> Player:
    return Player(folder)
