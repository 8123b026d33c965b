"""Where a class finds its surveys. The answers are nobody's; this room never sees them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.surveys.addresses import invitations
from assessments.surveys.kinds import Kind
from learning import qr
from learning.models import Cohort
from learning.permissions import in_class


@require_safe
@in_class
def of_class(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """A square and an address for each, to show in the room or to print."""
    found = invitations(Kind.CONFIDENCE, Kind.FEEDBACK, group_key=cohort.code)
    sheets = [
        {"title": one.title, "wave": one.wave, "address": address, "square": qr.drawn(address)}
        for one in found
        for address in [settings.PUBLIC_URL + one.address]
    ]
    return render(request, "learning/teach/surveys.html", {"cohort": cohort, "sheets": sheets})
