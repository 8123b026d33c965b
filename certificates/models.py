"""Certificates: sealed statements that never change, and the rule under which a course gives one."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.stores import private_storage


class CertificateRule(models.Model):
    """What a course asks for before it certifies. One rule serves the course in every language."""

    course = models.UUIDField(_("course"), unique=True, help_text=_("The course's stable key."))
    title = models.CharField(_("title on the certificate"), max_length=200)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1)
    final_pass_mark = models.PositiveSmallIntegerField(
        _("pass mark of the final test"), default=70, validators=[MaxValueValidator(100)], help_text=_("Per cent.")
    )
    attendance = models.PositiveSmallIntegerField(
        _("attendance"),
        default=90,
        validators=[MaxValueValidator(100)],
        help_text=_("Per cent of the scheduled minutes, where the class meets in a room."),
    )
    edition = models.CharField(_("edition"), max_length=20, default="2026.1")

    class Meta:
        ordering = ["title"]
        verbose_name = _("certificate rule")
        verbose_name_plural = _("certificate rules")

    def __str__(self) -> str:
        return self.title


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def live(self) -> CertificateQuerySet:
        return self.filter(revoked_at__isnull=True)


class Certificate(models.Model):
    """An issued certificate. ``sealed`` is the signed statement; everything else is a reading of it.

    Only its revocation may be written later. A correction is revoke and reissue.
    """

    class Reason(models.TextChoices):
        MISTAKE = "mistake", _("A mistake on the certificate")
        NAME_CHANGED = "name_changed", _("Her name changed")
        FRAUD = "fraud", _("Got by fraud")
        LOST = "lost", _("Lost or stolen")

    serial = models.CharField(max_length=24, primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates")
    course = models.UUIDField()
    destination = models.CharField(max_length=3, blank=True)
    language = models.CharField(max_length=10, default="en")
    sealed = models.BinaryField()
    key_id = models.CharField(max_length=32)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_because = models.CharField(max_length=20, choices=Reason, blank=True)
    replaced_by = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaces")

    WRITABLE_LATER = frozenset({"revoked_at", "revoked_by", "revoked_because", "replaced_by"})

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course", "destination"],
                condition=models.Q(revoked_at__isnull=True),
                name="one_live_certificate",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("issued_at")), name="expires_after_issue"
            ),
        ]

    def __str__(self) -> str:
        return self.serial

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding and not set(kwargs.get("update_fields") or ["all"]) <= self.WRITABLE_LATER:  # type: ignore[call-overload]
            raise TypeError("A certificate is never changed; revoke it and issue another.")
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class CertificateFile(models.Model):
    """The PDF of a certificate, made by a worker; it can be made again from the sealed statement."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="file")
    pdf = models.FileField(storage=private_storage, upload_to="certificates/")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.certificate_id)


class VerificationCount(models.Model):
    """How many checks of a day ended how. Counts only: no serial, no address, no place."""

    day = models.DateField()
    result = models.CharField(max_length=20)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "result"], name="one_count_per_day_and_result")]

    def __str__(self) -> str:
        return f"{self.day} {self.result}: {self.count}"
