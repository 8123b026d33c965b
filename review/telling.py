"""Leaves the reason of a refusal for the next page, with the way to the findings."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages

from review import addresses
from review.actions import Refused
from review.wording import told


def tell(request: HttpRequest, refusal: Refused) -> None:
    page = addresses.text_page(refusal.text.subject)
    ways = (*refusal.ways, (page, _("See the review")))
    messages.error(request, told(refusal), buttons=[messages.button(url, words) for url, words in ways])
