"""Passages written once that stand in many lessons. A correction reaches all of them at once."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Revision, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from courses.blocks import PassageStream
from courses.models.gate import let_go
from courses.passages import text_of


class SharedPassageQuerySet(models.QuerySet["SharedPassage"]):
    def of_source(self) -> SharedPassageQuerySet:
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)

    def shown(self, code: str, language: str) -> SharedPassage | None:
        """What readers of this language see: their own words, else the source's, else nothing."""
        wanted = (language, settings.LANGUAGE_CODE)
        rows = self.filter(code=code, live=True, locale__language_code__in=wanted).select_related("locale")
        found = {row.locale.language_code: row for row in rows}
        return next((found[each] for each in wanted if each in found), None)


class SharedPassage(TranslatableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """Known by its code in every language."""

    code = models.SlugField(_("code"), help_text=_("Such as who-to-call. Lessons know the passage by it."))
    title = models.CharField(_("title"), max_length=120, help_text=_("For authors; readers do not see it."))
    body = StreamField(PassageStream(), verbose_name=_("passage"))

    objects: ClassVar[Any] = SharedPassageQuerySet.as_manager()
    translatable_fields = [TranslatableField("title"), TranslatableField("body"), SynchronizedField("code")]

    class Meta(TranslatableMixin.Meta):
        ordering = ["code"]
        verbose_name = _("shared passage")
        verbose_name_plural = _("shared passages")
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="one_shared_passage_per_language")]

    def __str__(self) -> str:
        return self.title

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        let_go(text_of(revision.as_object()), now=timezone.now())
        return super().publish(revision, *args, **kwargs)
