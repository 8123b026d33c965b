"""The question bank with its immutable versions, quiz blueprints, attempts and answers. Knows nothing of pages."""

from assessments.models.attempts import Answer, Attempt
from assessments.models.bank import OPTION_WORDS, QUESTION_WORDS, Form, Option, Question, QuestionVersion
from assessments.models.imports import ImportLine, QuestionImport
from assessments.models.observations import Observation
from assessments.models.quizzes import Quiz, QuizComponent, QuizItem, QuizPart
from assessments.models.statistics import ItemStatistic
from assessments.models.surveys import SpentSlip, Survey, SurveyItem, TallySheet

__all__ = [
    "OPTION_WORDS",
    "QUESTION_WORDS",
    "Answer",
    "Attempt",
    "Form",
    "ImportLine",
    "ItemStatistic",
    "Observation",
    "Option",
    "Question",
    "QuestionImport",
    "QuestionVersion",
    "Quiz",
    "QuizComponent",
    "QuizItem",
    "QuizPart",
    "SpentSlip",
    "Survey",
    "SurveyItem",
    "TallySheet",
]
