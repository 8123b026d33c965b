"""Places and their facts exist in every language; pages are translated by their own trees."""

from modeltranslation.translator import TranslationOptions, register

from courses.models import TEMPLATE_WORDS, Destination, Fact, FactKey, Origin, PhraseKey, QuestionTemplate


@register(Destination)
class DestinationTranslation(TranslationOptions):
    fields = ("name",)


@register(Origin)
class OriginTranslation(TranslationOptions):
    fields = ("name",)


@register(FactKey)
class FactKeyTranslation(TranslationOptions):
    fields = ("label", "question")


@register(Fact)
class FactTranslation(TranslationOptions):
    fields = ("value", "note")


@register(PhraseKey)
class PhraseKeyTranslation(TranslationOptions):
    fields = ("meaning",)


@register(QuestionTemplate)
class QuestionTemplateTranslation(TranslationOptions):
    fields = TEMPLATE_WORDS
