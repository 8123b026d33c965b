"""The title on a certificate exists in every language."""

from modeltranslation.translator import TranslationOptions, register

from certificates.models import CertificateRule


@register(CertificateRule)
class CertificateRuleTranslation(TranslationOptions):
    fields = ("title",)
