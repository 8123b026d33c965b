"""The minimum record of a trainee, behind the one gate. Not her classes, not what she has done."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Destination, Origin
from learning.access import Scope


class LearnerQuerySet(models.QuerySet["Learner"]):
    def within(self, scope: Scope) -> LearnerQuerySet:
        """The one gate: every view, API and export of learner data starts here."""
        if scope.everyone:
            return self
        mine = models.Q(user_id=scope.user_id)
        taught = models.Q(enrolments__cohort__instructors=scope.user_id) if scope.teaches else models.Q(pk__in=[])
        answered_for = models.Q(enrolments__cohort__centre__in=scope.organisations)
        return self.filter(mine | taught | answered_for).distinct()


class Learner(models.Model):
    """The minimum record of a trainee. No identity document, health, faith or family background is kept."""

    class Sex(models.TextChoices):
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")
        OTHER = "other", _("Other")
        UNSAID = "unsaid", _("Prefer not to say")

    class Occupation(models.TextChoices):
        DOMESTIC = "domestic", _("Domestic work")
        CARE = "care", _("Care work")
        HOSPITALITY = "hospitality", _("Hotel or restaurant")
        FACTORY = "factory", _("Factory")
        CONSTRUCTION = "construction", _("Construction")
        FARM = "farm", _("Farm work")
        OTHER = "other", _("Other work")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="learner")
    birth_year = models.PositiveSmallIntegerField(
        _("year of birth"), null=True, blank=True, validators=[MinValueValidator(1920), MaxValueValidator(2020)]
    )
    sex = models.CharField(_("sex"), max_length=10, choices=Sex)
    origin = models.ForeignKey(
        Origin, on_delete=models.PROTECT, related_name="+", verbose_name=_("where you come from")
    )
    destination = models.ForeignKey(
        Destination, on_delete=models.PROTECT, related_name="+", verbose_name=_("where you go")
    )
    occupation = models.CharField(_("work"), max_length=20, choices=Occupation)
    departs_on = models.DateField(_("day of departure"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    been_abroad = models.BooleanField(_("has worked abroad before"), null=True, blank=True)
    consented_at = models.DateTimeField(null=True)  # not yet, while only a class list names her
    notice_version = models.CharField(max_length=20, blank=True)

    objects = LearnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("learner")

    def __str__(self) -> str:
        return str(self.user)

    @property
    def corridor(self) -> str:
        return f"{self.origin.code}-{self.destination.code}".lower()
