"""A page whose words reach readers only when review lets them, by whatever road they are published."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Revision

from core.pages import BasePage
from courses import unheard
from courses.authoring import unwritten
from courses.passages import passages_of, text_of, worded
from review.actions import Held, admit
from review.sources import Text

logger = logging.getLogger(__name__)
BY_THE_CLOCK = "wagtail.publish.scheduled"  # how ``manage.py publish_scheduled`` signs


def let_go(text: Text, *, now: datetime) -> None:
    """Raises ``Held`` where a template's hints, a finding, a reviewer or silence keeps these words from readers."""
    unwritten.check(text, now=now)
    unheard.check(text, now=now)
    admit([text], now=now)


class Reviewed(BasePage):
    """Wagtail publishes by many doors: editor, bulk, schedule, workflow, translation, API.

    All of them save a live page, so there review is asked; ``publish`` asks before anything is written or scheduled.
    """

    class Meta:
        abstract = True

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        try:
            let_go(text_of(revision.as_object()), now=timezone.now())
        except Held:
            if kwargs.get("log_action") != BY_THE_CLOCK:
                raise
            # Nobody is there to be told, and others wait behind it: it loses its date and stays a draft.
            logger.warning("Not published on its date, for review holds it: %s", self)
            self.revisions.filter(pk=revision.pk).update(approved_go_live_at=None)
            return None
        return super().publish(revision, *args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self.live and self._says_something_new(kwargs.get("update_fields")):
            let_go(text_of(self), now=timezone.now())
        return super().save(*args, **kwargs)

    def _says_something_new(self, fields: Any) -> bool:
        """Whether readers would read other words than now. Wagtail's own bookkeeping changes none."""
        if fields is not None and not {"live", *worded(type(self))}.intersection(fields):
            return False
        shown = type(self)._base_manager.filter(pk=self.pk, live=True).first() if self.pk else None
        return shown is None or passages_of(shown) != passages_of(self)
