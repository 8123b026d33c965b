"""Everything that hands a course over, takes one in, and undoes that."""

from handover.actions.giving import EXPORT_TASK, ON_REQUEST, ask_for_export, make_export, write_course
from handover.actions.receiving import decide, forget, keep, look, look_again, receive
from handover.actions.shifts import NotNow
from handover.actions.taking import Moved, apply, take_over
from handover.actions.undoing import ask_to_undo, forget_replaced, undo_import

__all__ = [
    "EXPORT_TASK",
    "ON_REQUEST",
    "Moved",
    "NotNow",
    "apply",
    "ask_for_export",
    "ask_to_undo",
    "decide",
    "forget",
    "forget_replaced",
    "keep",
    "look",
    "look_again",
    "make_export",
    "receive",
    "take_over",
    "undo_import",
    "write_course",
]
