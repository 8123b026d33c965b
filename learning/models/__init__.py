"""Classes, the people in them, and what they have done. The only place where pages and persons meet."""

from learning.models.classes import Attendance, AttendanceChange, ClassSession, Cohort, Enrolment, WaitingPlace
from learning.models.counting import CoreCourse, Exemption, Merge, OutsideTraining
from learning.models.deeds import Bookmark, Progress, Record
from learning.models.filing import FiledList, FiledPerson
from learning.models.live import LiveAnswer, LiveQuiz, LiveState, LiveTally
from learning.models.paper import PaperCorrection, PaperEntry, PaperQuiz, PaperSheet, PaperTally
from learning.models.people import Learner
from learning.models.playing import PlayState
from learning.models.providers import Accreditation, TrainerCertificate
from learning.models.rosters import RosterImport, RosterRow
from learning.models.unplaced import Unplaced

__all__ = [
    "Accreditation",
    "Attendance",
    "AttendanceChange",
    "Bookmark",
    "ClassSession",
    "Cohort",
    "CoreCourse",
    "Enrolment",
    "Exemption",
    "FiledList",
    "FiledPerson",
    "Learner",
    "LiveAnswer",
    "LiveQuiz",
    "LiveState",
    "LiveTally",
    "Merge",
    "OutsideTraining",
    "PaperCorrection",
    "PaperEntry",
    "PaperQuiz",
    "PaperSheet",
    "PaperTally",
    "PlayState",
    "Progress",
    "Record",
    "RosterImport",
    "RosterRow",
    "TrainerCertificate",
    "Unplaced",
    "WaitingPlace",
]
