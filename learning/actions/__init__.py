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
from learning.actions.live import (
    NoSuchChoice,
    NotAsked,
    NothingToAsk,
    answer_live,
    begin_live,
    count_card,
    end_forgotten_live,
    end_live,
    next_live,
    show_live,
)
from learning.actions.practice import NotYetAloud, Sighting, record_aloud, record_practice
from learning.actions.quizzes import answer_question, ask_again, begin_quiz, submit_quiz
from learning.actions.rollcall import Mark, mark_attendance, undo_attendance
from learning.actions.study import NoSuchLesson, keep_bookmark, read_lesson, read_lessons
from learning.actions.tail import Outcome, RecordIdTaken

__all__ = [
    "ClassClosed",
    "ClassPlan",
    "Joined",
    "Mark",
    "MinimumRecord",
    "NoSuchChoice",
    "NoSuchLesson",
    "NotAsked",
    "NotYetAloud",
    "NothingToAsk",
    "Outcome",
    "RecordIdTaken",
    "Sighting",
    "TooManyAtOnce",
    "WithdrawnFromClass",
    "add_session",
    "answer_live",
    "answer_question",
    "ask_again",
    "begin_live",
    "begin_quiz",
    "count_card",
    "end_forgotten_live",
    "end_live",
    "join",
    "join_again",
    "keep_bookmark",
    "mark_attendance",
    "next_live",
    "open_class",
    "read_lesson",
    "read_lessons",
    "readmit",
    "record_aloud",
    "record_practice",
    "show_live",
    "submit_quiz",
    "undo_attendance",
    "withdraw",
]
