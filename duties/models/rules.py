"""What members of staff must learn, and by when. Not who it falls on: that follows from postings."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.fields import ChoiceListField
from courses.queries import outlines
from duties import due
from duties.models.people import PostDetails, PostingRole


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def active(self, today: date) -> RequirementQuerySet:
        """Those that have not ended. One that begins later is seen beforehand, so that people can prepare."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))


class Requirement(models.Model):
    """A course that people in some roles, or at some kinds of post, must have done by a day. No tick means all."""

    class Basis(models.TextChoices):
        POSTING = due.Basis.POSTING.value, _("Days before the posting begins")
        HIRE = due.Basis.HIRE.value, _("Days after the hiring")
        FIXED = due.Basis.FIXED.value, _("A day of the calendar")

    course = models.UUIDField(_("course"))
    roles = ChoiceListField(_("roles"), choices_of=PostingRole, help_text=_("None ticked: every role."))
    post_kinds = ChoiceListField(
        _("kinds of post"), choices_of=PostDetails.Kind, help_text=_("None ticked: every kind.")
    )
    basis = models.CharField(_("counted as"), max_length=10, choices=Basis, default=Basis.POSTING)
    days = models.PositiveSmallIntegerField(_("days"), default=14, validators=[MaxValueValidator(730)])
    fixed_on = models.DateField(_("day"), null=True, blank=True, help_text=_("Only for a day of the calendar."))
    months = models.PositiveSmallIntegerField(
        _("renew after so many months"), default=0, validators=[MaxValueValidator(120)], help_text=_("0: never.")
    )
    again_at_post = models.BooleanField(_("again at every new post"), default=False)
    again_for_edition = models.BooleanField(
        _("again when a new edition comes out"), default=False, help_text=_("Within 90 days of the new edition.")
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("trainer"),
        help_text=_("Who teaches the classes of this course at the posts, and sees the practice."),
    )
    active_from = models.DateField(_("begins"), help_text=_("Nobody must have done it before this day."))
    ended_on = models.DateField(_("ended"), null=True, blank=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("required training")
        verbose_name_plural = _("required training")
        constraints = [
            models.CheckConstraint(
                condition=~Q(basis=due.Basis.FIXED.value) | Q(fixed_on__isnull=False), name="a_fixed_day_is_given"
            ),
        ]

    def __str__(self) -> str:
        return self.course_title

    @property
    def course_title(self) -> str:
        """What the course is called in the source language; asks the shelf, which remembers."""
        found = (course.title for course in outlines(settings.LANGUAGE_CODE) if course.key == self.course)
        return next(found, str(self.course))

    @property
    def rule(self) -> due.Rule:
        return due.Rule(
            due.Basis(self.basis), self.days, self.fixed_on, self.active_from, self.months, self.again_at_post,
            self.again_for_edition,
        )  # fmt: skip

    def meets(self, role: str, kind: str) -> bool:
        """Whether it falls on this role at this kind of post."""
        return (not self.roles or role in self.roles) and (not self.post_kinds or kind in self.post_kinds)

    @property
    def meets_everyone(self) -> bool:
        """Whether it falls also on who is posted nowhere."""
        return not self.roles and not self.post_kinds and self.basis != self.Basis.POSTING
