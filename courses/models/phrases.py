"""The phrase book: what a traveller may need to say, in the languages of the places people go to."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

language_code = RegexValidator(r"^[a-z]{2,3}(-[a-z]+)?\Z", _("Write the code of a language, such as ar, yue or it."))


class PhraseKey(ClusterableModel):
    """Something to say, and what it means in the reader's language."""

    class Group(models.TextChoices):
        GREETINGS = "greetings", _("Greetings")
        WORK = "work", _("At work")
        HEALTH = "health", _("Health")
        MONEY = "money", _("Money and time")
        HELP = "help", _("Help words")

    code = models.SlugField(_("code"), unique=True, help_text=_("Never changes; lessons know the phrase by it."))
    group = models.CharField(_("group"), max_length=10, choices=Group, default=Group.GREETINGS)
    meaning = models.CharField(_("meaning"), max_length=160)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("phrase")
        verbose_name_plural = _("phrase book")

    def __str__(self) -> str:
        return self.meaning


class Phrase(models.Model):
    """One phrase as it is written in a language of a destination, and how to say it in Latin letters."""

    key = ParentalKey(PhraseKey, on_delete=models.CASCADE, related_name="said", verbose_name=_("phrase"))
    language = models.CharField(
        _("language"), max_length=10, validators=[language_code], help_text=_("Code such as ar, yue or it.")
    )
    text = models.CharField(_("as it is written"), max_length=160)
    say = models.CharField(_("how to say it"), max_length=160, blank=True)

    class Meta:
        ordering = ["key", "language"]
        verbose_name = _("phrase in a language")
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="one_phrase_per_language")]

    def __str__(self) -> str:
        return f"{self.text} ({self.language})"
