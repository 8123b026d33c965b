"""What every page of ours shares."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.models import Page


class BasePage(Page):
    """A page whose stable key survives translation and republishing, and whose address our own views answer."""

    show_in_menus_default = True

    class Meta:
        abstract = True

    @property
    def stable_key(self) -> uuid.UUID:
        """The same in every language; progress and placements refer to it."""
        return self.translation_key

    def address(self) -> str:
        """Where a reader finds this page, from the site's root."""
        raise NotImplementedError

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        parts = super().get_url_parts(request)
        # Wagtail's own views are not mounted, so it knows no root; what asks for a whole address needs one.
        return parts and (parts[0], parts[1] or settings.PUBLIC_URL, self.address())

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.address())
