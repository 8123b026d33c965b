"""An edition of a course: the words as they stood on a day, for classes that must not change under way."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """What a course held when the edition was made. Facts are not held: a corrected fact reaches every class at once.

    ``outlines`` maps a language to the course as ``courses.outline.CourseOutline`` written out.
    """

    course_key = models.UUIDField()
    code = models.SlugField(_("code"), unique=True, help_text=_("Such as a-2026-1. It stands in addresses."))
    made_at = models.DateTimeField(_("made"))
    made_by = models.CharField(_("made by"), max_length=120, blank=True)
    note = models.CharField(_("what is new"), max_length=300, blank=True)
    outlines = models.JSONField(default=dict, editable=False)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self) -> str:
        return self.code


class EditionPage(models.Model):
    """The words of one page in one language, as an edition holds them."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="pages")
    key = models.UUIDField()
    language = models.CharField(max_length=10)
    # Protected, so that a purge of old revisions leaves what a class still reads.
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "key", "language"], name="one_revision_per_edition_page")
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"
