"""People, the organisations they act for, and what they may be. What a trainee learns lives in ``learning``."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    TRAINEE = "trainee", _("Trainee")
    INSTRUCTOR = "instructor", _("Instructor")
    PROGRAMME_OFFICER = "programme_officer", _("Programme officer")
    AUTHOR = "author", _("Author")
    REVIEWER = "reviewer", _("Reviewer")
    GENDER_REVIEWER = "gender_reviewer", _("Gender reviewer")
    LAW_CHECKER = "law_checker", _("Country-law checker")
    RETURNEE_READER = "returnee_reader", _("Returnee reader")
    TRANSLATOR = "translator", _("Translator")
    CONSULAR_OFFICER = "consular_officer", _("Consular officer")
    CONSULAR_SUPERVISOR = "consular_supervisor", _("Consular supervisor")
    ADMINISTRATOR = "administrator", _("Administrator")


STAFF_ROLES = frozenset(Role.values) - {Role.TRAINEE}


class Organisation(models.Model):
    """Who runs or answers for training: a ministry, centre, agency, association or post."""

    class Kind(models.TextChoices):
        MINISTRY = "ministry", _("Ministry")
        CENTRE = "centre", _("Training centre")
        AGENCY = "agency", _("Recruitment agency")
        ASSOCIATION = "association", _("Association")
        POST = "post", _("Embassy or consulate")

    code = models.SlugField(_("code"), unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, help_text=_("ISO 3166 code, such as PH."))
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("answers to")
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class SignInBy(models.TextChoices):
    """What a trainee keeps secret."""

    PIN = "pin", _("PIN")
    PICTURES = "pictures", _("Pictures")


class UserQuerySet(models.QuerySet["User"]):
    def trainees(self) -> UserQuerySet:
        return self.filter(email="", is_staff=False, is_superuser=False)

    def staff(self) -> UserQuerySet:
        return self.exclude(email="", is_staff=False, is_superuser=False)


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    use_in_migrations = False


class User(AbstractUser):
    """A person who signs in: a trainee by learner code and PIN, staff by e-mail and password.

    ``username`` holds the learner code (eight signs without look-alikes) or the e-mail address in lower case. Who
    does not read types a ``number`` instead of the code, and chooses pictures instead of a PIN.
    """

    name = models.CharField(
        _("name in Latin letters"), max_length=200, blank=True, help_text=_("As in the passport. One name is enough.")
    )
    name_own = models.CharField(_("name in own script"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    sign_in_by = models.CharField(max_length=10, choices=SignInBy, default=SignInBy.PIN, editable=False)
    number = models.CharField(max_length=9, unique=True, null=True, editable=False)  # typed instead of the code
    sign_in_failures = models.PositiveSmallIntegerField(default=0, editable=False)
    locked_at = models.DateTimeField(null=True, editable=False)
    sessions_ended = models.PositiveSmallIntegerField(default=0, editable=False)  # how often all of hers were, at once
    same_as = models.ForeignKey(  # whose account this one became, when she had two
        "self", null=True, editable=False, on_delete=models.SET_NULL, related_name="came_from"
    )
    provider_mark = models.CharField(max_length=64, unique=True, null=True, editable=False)  # hers at the provider

    known_memberships: tuple[Membership, ...] | None = None  # kept for one request by ``permissions``

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name or self.name_own or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()

    @property
    def is_trainee(self) -> bool:
        """Whether she signs in by code and PIN. Staff have an e-mail address, and only they may hold other roles."""
        return not (self.email or self.is_staff or self.is_superuser)

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions end with a new password, as Django has it, and when all of hers were ended."""
        mark: str = super()._get_session_auth_hash(secret=secret)
        return f"{mark}{self.sessions_ended}" if self.sessions_ended else mark

    def open_again(self) -> None:
        """Forget wrong PINs; the caller saves."""
        self.sign_in_failures = 0
        self.locked_at = None


class Membership(models.Model):
    """One role of one person in one organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="one_membership_per_role"),
        ]
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.organisation}"


class SignInFailure(models.Model):
    """A wrong PIN from one address on one account; kept for minutes, to slow guessing without blocking a class."""

    username = models.CharField(max_length=150)
    address_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["username", "address_hash", "at"], name="failure_by_account_address")]

    def __str__(self) -> str:
        return f"{self.username} {self.at:%H:%M}"


class SecondFactor(models.Model):
    """What a person of the staff proves besides the password: codes of an app that shares a secret with us.

    The secret is kept as it is, for it is needed to check; a copy of the database alone opens no account.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor")
    secret = models.CharField(max_length=32)
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)  # codes of this half minute and of those before are spent
    failures = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"second factor of {self.user_id}"


class RecoveryCode(models.Model):
    """A code on paper, good once, for when the phone is away. Only a keyed hash of it is kept."""

    factor = models.ForeignKey(SecondFactor, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["factor", "code_hash"], name="one_recovery_code_once")]

    def __str__(self) -> str:
        return f"recovery code of {self.factor_id}"


class SignInCard(models.Model):
    """A printed card whose QR code signs its owner in. Only a hash of its token is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="cards")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(revoked_at__isnull=True), name="one_live_card_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"card of {self.user_id}"


class AccessLog(models.Model):
    """What staff read, exported or changed about people, and why. Rows are only ever added."""

    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.verb} {self.subject}"
