"""The question bank with its immutable versions, quiz blueprints, attempts and answers. Knows nothing of pages."""

from assessments.models.attempts import Answer, Attempt
from assessments.models.bank import OPTION_WORDS, QUESTION_WORDS, Option, Question, QuestionVersion
from assessments.models.quizzes import Quiz, QuizPart

__all__ = [
    "OPTION_WORDS",
    "QUESTION_WORDS",
    "Answer",
    "Attempt",
    "Option",
    "Question",
    "QuestionVersion",
    "Quiz",
    "QuizPart",
]
