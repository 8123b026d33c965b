"""The rows of review: findings of published words, dismissals, sign-offs. They name objects by key."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from review.checklist import Kind
from review.sources import Subject
from review.terms import Level

LEVELS = [(Level.INFORM.value, _("Inform")), (Level.WARN.value, _("Warn")), (Level.HOLD.value, _("Hold"))]


class AboutQuerySet(models.QuerySet):
    """Rows about objects."""

    def about(self, subjects: Iterable[Subject]) -> Self:
        named = {(subject.model, subject.language): set() for subject in subjects}
        for subject in subjects:
            named[subject.model, subject.language].add(subject.key)
        if not named:
            return self.none()
        asked = (Q(model=model, language=language, key__in=keys) for (model, language), keys in named.items())
        return self.filter(reduce(or_, asked))


class About(models.Model):
    """A row about one object in one language."""

    model = models.CharField(max_length=60)
    key = models.UUIDField()
    language = models.CharField(_("language"), max_length=10)

    class Meta:
        abstract = True

    @property
    def subject(self) -> Subject:
        return Subject(self.model, self.key, self.language)


class Found(About):
    """A rule that met a passage. ``live`` while the passage is what readers see; kept after, to know how rules fare."""

    rule = models.CharField(max_length=10)
    level = models.CharField(max_length=1, choices=LEVELS)
    mark = models.CharField(max_length=64)
    path = models.CharField(max_length=300, blank=True)
    words = models.CharField(max_length=300)
    live = models.BooleanField(default=False)
    found_at = models.DateTimeField()

    objects = AboutQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "key", "language", "rule", "mark"], name="one_find_per_passage")
        ]
        indexes = [models.Index(fields=["language", "live", "level"], name="found_live")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.words}"


class Dismissal(About):
    """Why a finding does not hold for one passage. Forgotten when the passage says something else."""

    rule = models.CharField(max_length=10)
    level = models.CharField(_("level"), max_length=1, choices=LEVELS)
    mark = models.CharField(max_length=64)
    words = models.CharField(max_length=300)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AboutQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "key", "language", "rule", "mark"], name="one_dismissal_per_passage"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_dismissal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"


class SignOffQuerySet(AboutQuerySet):
    def standing(self, today: date) -> Self:
        return self.filter(expires_on__gt=today)


class SignOff(About):
    """What a person vouches for, or blocks, of one text as it stood. Only ever added; of a kind the newest counts."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(max_length=255)
    mark = models.CharField(max_length=64)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    comment = models.TextField(_("comment"), blank=True)
    blocked = models.BooleanField(default=False)
    at = models.DateTimeField()
    expires_on = models.DateField()
    expired_because = models.CharField(max_length=300, blank=True)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["model", "key", "language"], name="signoff_about"),
            models.Index(fields=["expires_on"], name="signoff_expiry"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(blocked=False) | ~Q(comment=""), name="a_block_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"
