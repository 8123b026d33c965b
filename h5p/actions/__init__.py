"""What changes contents, libraries and packages on their way in."""

from h5p.actions.bundles import build, follow, prepare, prepare_for
from h5p.actions.contents import InUse, add, delete, is_used
from h5p.actions.libraries import StillNeeded, approve, ask, ask_for, decide, needed_by, remove
from h5p.actions.packages import Looked, NotAllowed, look_through, take_in
from h5p.actions.sweeping import sweep
from h5p.actions.uploads import TooLarge, forget_old, look_at, receive

__all__ = [
    "InUse",
    "Looked",
    "NotAllowed",
    "StillNeeded",
    "TooLarge",
    "add",
    "approve",
    "ask",
    "ask_for",
    "build",
    "decide",
    "delete",
    "follow",
    "forget_old",
    "is_used",
    "look_at",
    "look_through",
    "needed_by",
    "prepare",
    "prepare_for",
    "receive",
    "remove",
    "sweep",
    "take_in",
]
