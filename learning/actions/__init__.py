"""Everything that changes classes and what is known of the people in them."""

from learning.actions.classes import ClassPlan, add_session, open_class, readmit, withdraw
from learning.actions.joining import (
    ClassClosed,
    Joined,
    MinimumRecord,
    TooManyAtOnce,
    WithdrawnFromClass,
    join,
    join_again,
)
from learning.actions.quizzes import answer_question, begin_quiz, submit_quiz
from learning.actions.rollcall import Mark, mark_attendance, undo_attendance
from learning.actions.study import NoSuchLesson, keep_bookmark, read_lesson
from learning.actions.tail import Outcome, RecordIdTaken

__all__ = [
    "ClassClosed",
    "ClassPlan",
    "Joined",
    "Mark",
    "MinimumRecord",
    "NoSuchLesson",
    "Outcome",
    "RecordIdTaken",
    "TooManyAtOnce",
    "WithdrawnFromClass",
    "add_session",
    "answer_question",
    "begin_quiz",
    "join",
    "join_again",
    "keep_bookmark",
    "mark_attendance",
    "open_class",
    "read_lesson",
    "readmit",
    "submit_quiz",
    "undo_attendance",
    "withdraw",
]
