"""What changes contents, libraries and packages on their way in."""

from h5p.actions.bundles import build, follow, prepare, prepare_for
from h5p.actions.contents import InUse, add, delete, is_used
from h5p.actions.libraries import StillNeeded, approve, ask, decide, needed_by, remove
from h5p.actions.uploads import TooLarge, forget_old, look_at, receive

__all__ = [
    "InUse",
    "StillNeeded",
    "TooLarge",
    "add",
    "approve",
    "ask",
    "build",
    "decide",
    "delete",
    "follow",
    "forget_old",
    "is_used",
    "look_at",
    "needed_by",
    "prepare",
    "prepare_for",
    "receive",
    "remove",
]
