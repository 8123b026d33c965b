"""Live questions as the instructor leads them: on a projector, on her own phone, and with raised cards."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learning import actions, qr, queries
from learning.forms.classes import LiveForm
from learning.models import Cohort, LiveQuiz, LiveState
from learning.permissions import in_class, teaches


@require_http_methods(["GET", "HEAD", "POST"])
@in_class
def start(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Choose what to ask, or go on with what is being asked; below it, what the class knew in earlier rounds."""
    quizzes, topics = queries.live_sources(cohort, language=request.LANGUAGE_CODE)
    form = LiveForm(
        request.POST if request.method == "POST" else None,
        quizzes=quizzes,
        topics=topics,
        initial={"form_id": uuid.uuid4()},
    )
    if form.is_valid():
        return _begin(request, cohort, form)
    return _start(request, cohort, form)


def _begin(request: HttpRequest, cohort: Cohort, form: LiveForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        live = actions.begin_live(
            form_id=given["form_id"], cohort=cohort, source=form.source(), count=given["count"], now=timezone.now()
        )
    except actions.NothingToAsk:
        return _start(request, cohort, form, empty=True)
    return HttpResponseRedirect(_address(cohort, live))


def _start(request: HttpRequest, cohort: Cohort, form: LiveForm, *, empty: bool = False) -> HttpResponse:
    return render(
        request,
        "learning/live/start.html",
        {
            "cohort": cohort,
            "form": form,
            "empty": empty,
            "live": queries.open_live(cohort),
            "past": queries.past_lives(cohort),
            "may_write": teaches(request, cohort),
            **_way_in(request, cohort),
        },
        status=422 if form.errors or empty else 200,
    )


@require_safe
@in_class
def cards(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """A sheet with the four letters, to fold and to hold up."""
    return render(request, "learning/live/cards.html", {"cohort": cohort, "signs": queries.SIGNS})


def at_round(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For who may see the class, with the class and a round of its own."""

    @in_class
    @wraps(view)
    def found(request: HttpRequest, cohort: Cohort, live: uuid.UUID, **kwargs: Any) -> HttpResponse:
        rounds = LiveQuiz.objects.select_related("quiz", "topic")
        return view(request, cohort, get_object_or_404(rounds, pk=live, cohort=cohort), **kwargs)

    return found


@require_safe
@at_round
def screen(request: HttpRequest, cohort: Cohort, live: LiveQuiz) -> HttpResponse:
    """What everyone looks at: the question, then what was right, in the end what the class knows."""
    language = request.LANGUAGE_CODE
    context: dict[str, Any] = {"cohort": cohort, "live": live, "may_write": teaches(request, cohort)}
    if live.state is LiveState.OVER:
        context |= {"reviews": queries.live_reviews(live, cohort, language=language)}
    elif live.state is LiveState.SHOWING:
        context |= {"review": queries.live_review(live, language=language)}
    else:
        context |= {"screen": queries.live_screen(live, language=language), **_way_in(request, cohort)}
    context["lessons"] = f"/{language}/{queries.class_corridor(cohort)}/"
    return render(request, f"learning/live/{live.state}.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_round
def hands(request: HttpRequest, cohort: Cohort, live: LiveQuiz) -> HttpResponse:
    """Count raised cards: one tap each."""
    if request.method == "POST":
        return _count(request, cohort, live)
    if live.state is not LiveState.ASKING:
        return HttpResponseRedirect(_address(cohort, live))
    shown = queries.live_screen(live, language=request.LANGUAGE_CODE)
    context = {"cohort": cohort, "live": live, "screen": shown, "may_write": teaches(request, cohort)}
    return render(request, "learning/live/hands.html", context)


def _count(request: HttpRequest, cohort: Cohort, live: LiveQuiz) -> HttpResponse:
    choice = request.POST.get("more") or request.POST.get("fewer", "")
    by = 1 if request.POST.get("more") else -1
    try:
        actions.count_card(live=live, version=_number(request, "version"), choice=choice, by=by)
    except actions.NotAsked:
        return HttpResponseRedirect(_address(cohort, live))
    except actions.NoSuchChoice:
        raise Http404 from None
    return HttpResponseRedirect(f"{_address(cohort, live)}hands/#choice-{choice}")


@require_POST
@at_round
def show(request: HttpRequest, cohort: Cohort, live: LiveQuiz) -> HttpResponse:
    """Close the question and show what was right."""
    actions.show_live(live=live, number=_number(request, "number"), now=timezone.now())
    return HttpResponseRedirect(_address(cohort, live))


@require_POST
@at_round
def go_on(request: HttpRequest, cohort: Cohort, live: LiveQuiz) -> HttpResponse:
    """The next question, or the end."""
    actions.next_live(live=live, number=_number(request, "number"), now=timezone.now())
    return HttpResponseRedirect(_address(cohort, live))


@require_POST
@at_round
def end(_request: HttpRequest, cohort: Cohort, live: LiveQuiz) -> HttpResponse:
    """End the round before its last question."""
    actions.end_live(live=live, now=timezone.now())
    return HttpResponseRedirect(_address(cohort, live))


def _address(cohort: Cohort, live: LiveQuiz) -> str:
    return f"/teach/{cohort.code}/live/{live.pk}/"


def _number(request: HttpRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0


def _way_in(request: HttpRequest, cohort: Cohort) -> dict[str, str]:
    """How phones come in: by the host that the instructor herself reached, for a class network has no other."""
    address = request.build_absolute_uri(f"/live/{cohort.code}/")
    return {"address": address, "square": qr.drawn(address)}
