"""The question bank exists in every language."""

from modeltranslation.translator import TranslationOptions, register

from assessments.models import Option, Question, Quiz


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ("scene", "stem", "feedback_right", "feedback_wrong")


@register(Option)
class OptionTranslation(TranslationOptions):
    fields = ("text", "match", "feedback")


@register(Quiz)
class QuizTranslation(TranslationOptions):
    fields = ("title",)
