"""What translators keep: agreed terms, passages written back, files taken in. wagtail-localize has the translations."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from core.models import Topic


class Term(ClusterableModel):
    """A word that is said the same way everywhere in a language."""

    term = models.CharField(_("term"), max_length=120, unique=True, help_text=_("In English, as lessons write it."))
    also = models.CharField(
        _("other forms"), max_length=250, blank=True, help_text=_("With commas, such as “agent, recruiter”.")
    )
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("What it means, or what not to say."))
    topic = models.ForeignKey(
        Topic, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("topic")
    )

    class Meta:
        ordering = ["term"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self) -> str:
        return self.term


class TermTranslation(models.Model):
    """What a term is called in one language. Several good names stand with a stroke between them."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    text = models.CharField(_("translation"), max_length=200)
    native_reviewed = models.BooleanField(_("reviewed by a native speaker"), default=False)

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["term", "language"], name="one_name_per_language")]

    def __str__(self) -> str:
        return self.text


class Carried(models.Model):
    """The English that a translation in a column was made from, or was found to be still right for."""

    place = models.CharField(max_length=500)
    language = models.CharField(max_length=10)
    source = models.TextField()
    target = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "language"], name="one_source_per_translation")]

    def __str__(self) -> str:
        return f"{self.language} {self.place}"


class Request(models.Model):
    """Somebody asked for a native review of a page in a language. Closed when the words are signed for."""

    key = models.UUIDField()
    language = models.CharField(max_length=10)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "language"], condition=models.Q(closed_at__isnull=True), name="one_open_request_per_page"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.language}"


class BackCheck(models.Model):
    """What a second person says one passage means, and what a third says of that.

    Counts only while both the English and the translation read as they did: a mended passage is written back anew.
    """

    key = models.UUIDField()
    language = models.CharField(max_length=10)
    place = models.CharField(max_length=500)
    source = models.TextField()
    target = models.TextField()
    back = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    finding = models.CharField(max_length=10, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "language", "place"], name="one_back_check_per_passage"),
            models.CheckConstraint(condition=~models.Q(back=""), name="a_back_check_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.place}"


class Delivery(models.Model):
    """A file that came back from translators: what it holds, and once it is taken, what that changed."""

    scope = models.CharField(max_length=80)
    language = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")

    def __str__(self) -> str:
        return self.name
