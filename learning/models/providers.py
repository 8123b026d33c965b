"""Who may run classes and teach: accredited centres and certified trainers, each to a day. Not the classes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from learning.validity import Term


class Accreditation(models.Model):
    """A centre's permission to train, from a day to a day. A withdrawn one keeps its reason."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="accreditations", verbose_name=_("centre")
    )
    body = models.CharField(_("given by"), max_length=200)
    number = models.CharField(_("number"), max_length=60, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_because = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    class Meta:
        ordering = ["-valid_until", "pk"]
        verbose_name = _("accreditation")
        verbose_name_plural = _("accreditations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("valid_from")), name="accreditation_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.valid_from}–{self.valid_until}"

    @property
    def term(self) -> Term:
        return Term(self.valid_from, self.valid_until, self.withdrawn_on)


class TrainerCertificate(models.Model):
    """That somebody may teach, from a day to a day, when it does not follow from a certificate of course C here."""

    trainer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="trainer_certificates",
        verbose_name=_("trainer"),
    )
    body = models.CharField(_("given by"), max_length=200)
    number = models.CharField(_("number"), max_length=60, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))

    class Meta:
        ordering = ["-valid_until", "pk"]
        verbose_name = _("trainer certificate")
        verbose_name_plural = _("trainer certificates")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("valid_from")), name="trainer_certificate_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trainer}: {self.valid_from}–{self.valid_until}"

    @property
    def term(self) -> Term:
        return Term(self.valid_from, self.valid_until)
