"""What takes films in, has them made ready, changes and deletes them."""

from media.films.actions.films import (
    InUse,
    Original,
    change,
    choose_still,
    delete,
    keep_original,
    put,
    take_in,
    try_again,
)
from media.films.actions.renditions import follow, gap_of, make_next, prepare, prepare_voiced, stands_still
from media.films.actions.uploads import begin, forget_old, is_given_up, look_at, receive, take_piece

__all__ = [
    "InUse",
    "Original",
    "begin",
    "change",
    "choose_still",
    "delete",
    "follow",
    "forget_old",
    "gap_of",
    "is_given_up",
    "keep_original",
    "look_at",
    "make_next",
    "prepare",
    "prepare_voiced",
    "put",
    "receive",
    "stands_still",
    "take_in",
    "take_piece",
    "try_again",
]
