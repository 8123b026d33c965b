"""The page that shows who is seen and heard, module by module."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.permissions import role_required
from courses import representation
from review.actions import WRITERS
from review.forms import LanguageForm
from review.representation import Lack

LACKS = {
    Lack.WOMEN_NAMED: _("Women among the people with a name: %(has)s%%, at least %(asked)s%% asked"),
    Lack.WOMEN_SPEAKING: _("Lines spoken by women: %(has)s%%, at least %(asked)s%% asked"),
    Lack.WOMEN_DECIDING: _("Women among officials and experts: %(has)s%%, at least %(asked)s%% asked"),
    Lack.RETURNEE_VOICE: _("No woman who has returned speaks"),
    Lack.MAN_WHO_CARES: _("No man does care work or stands by her rights"),
    Lack.DISTRESS: _("Pictures of distress: %(has)s%%, at most %(asked)s%% allowed"),
    Lack.DISTRESS_ON_COVER: _("The first picture shows distress"),
}


@require_safe
@role_required(*WRITERS)
def page(request: HttpRequest) -> HttpResponse:
    form = LanguageForm(request.GET, everything=False)
    language = (form.cleaned_data["language"] if form.is_valid() else "") or settings.LANGUAGE_CODE
    rows = [
        (seen, [LACKS[short.lack] % {"has": short.has, "asked": short.asked} for short in seen.shortfalls])
        for seen in representation.of_language(language)
    ]
    form = LanguageForm({"language": language}, everything=False)
    return render(request, "courses/representation.html", {"here": "representation", "form": form, "rows": rows})
