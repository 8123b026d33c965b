"""Classes, who is in them, their meetings and the roll call. Not what a person reads or answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from courses.models import CoursePage, Destination, Edition, Origin
from learning.access import Scope
from learning.models.people import Learner


class CohortQuerySet(models.QuerySet["Cohort"]):
    def within(self, scope: Scope) -> CohortQuerySet:
        if scope.everyone:
            return self
        taught = models.Q(instructors=scope.user_id) if scope.teaches else models.Q(pk__in=[])
        return self.filter(taught | models.Q(centre__in=scope.organisations)).distinct()

    def called(self, words: str) -> CohortQuerySet:
        """Those that have all these words in their name, their code or the name of their centre."""
        found = self
        for word in words.split():
            found = found.filter(
                models.Q(title__icontains=word) | models.Q(code__iexact=word) | models.Q(centre__name__icontains=word)
            )
        return found


class Cohort(models.Model):
    """People trained together, with dates and destinations."""

    class Mode(models.TextChoices):
        VENUE = "venue", _("In a room")
        ONLINE = "online", _("Online")
        MIXED = "mixed", _("Some in a room, some online")

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
    origin = models.ForeignKey(
        Origin, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("where they come from"),
    )  # fmt: skip
    destinations = models.ManyToManyField(Destination, related_name="+", verbose_name=_("destinations"))
    instructors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="taught_cohorts", verbose_name=_("instructors")
    )
    women_only = models.BooleanField(_("women only"), default=False)
    childcare = models.BooleanField(_("childcare at the venue"), default=False)
    mode = models.CharField(_("where it meets"), max_length=10, choices=Mode, default=Mode.VENUE)
    venue = models.CharField(_("room or address"), max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(2000)],
        help_text=_("Who joins when all are taken waits for one. Leave it empty where there is no limit."),
    )  # fmt: skip
    safeguarding_name = models.CharField(
        _("safeguarding contact"),
        max_length=120,
        help_text=_("A person outside this centre, for worries about the class."),
    )
    safeguarding_phone = models.CharField(_("number of the safeguarding contact"), max_length=40)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    filed_at = models.DateTimeField(null=True, editable=False)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

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

    @property
    def meets_in_room(self) -> bool:
        """Whether its certificate asks for attendance at a roll call."""
        return self.mode != self.Mode.ONLINE


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def active(self) -> EnrolmentQuerySet:
        return self.filter(withdrawn_at__isnull=True)


class Enrolment(models.Model):
    """One learner's place in one class. ``course_key`` is the course's stable key, in every language.

    ``core_key`` is that of the short course she was given besides, because she leaves before the class ends.
    """

    class Season(models.TextChoices):
        FIRST = "first", _("First time")
        REPEAT = "repeat", _("Going again for a season")
        REFRESHER = "refresher", _("Refresher")

    class Leaving(models.TextChoices):
        OWN_CHOICE = "own_choice", _("She decided to stop")
        DEPARTED = "departed", _("She left for abroad")
        MOVED = "moved", _("She moved to another class")
        NOT_GOING = "not_going", _("She does not go abroad")
        MISTAKE = "mistake", _("She was entered by mistake")

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="enrolments")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    course_key = models.UUIDField()
    enrolled_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=12, choices=Leaving, blank=True)
    moved_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="moved_from")
    season = models.CharField(max_length=10, choices=Season, default=Season.FIRST)
    core_key = models.UUIDField(null=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "cohort"], name="one_enrolment_per_cohort")]
        indexes = [models.Index(fields=["cohort", "withdrawn_at"], name="enrolment_by_cohort")]

    def __str__(self) -> str:
        return f"{self.learner} in {self.cohort}"

    @property
    def course_keys(self) -> tuple[UUID, ...]:
        """The courses she does here: that of the class, and the short one if she was given it."""
        return (self.course_key, self.core_key) if self.core_key else (self.course_key,)


class WaitingPlace(models.Model):
    """A learner who waits for a place in a class that is full. The first to ask is the first to be let in.

    What she said when she asked holds from the day she has the place: where she will go (``destination``), what she is
    here for, and which class she will leave for it (``leaving``).
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="waiting")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="waiting")
    asked_at = models.DateTimeField()
    destination = models.ForeignKey(Destination, null=True, on_delete=models.PROTECT, related_name="+")
    season = models.CharField(max_length=10, blank=True)
    leaving = models.ForeignKey(Enrolment, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["cohort", "learner"], name="one_waiting_place_per_class")]

    def __str__(self) -> str:
        return f"{self.learner} waits for {self.cohort}"

    @property
    def goes_to(self) -> Destination:
        """Where she will go once she has the place."""
        return self.destination or self.learner.destination


class ClassSession(models.Model):
    """One meeting of a class. ``closed_by`` signed its roll call; ``secret`` makes the square that changes.

    ``modules`` are the stable keys of those that were taught in it.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=90, validators=[MinValueValidator(5), MaxValueValidator(720)]
    )
    topic = models.CharField(_("what it is about"), max_length=120, blank=True)
    modules = models.JSONField(default=list, editable=False)
    secret = models.CharField(max_length=64, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

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
    id_seen = models.BooleanField(default=False)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="one_attendance_per_session"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.get_state_display()}"


class AttendanceChange(models.Model):
    """A change to a roll call that was signed: who asks for it and why, and what a supervisor decided.

    ``marks`` are those asked for: ``{"<enrolment id>": ["<state>", <minutes>]}``.
    """

    id = models.UUIDField(primary_key=True)
    session = models.ForeignKey(ClassSession, on_delete=models.PROTECT, related_name="changes")
    marks = models.JSONField()
    reason = models.CharField(_("reason"), max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("asked_by")),
                name="attendance_changed_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.reason}"
