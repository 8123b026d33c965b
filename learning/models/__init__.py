"""Classes, the people in them, and what they have done. The only place where pages and persons meet."""

from learning.models.classes import Attendance, ClassSession, Cohort, Enrolment
from learning.models.deeds import Bookmark, Progress, Record
from learning.models.live import LiveAnswer, LiveQuiz, LiveState, LiveTally
from learning.models.paper import PaperCorrection, PaperEntry, PaperQuiz, PaperSheet, PaperTally
from learning.models.people import Learner

__all__ = [
    "Attendance",
    "Bookmark",
    "ClassSession",
    "Cohort",
    "Enrolment",
    "Learner",
    "LiveAnswer",
    "LiveQuiz",
    "LiveState",
    "LiveTally",
    "PaperCorrection",
    "PaperEntry",
    "PaperQuiz",
    "PaperSheet",
    "PaperTally",
    "Progress",
    "Record",
]
