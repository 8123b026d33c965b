"""Everything this room reads, each in a flat number of queries. Decides nothing and changes nothing."""

from learning.queries.achievements import achievement
from learning.queries.classes import RollLine, Roster, classes, roll, roster, sessions
from learning.queries.deeds import attendance_of, deeds, deeds_of, known_facts, learner_of, scope_for
from learning.queries.live import (
    SIGNS,
    Source,
    askable_live,
    class_corridor,
    live_pulse,
    live_questions,
    live_review,
    live_reviews,
    live_screen,
    live_sources,
    open_live,
    past_lives,
)
from learning.queries.mine import Study, coming_sessions, lesson_place, question_count, studies
from learning.queries.practice import (
    PracticeTable,
    Watched,
    WatchLine,
    practice,
    to_hear,
    tries_to_hear,
    watch_lines,
    watched,
)
from learning.queries.results import newly_decided, payload_of
from learning.queries.words import course_words

__all__ = [
    "SIGNS",
    "PracticeTable",
    "RollLine",
    "Roster",
    "Source",
    "Study",
    "WatchLine",
    "Watched",
    "achievement",
    "askable_live",
    "attendance_of",
    "class_corridor",
    "classes",
    "coming_sessions",
    "course_words",
    "deeds",
    "deeds_of",
    "known_facts",
    "learner_of",
    "lesson_place",
    "live_pulse",
    "live_questions",
    "live_review",
    "live_reviews",
    "live_screen",
    "live_sources",
    "newly_decided",
    "open_live",
    "past_lives",
    "payload_of",
    "practice",
    "question_count",
    "roll",
    "roster",
    "scope_for",
    "sessions",
    "studies",
    "to_hear",
    "tries_to_hear",
    "watch_lines",
    "watched",
]
