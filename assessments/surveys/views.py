"""The pages on which a survey is answered. They ask for no sign-in, touch no session and set no cookie.

The post is guarded by where it comes from and by its one-time slip; who sends it is not asked.
"""

from __future__ import annotations

import secrets

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from assessments.models.surveys import Survey
from assessments.surveys import actions, slips
from assessments.surveys.addresses import Asked, BadAddress, opened
from assessments.surveys.asking import answers_in, page
from assessments.surveys.kinds import CountedBy
from assessments.surveys.slips import RANDOM_BYTES, BadSlip
from assessments.surveys.tallying import Unfit
from assessments.surveys.wording import NOT_SENT, TOO_OLD, UNFIT
from core import tongues
from core.doors import same_origin_post
from core.limits import SECONDS, too_many

_UNPROCESSABLE = 422
PER_MINUTE = 120  # a whole class behind one address, and its neighbours


@never_cache
@require_safe
def enter(request: HttpRequest) -> HttpResponse:
    """The printed address: on to the page in the reader's language."""
    return HttpResponseRedirect(f"/{request.LANGUAGE_CODE}{request.path}")


@never_cache
@sensitive_post_parameters()
@same_origin_post
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, language: str, survey: str, wave: str, group: str, seal: str) -> HttpResponse:
    """Ask, and count what is sent."""
    asked = _asked(survey, wave, group, seal)
    if language not in tongues.open_codes():
        return HttpResponseRedirect(f"/s/{asked}/{seal}/")
    found = _published(asked)
    if request.method != "POST":
        return _form(request, found)
    if too_many(request, door="surveys", a_minute=PER_MINUTE):
        response = render(request, "assessments/surveys/too_many.html", status=429)
        response.headers["Retry-After"] = str(SECONDS)
        return response
    return _counted(request, found, asked)


@never_cache
@require_safe
def thanks(request: HttpRequest, language: str, survey: str, wave: str, group: str, seal: str) -> HttpResponse:
    """What everyone sees after sending, whatever they answered."""
    asked = _asked(survey, wave, group, seal)
    found = _published(asked)
    place = f"any-{asked.group}/numbers/" if found.counted_by is CountedBy.PLACE else ""
    context = {"survey": page(found, language=language), "numbers": f"/{language}/{place}"}
    return _unlisted(render(request, "assessments/surveys/thanks.html", context))


def _counted(request: HttpRequest, survey: Survey, asked: Asked) -> HttpResponse:
    now = timezone.now()
    posted = answers_in(request.POST)
    if "pause" in request.POST:
        return _form(request, survey, posted=posted, error=str(NOT_SENT))
    try:
        slip = slips.read_slip(request.POST.get("slip", ""), now=now)
        actions.receive(survey=survey, asked=asked, posted=posted, slip=slip, now=now)
    except BadSlip:
        return _form(request, survey, posted=posted, error=str(TOO_OLD))
    except Unfit as unfit:
        return _form(request, survey, posted=posted, error=str(UNFIT[unfit.reason]))
    return HttpResponseRedirect(f"{request.path}thanks/", status=303)


def _form(
    request: HttpRequest, survey: Survey, *, posted: dict[str, str] | None = None, error: str = ""
) -> HttpResponse:
    context = {
        "survey": page(survey, language=request.LANGUAGE_CODE, posted=posted),
        "slip": slips.new_slip(secrets.token_bytes(RANDOM_BYTES), now=timezone.now()),
        "error": error,
    }
    status = _UNPROCESSABLE if error else 200
    return _unlisted(render(request, "assessments/surveys/answer.html", context, status=status))


def _asked(survey: str, wave: str, group: str, seal: str) -> Asked:
    try:
        return opened(survey, wave, group, seal)
    except BadAddress as error:
        raise Http404 from error


def _published(asked: Asked) -> Survey:
    """The survey, if it is asked now and at this time at all."""
    found = Survey.objects.published().filter(key=asked.survey).prefetch_related("items").first()
    if found is None or asked.wave not in found.waves:
        raise Http404
    return found


def _unlisted(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
