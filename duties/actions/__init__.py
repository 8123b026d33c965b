"""Everything that changes what staff must learn: postings, assignments, reminders, recognition, lists."""

from duties.actions.assigning import assign, assign_everyone, keep_requirement
from duties.actions.lists import (
    BeganSince,
    ChangedSince,
    bring_list,
    forget_old_lists,
    put_away,
    rows_of,
    undo_list,
    write_list,
)
from duties.actions.postings import NewPosting, cancel_posting, follow_everyone, post
from duties.actions.recognising import (
    AskedBefore,
    DecidedBefore,
    Had,
    NeedsSecondPerson,
    ask_recognition,
    decide_recognition,
    end_exemption,
    exempt,
)
from duties.actions.reminding import remind, send
from duties.actions.studying import CourseWithdrawn, NoPlace, NoProfile, begin_study

__all__ = [
    "AskedBefore",
    "BeganSince",
    "ChangedSince",
    "CourseWithdrawn",
    "DecidedBefore",
    "Had",
    "NeedsSecondPerson",
    "NewPosting",
    "NoPlace",
    "NoProfile",
    "ask_recognition",
    "assign",
    "assign_everyone",
    "begin_study",
    "bring_list",
    "cancel_posting",
    "decide_recognition",
    "end_exemption",
    "exempt",
    "follow_everyone",
    "forget_old_lists",
    "keep_requirement",
    "post",
    "put_away",
    "remind",
    "rows_of",
    "send",
    "undo_list",
    "write_list",
]
