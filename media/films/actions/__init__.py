"""What takes films in, has them made ready, changes and deletes them."""

from media.films.actions.films import InUse, change, choose_still, delete, take_in, try_again
from media.films.actions.renditions import follow, make_next, prepare, stands_still
from media.films.actions.uploads import begin, forget_old, is_given_up, look_at, receive, take_piece

__all__ = [
    "InUse",
    "begin",
    "change",
    "choose_still",
    "delete",
    "follow",
    "forget_old",
    "is_given_up",
    "look_at",
    "make_next",
    "prepare",
    "receive",
    "stands_still",
    "take_in",
    "take_piece",
    "try_again",
]
