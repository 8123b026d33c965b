"""Everything this room reads, each in a flat number of queries. Decides nothing and changes nothing."""

from learning.queries.achievements import achievement
from learning.queries.classes import RollLine, Roster, classes, roll, roster, sessions
from learning.queries.deeds import attendance_of, deeds, deeds_of, known_facts, learner_of, scope_for
from learning.queries.mine import Study, coming_sessions, lesson_place, question_count, studies
from learning.queries.words import course_words

__all__ = [
    "RollLine",
    "Roster",
    "Study",
    "achievement",
    "attendance_of",
    "classes",
    "coming_sessions",
    "course_words",
    "deeds",
    "deeds_of",
    "known_facts",
    "learner_of",
    "lesson_place",
    "question_count",
    "roll",
    "roster",
    "scope_for",
    "sessions",
    "studies",
]
