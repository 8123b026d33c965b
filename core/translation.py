"""Which fields of the shared models exist in every language."""

from modeltranslation.translator import TranslationOptions, register

from core.models import Topic


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name",)
