"""The questions that people answer when they sign, and which of them fit which kind of review. No models here."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a sign-off vouches for."""

    GENDER = "gender", _("Gender review")
    LAW = "law", _("Country-law check")
    RETURNEE = "returnee", _("Returnee reading")
    NATIVE = "native", _("Native-speaker review")
    BACK_CHECK = "back_check", _("Back-check of a translation")


class Answer(models.TextChoices):
    FINE = "fine", _("It is as it should be")
    CONCERN = "concern", _("A concern, told below")
    NOT_HERE = "not_here", _("Not a matter of this text")


# The eight of human review.
QUESTIONS = {
    "true_there": _("Is it true there?"),
    "blame": _("Does it put a duty on her for the crimes of others?"),
    "refusal_and_help": _("Does it show how to refuse, and who helps?"),
    "danger": _("Would it endanger her if it were seen?"),
    "voice": _("Whose voice is it?"),
    "costs_and_leaving": _("Are costs, debt and leaving covered?"),
    "men": _("Are men addressed?"),
    "translation": _("Does the translation keep all this?"),
}
FITTING = {
    Kind.GENDER: tuple(QUESTIONS),
    Kind.LAW: ("true_there", "refusal_and_help", "costs_and_leaving", "translation"),
    Kind.RETURNEE: ("true_there", "blame", "refusal_and_help", "danger", "voice", "costs_and_leaving"),
    Kind.NATIVE: ("voice", "danger", "translation"),
    Kind.BACK_CHECK: ("true_there", "translation"),
}
