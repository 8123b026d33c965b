"""Classes, the people in them, and what they have done. The only place where pages and persons meet."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from courses.models import CoursePage, Destination, Edition, Origin
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
    consented_at = models.DateTimeField()
    notice_version = models.CharField(max_length=20)

    objects = LearnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("learner")

    def __str__(self) -> str:
        return str(self.user)

    @property
    def corridor(self) -> str:
        return f"{self.origin.code}-{self.destination.code}".lower()


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


class Record(models.Model):
    """One thing a person did. Its id was made where it happened; rows are only ever added.

    ``sequence`` counts up on the device that made it; the device's clock is kept and never trusted.
    """

    class Verb(models.TextChoices):
        JOINED = "joined"
        LESSON_READ = "lesson_read"
        QUIZ_SUBMITTED = "quiz_submitted"
        ATTENDED = "attended"

    id = models.UUIDField(primary_key=True)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="records")
    verb = models.CharField(max_length=20, choices=Verb)
    node = models.UUIDField(null=True)
    scope = models.CharField(max_length=3, blank=True)
    sequence = models.PositiveBigIntegerField(default=0)
    device_time = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    payload = models.JSONField(default=dict)

    class Meta:
        ordering = ["received_at"]
        indexes = [models.Index(fields=["learner", "verb", "node"], name="record_by_node")]

    def __str__(self) -> str:
        return f"{self.verb} {self.node}"


class Progress(models.Model):
    """How far a learner is with one lesson, module or course. Done never becomes undone.

    ``node`` is a stable key; ``scope`` the destination where the node is about one, else empty.
    """

    class Kind(models.TextChoices):
        LESSON = "lesson"
        MODULE = "module"
        COURSE = "course"

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="progress")
    kind = models.CharField(max_length=10, choices=Kind)
    node = models.UUIDField()
    scope = models.CharField(max_length=3, blank=True)
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "node", "scope"], name="one_progress_per_node"),
        ]
        indexes = [models.Index(fields=["node", "scope", "done_at"], name="progress_by_node")]

    def __str__(self) -> str:
        return f"{self.learner} {self.kind} {self.node}"

    @property
    def is_done(self) -> bool:
        return self.done_at is not None


class Bookmark(models.Model):
    """Where a learner was last, so that she goes on from there, on any phone. One row each."""

    learner = models.OneToOneField(Learner, on_delete=models.CASCADE, related_name="bookmark")
    course = models.UUIDField(null=True)
    module = models.UUIDField()
    lesson = models.UUIDField()
    path = models.CharField(max_length=300)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.path
