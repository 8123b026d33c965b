"""The words by which lessons and modules are sorted. No models here."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class TranslationState(models.TextChoices):
    """Who stands behind the words of a translation."""

    SOURCE = "source", _("Written in this language")
    AWAITING_NATIVE_REVIEW = "awaiting_native_review", _("Awaiting native review")
    REVIEWED = "reviewed", _("Reviewed by a native speaker")


class GenderTag(models.TextChoices):
    DECISION_MAKING = "decision_making", _("Women decide")
    UNPAID_WORK = "unpaid_work", _("Unpaid work is seen")
    SAFETY = "safety", _("Safety")
    MONEY_CONTROL = "money_control", _("Her money, her say")
    DOCUMENTS = "documents", _("Her papers")
    CARE_BY_MEN = "care_by_men", _("Men who care")
    RETURNEE_VOICE = "returnee_voice", _("A returnee speaks")
    OFFICIAL_WOMEN = "official_women", _("Women in office")


class Audience(models.TextChoices):
    """Whom a course, a module or a passage speaks to."""

    TRAINEE = "trainee", _("People going abroad to work")
    FAMILY = "family", _("Families")
    INSTRUCTOR = "instructor", _("Instructors")
    CONSULAR = "consular", _("Consular staff")
    EMPLOYER = "employer", _("Employers")
    RECRUITER = "recruiter", _("Recruiters")


class SyllabusTopic(models.TextChoices):
    """What training before departure must cover: the Manila Call to Action, UR17, and what it implies."""

    HUMAN_RIGHTS = "human_rights", _("Human rights")
    LABOUR_RIGHTS = "labour_rights", _("Labour rights")
    REPRODUCTIVE_HEALTH = "reproductive_health", _("Reproductive rights and health")
    CONTRACTS = "contracts", _("Rights in contracts")
    SELF_PROTECTION = "self_protection", _("Self-protection")
    REDRESS = "redress", _("Reporting and redress")
    HIV = "hiv", _("HIV")
    RECRUITMENT = "recruitment", _("Unlawful recruitment practices")
    LANGUAGE_CULTURE = "language_culture", _("Language and culture")
    MONEY = "money", _("Money and sending it home")
    CONSULAR_HELP = "consular_help", _("What a consulate can do")
    RETURN_HOME = "return_home", _("Coming home")
