"""Where people come from and go to, and what is known about it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from core.fields import ChoiceListField


class Place(models.Model):
    """What origins and destinations have in common."""

    code = models.CharField(_("code"), max_length=2, unique=True, help_text=_("ISO 3166 code, such as JO."))
    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    currency = models.CharField(_("currency"), max_length=3, help_text=_("ISO 4217 code, such as JOD."))
    languages = models.JSONField(
        _("languages"), default=list, blank=True, help_text=_("Codes of what is spoken there, the first one first.")
    )
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Destination(Place):
    """A country or territory people go to work in."""

    class Advisory(models.TextChoices):
        NORMAL = "normal", _("Normal")
        CAUTION = "caution", _("Take care")
        SUSPENDED = "suspended", _("Suspended")

    class Hazard(models.TextChoices):
        HEAT = "heat", _("Great heat")
        COLD = "cold", _("Great cold")
        STORM = "storm", _("Storms")
        FLOOD = "flood", _("Floods")
        EARTHQUAKE = "earthquake", _("Earthquakes")
        HAZE = "haze", _("Smoke and haze")
        CONFLICT = "conflict", _("Armed conflict")

    advisory = models.CharField(_("advisory"), max_length=10, choices=Advisory, default=Advisory.NORMAL)
    advised_by = models.CharField(_("advisory given by"), max_length=120, blank=True)
    scripts = models.JSONField(_("scripts"), default=list, blank=True, help_text=_("ISO 15924 codes, such as Arab."))
    plugs = models.JSONField(_("plugs"), default=list, blank=True, help_text=_("Plug types, such as G."))
    voltage = models.CharField(_("voltage"), max_length=20, blank=True)
    denominations = models.JSONField(_("notes and coins"), default=list, blank=True)
    hazards = ChoiceListField(_("hazards"), choices_of=Hazard)

    class Meta(Place.Meta):
        verbose_name = _("destination")
        verbose_name_plural = _("destinations")


class Origin(Place):
    """A country people leave from."""

    class Meta(Place.Meta):
        verbose_name = _("origin")
        verbose_name_plural = _("origins")


class FactKey(models.Model):
    """What can be known about a place, and the question a trainee would ask to learn it."""

    class Group(models.TextChoices):
        EMERGENCY = "emergency", _("Emergency")
        MISSIONS = "missions", _("My embassy or consulate")
        HOTLINES = "hotlines", _("Hotlines")
        LAW = "law", _("Work and the law")
        WAGE = "wage", _("Wage")
        PAPERS = "papers", _("Papers")
        FEES = "fees", _("Fees")
        HEALTH = "health", _("Health")
        REDRESS = "redress", _("Complaints")
        DAILY_LIFE = "daily_life", _("Daily life")
        MONEY = "money", _("Money")
        ARRIVAL = "arrival", _("Arrival")
        LAND = "land", _("The country")
        ORIGIN = "origin", _("Before I leave")

    code = models.SlugField(_("code"), unique=True)
    label = models.CharField(_("label"), max_length=120)
    question = models.CharField(_("question"), max_length=200, blank=True)
    group = models.CharField(_("group"), max_length=12, choices=Group, default=Group.LAW)
    is_contact = models.BooleanField(_("a number to call"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("kind of fact")
        verbose_name_plural = _("kinds of facts")

    def __str__(self) -> str:
        return self.label


class Fact(RevisionMixin, models.Model):
    """One thing that is true of one place, with its source, and the days it was checked and must be checked again.

    Earlier values are kept as revisions. A fact that is overdue or of low confidence is never shown as true:
    ``facts.shown`` decides.
    """

    class Status(models.TextChoices):
        IN_FORCE = "in_force", _("In force")
        DRAFT = "draft", _("Draft")
        SUSPENDED = "suspended", _("Suspended")
        DISPUTED = "disputed", _("Disputed")

    class Confidence(models.TextChoices):
        HIGH = "H", _("High")
        MEDIUM = "M", _("Medium")
        LOW = "L", _("Low")

    class SourceType(models.TextChoices):
        LAW = "law", _("Law")
        GOVERNMENT = "government", _("Government")
        UN = "un", _("United Nations")
        NGO = "ngo", _("Non-governmental organisation")
        PRESS = "press", _("Press")
        GENERAL = "general", _("General knowledge")

    key = models.ForeignKey(FactKey, on_delete=models.PROTECT, related_name="facts", verbose_name=_("kind"))
    destination = models.ForeignKey(
        Destination,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="facts",
        verbose_name=_("destination"),
    )
    origin = models.ForeignKey(
        Origin,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="facts",
        verbose_name=_("origin"),
        help_text=_("With a destination: only for people of this origin, such as the address of their consulate."),
    )
    value = models.TextField(_("what is true"), help_text=_("One plain sentence to the trainee."))
    phone = models.CharField(_("number to call"), max_length=40, blank=True)
    number = models.DecimalField(_("number"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.IN_FORCE)
    applies_to = models.CharField(_("applies to"), max_length=200, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    source_title = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    source_publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    source_type = models.CharField(_("kind of source"), max_length=12, choices=SourceType)
    published_on = models.DateField(_("published"), null=True, blank=True)
    checked_on = models.DateField(_("checked"))
    checked_by = models.CharField(_("checked by"), max_length=120, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=120, blank=True)
    review_by = models.DateField(_("check again by"))
    confidence = models.CharField(_("confidence"), max_length=1, choices=Confidence)
    note = models.TextField(_("note to trainees"), blank=True)
    internal_note = models.TextField(_("internal note"), blank=True)

    class Meta:
        ordering = ["key__position", "id"]
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = [
            # Three, because SQLite holds two nulls to be different.
            models.UniqueConstraint(
                fields=["key", "destination"], condition=models.Q(origin__isnull=True), name="one_fact_per_destination"
            ),
            models.UniqueConstraint(
                fields=["key", "origin"], condition=models.Q(destination__isnull=True), name="one_fact_per_origin"
            ),
            models.UniqueConstraint(fields=["key", "destination", "origin"], name="one_fact_per_corridor"),
            models.CheckConstraint(
                condition=models.Q(destination__isnull=False) | models.Q(origin__isnull=False), name="fact_has_a_place"
            ),
            models.CheckConstraint(condition=models.Q(review_by__gt=models.F("checked_on")), name="review_after_check"),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.destination or self.origin})"
