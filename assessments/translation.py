"""The question bank exists in every language."""

from modeltranslation.translator import TranslationOptions, register

from assessments.models import (
    OPTION_WORDS,
    QUESTION_WORDS,
    Option,
    Question,
    Quiz,
    Survey,
    SurveyItem,
)
from assessments.models.surveys import ITEM_WORDS, SURVEY_WORDS


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = QUESTION_WORDS


@register(Option)
class OptionTranslation(TranslationOptions):
    fields = OPTION_WORDS


@register(Quiz)
class QuizTranslation(TranslationOptions):
    fields = ("title",)


@register(Survey)
class SurveyTranslation(TranslationOptions):
    fields = SURVEY_WORDS


@register(SurveyItem)
class SurveyItemTranslation(TranslationOptions):
    fields = ITEM_WORDS
