"""Class lists: read, decided, written in turns, taken back. Nothing is written before a person says so."""

from learning.actions.rosters.reading import choose_columns, read_roster, receive_roster
from learning.actions.rosters.states import NotNow
from learning.actions.rosters.stuck import release_stuck_rosters
from learning.actions.rosters.undoing import ask_to_undo, forget_old_rosters, put_away_roster, undo_roster, unkey_person
from learning.actions.rosters.writing import Undecided, ask_to_write, decide_alike, key_person, write_roster

__all__ = [
    "NotNow",
    "Undecided",
    "ask_to_undo",
    "ask_to_write",
    "choose_columns",
    "decide_alike",
    "forget_old_rosters",
    "key_person",
    "put_away_roster",
    "read_roster",
    "receive_roster",
    "release_stuck_rosters",
    "undo_roster",
    "unkey_person",
    "write_roster",
]
