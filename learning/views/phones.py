"""Live questions on the phones of a class. They ask for no sign-in, touch no session and set no cookie.

The post is guarded by where it comes from; who sends it is not asked.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Collection
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import codes
from assessments.forms import response_from_post
from assessments.queries import question as question_of
from assessments.responses import BadResponse
from assessments.wording import UNFIT
from core.doors import same_origin_post
from core.limits import SECONDS, too_many
from learning import actions, queries
from learning.forms.joining import ClassCodeForm
from learning.models import Cohort, LiveQuiz, LiveState

PER_MINUTE = 600  # two classes behind one address, each phone with a second thought and a look or two
_TOKEN = re.compile(r"[\w-]{22}", re.ASCII)
_TOKEN_BYTES = 16


@never_cache
@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """Type the class code. It comes by the address, since a form that posts would need a cookie."""
    form = ClassCodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return HttpResponseRedirect(f"/live/{form.cleaned_data['code']}/")
    return render(request, "learning/live/phone/code.html", {"form": form}, status=422 if form.errors else 200)


def for_class(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """With the class as second argument, however its code was typed."""

    @wraps(view)
    def found(request: HttpRequest, code: str) -> HttpResponse:
        read = codes.read_class_code(code) or ""
        cohort = Cohort.objects.filter(code=read).select_related("edition").first()
        if cohort is None:
            raise Http404
        if read != code and request.method != "POST":
            return HttpResponseRedirect(f"/live/{read}/")
        return view(request, cohort)

    return found


@never_cache
@sensitive_post_parameters()
@same_origin_post
@require_http_methods(["GET", "HEAD", "POST"])
@for_class
def question(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """What is before the class now: a question to answer, what was right, or a moment to wait."""
    live = queries.open_live(cohort)
    if request.method != "POST":
        return _page(request, cohort, live)
    if too_many(request, door="live", a_minute=PER_MINUTE):
        response = render(request, "learning/live/phone/too_many.html", {"cohort": cohort}, status=429)
        response.headers["Retry-After"] = str(SECONDS)
        return response
    return _answer(request, cohort, live)


def _answer(request: HttpRequest, cohort: Cohort, live: LiveQuiz | None) -> HttpResponse:
    # Who only looks again sends the same answer again: the page needs no other memory.
    late = "look" not in request.POST
    if live is None or request.POST.get("version") != str(live.version):
        return _page(request, cohort, live, late=late)
    asked = question_of(live.version)
    try:
        raw = response_from_post(asked, request.POST)
        actions.answer_live(live=live, version=live.version, token=_token(request), raw=raw)
    except actions.NotAsked:
        return _page(request, cohort, queries.open_live(cohort), late=late)
    except BadResponse as bad:
        return _page(request, cohort, live, error=str(UNFIT[bad.reason]))
    return _page(request, cohort, live, chosen=request.POST.getlist(f"answer-{asked.key}"))


def _page(
    request: HttpRequest,
    cohort: Cohort,
    live: LiveQuiz | None,
    *,
    chosen: Collection[str] = (),
    late: bool = False,
    error: str = "",
) -> HttpResponse:
    context: dict[str, object] = {"cohort": cohort, "live": live, "late": late}
    state = live.state if live else LiveState.OVER
    if live and state is LiveState.ASKING:
        screen = queries.live_screen(live, language=request.LANGUAGE_CODE)
        context |= {"screen": screen, "token": _token(request), "chosen": chosen, "error": error}
    elif live:
        lessons = f"/{request.LANGUAGE_CODE}/{queries.class_corridor(cohort)}/"
        context |= {"review": queries.live_review(live, language=request.LANGUAGE_CODE), "lessons": lessons}
    response = render(request, f"learning/live/phone/{state}.html", context, status=422 if error else 200)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _token(request: HttpRequest) -> str:
    """What the page brought along, else a new one: it is good for one question and says nothing of the phone."""
    brought = request.POST.get("token", "")
    return brought if _TOKEN.fullmatch(brought) else secrets.token_urlsafe(_TOKEN_BYTES)


@never_cache
@require_safe
def state(_request: HttpRequest, code: str) -> HttpResponse:
    """For the script of these pages: a mark that changes with the page, and how many phones have answered."""
    mark, phones = queries.live_pulse(code)
    return JsonResponse({"mark": mark, "phones": phones})
