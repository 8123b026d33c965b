"""Classes, who is in them, their meetings and the roll call. Not what a person reads or answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from courses.models import CoursePage, Destination, Edition
from learning.access import Scope
from learning.models.people import Learner


class CohortQuerySet(models.QuerySet["Cohort"]):
    def within(self, scope: Scope) -> CohortQuerySet:
        if scope.everyone:
            return self
        taught = models.Q(instructors=scope.user_id) if scope.teaches else models.Q(pk__in=[])
        return self.filter(taught | models.Q(centre__in=scope.organisations)).distinct()


class Cohort(models.Model):
    """People trained together, with dates and destinations."""

    code = models.CharField(_("class code"), max_length=8, unique=True)
    title = models.CharField(_("name of the class"), max_length=120)
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="+", verbose_name=_("course"))
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("edition"),
        help_text=_("The words this class keeps to the end. Without one it reads what is published today."),
    )  # fmt: skip
    centre = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="cohorts", verbose_name=_("training centre")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    languages = models.JSONField(_("languages"), default=list)
    destinations = models.ManyToManyField(Destination, related_name="+", verbose_name=_("destinations"))
    instructors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="taught_cohorts", verbose_name=_("instructors")
    )
    women_only = models.BooleanField(_("women only"), default=False)
    childcare = models.BooleanField(_("childcare at the venue"), default=False)
    meets_in_room = models.BooleanField(_("meets in a room"), default=True)
    safeguarding_name = models.CharField(
        _("safeguarding contact"),
        max_length=120,
        help_text=_("A person outside this centre, for worries about the class."),
    )
    safeguarding_phone = models.CharField(_("number of the safeguarding contact"), max_length=40)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "title"]
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="cohort_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def active(self) -> EnrolmentQuerySet:
        return self.filter(withdrawn_at__isnull=True)


class Enrolment(models.Model):
    """One learner's place in one class. ``course_key`` is the course's stable key, in every language."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="enrolments")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    course_key = models.UUIDField()
    enrolled_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "cohort"], name="one_enrolment_per_cohort")]
        indexes = [models.Index(fields=["cohort", "withdrawn_at"], name="enrolment_by_cohort")]

    def __str__(self) -> str:
        return f"{self.learner} in {self.cohort}"


class ClassSession(models.Model):
    """One meeting of a class."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=90, validators=[MinValueValidator(5), MaxValueValidator(720)]
    )
    topic = models.CharField(_("what it is about"), max_length=120, blank=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["cohort", "starts_at"], name="one_session_at_a_time")]

    def __str__(self) -> str:
        return f"{self.cohort} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


class Attendance(models.Model):
    """What the roll call says of one person in one session now. Every marking is also a ``Record``."""

    class State(models.TextChoices):
        PRESENT = "present", _("Present")
        LATE = "late", _("Late")
        LEFT_EARLY = "left_early", _("Left early")
        EXCUSED = "excused", _("Excused")
        ABSENT = "absent", _("Absent")

    session = models.ForeignKey(ClassSession, on_delete=models.PROTECT, related_name="attendance")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendance")
    state = models.CharField(max_length=12, choices=State)
    minutes = models.PositiveSmallIntegerField()
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="one_attendance_per_session"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.get_state_display()}"
