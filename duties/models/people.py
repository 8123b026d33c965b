"""Posts, members of staff and where each is posted, behind the one gate. Not what they must learn."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.fields import ChoiceListField
from duties import hours
from duties.access import Reach


def known_zone(name: str) -> None:
    if name not in hours.known_zones():
        raise ValidationError(_("No time zone has this name. Write it as Asia/Amman or Europe/Rome."))


class PostDetails(models.Model):
    """What an embassy or consulate has besides its organisation."""

    class Kind(models.TextChoices):
        EMBASSY = "embassy", _("Embassy")
        CONSULATE = "consulate", _("Consulate")
        LABOUR_OFFICE = "labour_office", _("Labour office")
        MISSION = "mission", _("Permanent mission")

    class Weekday(models.TextChoices):
        MONDAY = "0", _("Monday")
        TUESDAY = "1", _("Tuesday")
        WEDNESDAY = "2", _("Wednesday")
        THURSDAY = "3", _("Thursday")
        FRIDAY = "4", _("Friday")
        SATURDAY = "5", _("Saturday")
        SUNDAY = "6", _("Sunday")

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="post_details", verbose_name=_("post"),
        limit_choices_to={"kind": Organisation.Kind.POST},
    )  # fmt: skip
    kind = models.CharField(_("kind of post"), max_length=20, choices=Kind)
    time_zone = models.CharField(
        _("time zone"), max_length=60, validators=[known_zone], help_text=_("Such as Asia/Amman.")
    )
    rest_days = ChoiceListField(
        _("days of rest"), choices_of=Weekday, help_text=_("No reminder is sent on these. None ticked: the weekend.")
    )
    contact_name = models.CharField(
        _("contact for worries"),
        max_length=120,
        help_text=_("A person outside this post, for worries about the training or what it brings up."),
    )
    contact_phone = models.CharField(_("number of the contact"), max_length=40)

    class Meta:
        ordering = ["organisation__code"]
        verbose_name = _("details of a post")
        verbose_name_plural = _("details of posts")

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def resting(self) -> frozenset[int]:
        return frozenset(int(day) for day in self.rest_days) or hours.WEEKEND


class StaffQuerySet(models.QuerySet["StaffMember"]):
    def serving(self, *, today: date) -> StaffQuerySet:
        """Who has not left by this day, and can sign in."""
        return self.exclude(left_on__lte=today).filter(user__is_active=True)

    def within(self, reach: Reach, *, today: date) -> StaffQuerySet:
        """The one gate: every page and file about the training of other people starts here."""
        there = Posting.objects.lasting(today=today).filter(post__in=reach.organisations)
        answered_for = Q(service__in=reach.organisations) | Q(postings__in=there)
        return self.filter(answered_for | Q(supervisor__user=reach.user_id)).distinct()


class StaffMember(models.Model):
    """A member of the foreign service. ``service`` is the ministry that keeps her file."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="staff_member")
    number = models.CharField(_("staff number"), max_length=40)
    grade = models.CharField(_("grade"), max_length=40, blank=True)
    service = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("service"))
    supervisor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="reports", verbose_name=_("supervisor")
    )
    hired_on = models.DateField(_("hired on"), null=True, blank=True)
    left_on = models.DateField(_("left the service on"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True, validators=[known_zone])

    objects = StaffQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "number"]
        verbose_name = _("member of staff")
        verbose_name_plural = _("members of staff")
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="one_member_per_staff_number"),
            models.CheckConstraint(
                condition=Q(supervisor__isnull=True) | ~Q(supervisor=models.F("pk")), name="nobody_supervises_herself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.number})"


class PostingRole(models.TextChoices):
    HEAD = "head", _("Head of post")
    CONSUL = "consul", _("Consul")
    LABOUR = "labour", _("Labour attaché")
    WELFARE = "welfare", _("Welfare officer")
    CLERK = "clerk", _("Consular clerk")
    LOCAL = "local", _("Local staff")


class PostingQuerySet(models.QuerySet["Posting"]):
    def live(self) -> PostingQuerySet:
        return self.filter(superseded_at__isnull=True)

    def lasting(self, *, today: date) -> PostingQuerySet:
        """Those that are not over: neither their last day has passed, nor another has begun before this day."""
        following = Posting.objects.live().filter(
            staff=OuterRef("staff"), starts_on__gt=OuterRef("starts_on"), starts_on__lt=today
        )
        return self.live().exclude(ends_on__lt=today).exclude(Exists(following))


class Posting(models.Model):
    """One member of staff at one post. When its days or role change, another takes its place and this one stays."""

    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="postings")
    post = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="postings", verbose_name=_("post"))
    role = models.CharField(_("role"), max_length=20, choices=PostingRole)
    starts_on = models.DateField(_("begins"))
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    made_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="replaces")

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="posting_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["staff", "starts_on"], condition=Q(superseded_at__isnull=True), name="one_posting_begins_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff}: {self.post}, {self.starts_on}"


def zone_of(staff: StaffMember, details: PostDetails | None) -> ZoneInfo:
    """The zone in which a person lives: her own if she said one, else that of her post."""
    return hours.zone(staff.time_zone or (details.time_zone if details else "UTC"))
