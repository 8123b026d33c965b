"""What every room shares: the subjects that lessons and questions are about."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.Model):
    """A subject of the curriculum, such as contracts or money."""

    code = models.SlugField(_("code"), unique=True, help_text=_("Never changes; questions and lessons refer to it."))
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name
