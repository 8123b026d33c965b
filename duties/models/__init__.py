"""Staff of a foreign service, their postings, what they must learn, and what became of it."""

from duties.models.assignments import Assignment, AssignmentState, Digest, Exemption, Recognition, Reminder
from duties.models.lists import StaffList, StaffListChange
from duties.models.people import PostDetails, Posting, PostingRole, StaffMember
from duties.models.rules import Requirement

__all__ = [
    "Assignment",
    "AssignmentState",
    "Digest",
    "Exemption",
    "PostDetails",
    "Posting",
    "PostingRole",
    "Recognition",
    "Reminder",
    "Requirement",
    "StaffList",
    "StaffListChange",
    "StaffMember",
]
