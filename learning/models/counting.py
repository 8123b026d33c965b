"""What counts besides what is studied here: exemptions, training given elsewhere, and records joined when one person
was entered twice."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from courses.models import CoursePage
from learning.models.people import Learner


class Exemption(models.Model):
    """A module or course that one learner need not do, with a reason and who signed it. It ends; it is never deleted.

    ``node`` is a stable key, ``scope`` the destination where the node is about one.
    """

    id = models.UUIDField(primary_key=True)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="exemptions")
    node = models.UUIDField()
    scope = models.CharField(max_length=3, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "node", "scope"], condition=models.Q(ended_at__isnull=True),
                name="one_exemption_per_node",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.learner}: {self.node}"


class OutsideTraining(models.Model):
    """Training that a learner had elsewhere, which stands for a module or course once a second person agrees."""

    id = models.UUIDField(primary_key=True)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="outside_training")
    node = models.UUIDField()
    scope = models.CharField(max_length=3, blank=True)
    provider = models.CharField(_("who gave the training"), max_length=200)
    held_on = models.DateField(_("day it ended"))
    proof = models.CharField(
        _("proof that was seen"), max_length=300, help_text=_("Such as the number of a certificate. No copy is kept.")
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    answer = models.CharField(_("why it was refused"), max_length=300, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("asked_by")),
                name="outside_training_seen_by_two",
            ),
            models.UniqueConstraint(
                fields=["learner", "node", "scope"], condition=models.Q(decided_at__isnull=True),
                name="one_open_outside_training_per_node",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.learner}: {self.provider}"


class Merge(models.Model):
    """Two entries of one person that became one: all that was hers stands with ``kept``. ``moved`` says what came
    from the other entry, so that it can be taken apart again."""

    kept = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="merges")
    gone = models.OneToOneField(Learner, on_delete=models.CASCADE, related_name="merged_into")
    reason = models.CharField(max_length=300, blank=True)
    moved = models.JSONField(default=dict)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(kept=models.F("gone")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"


class CoreCourse(models.Model):
    """The short course for who leaves before her class ends, beside the course that it stands in for in part."""

    course_key = models.UUIDField(_("course"), unique=True, help_text=_("The stable key of the full course."))
    core = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="+", verbose_name=_("short course"))

    class Meta:
        verbose_name = _("short course for early departures")
        verbose_name_plural = _("short courses for early departures")

    def __str__(self) -> str:
        return str(self.core)

    @property
    def course(self) -> CoursePage | None:
        """The course that it stands beside, in the source language."""
        return CoursePage.objects.filter(translation_key=self.course_key, locale=Locale.get_default()).first()
