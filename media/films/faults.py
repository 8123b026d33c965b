"""Why a file is not taken, or something could not be made of it. The words for people stand in ``wording``."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    EMPTY = "empty"
    TOO_BIG = "too_big"
    NO_FILM = "no_film"  # what it begins with is none of the kinds that are taken
    DAMAGED = "damaged"
    CUT_OFF = "cut_off"  # it says that it lasts longer than it does
    TOO_LONG = "too_long"
    TOO_WIDE = "too_wide"
    TOO_HARD = "too_hard"  # it takes more time or memory than a film may
    NOT_WHOLE = "not_whole"  # fewer bytes came than were announced
    NOT_MADE = "not_made"
    NEEDS_OTHER = "needs_other"  # what it is made of could not be made


class NotAFilm(ValueError):
    """The file is not taken; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault
