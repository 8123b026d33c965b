"""The films that are there: the list, each with what was made of it and what it weighs, and the way out of the list."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ReferenceIndex

from media import ladder
from media.films import actions, wording
from media.films.actions.renditions import ladder_of
from media.films.forms import AboutForm, StillForm
from media.ladder import Rung
from media.models import Film, FilmRendition
from media.showing import itself
from media.views import gives_voice

ROWS = 40


@require_safe
@gives_voice
def listing(request: HttpRequest) -> HttpResponse:
    sought = request.GET.get("q", "").replace("\0", "").strip()[:100]
    films = Film.objects.select_related("made_by").order_by("-made_at")
    if sought:
        films = films.filter(title__icontains=sought)
    page = Paginator(films, ROWS).get_page(request.GET.get("p"))
    return render(request, "media/films/list.html", {"page": page, "q": sought})


@dataclass(frozen=True)
class Row:
    """One thing that is made of a film, what it may weigh, and what it weighs. Sizes are in bytes."""

    name: str
    made: FilmRendition
    at_most: int
    a_minute: int
    budget: int
    is_within: bool
    problem: str


def rows_of(film: Film) -> Iterator[Row]:
    """Two queries; three where there are pictures."""
    rungs = {rung.name: rung for rung in ladder_of(film)}
    for made in film.renditions.order_by("place"):
        if rung := rungs.get(made.name):
            yield _row(film, rung, made)


def _row(film: Film, rung: Rung, made: FilmRendition) -> Row:
    return Row(
        name=wording.name(made.name), made=made, at_most=ladder.at_most(rung, film.seconds),
        a_minute=ladder.a_minute(made.bytes, film.seconds), budget=rung.budget,
        is_within=ladder.is_within(rung, seconds=film.seconds, size=made.bytes),
        problem=wording.fault(made.problem) if made.problem else "",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@gives_voice
def film(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One film: how far it is, what it weighs, and what is said of it."""
    found = _film(key)
    about = AboutForm(request.POST or None, initial=_said_of(found), spoken=tuple(found.languages))
    if request.method == "POST" and about.is_valid():
        actions.change(found, **about.cleaned_data)
        messages.success(request, _("It is saved."))
        return _back(found)
    rows = list(rows_of(found))
    context = {
        "film": found, "shown": itself(found), "rows": rows, "about": about,
        "still": StillForm(initial={"at": found.poster_at}),
        "made": sum(row.made.state == FilmRendition.State.MADE for row in rows),
        "picture": next((row.made for row in rows if row.made.name == "still" and row.made.is_there), None),
        "usage": _usage(found, request.user), "is_being_made": found.state == Film.State.MAKING,
        "has_failed": found.state == Film.State.FAILED, "stands_still": actions.stands_still(found),
    }  # fmt: skip
    return render(request, "media/films/film.html", context, status=400 if about.errors else 200)


@require_POST
@gives_voice
def still(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    found, form = _film(key), StillForm(request.POST)
    if form.is_valid():
        actions.choose_still(found, at=form.cleaned_data["at"], now=timezone.now())
        messages.success(request, _("The picture is made within a minute."))
    else:
        messages.error(request, _("Write the second as a number, such as 12.5."))
    return _back(found)


@require_POST
@gives_voice
def again(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    found = _film(key)
    actions.try_again(found, now=timezone.now())
    messages.success(request, _("What could not be made is tried once more."))
    return _back(found)


@require_http_methods(["GET", "HEAD", "POST"])
@gives_voice
def delete(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Asks once more. What a page shows is not deleted, and the page is named."""
    found = _film(key)
    if request.method == "POST":
        try:
            actions.delete(found)
        except actions.InUse:
            pass  # the page says where it stands
        else:
            messages.success(request, _("“%(title)s” is deleted.") % {"title": found.title})
            return HttpResponseRedirect(reverse("films:list"))
    return render(request, "media/films/delete.html", {"film": found, "usage": _usage(found, request.user)})


def _film(key: uuid.UUID) -> Film:
    return get_object_or_404(Film, pk=key)


def _said_of(found: Film) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ("title", "languages", "synthetic", "credit", "licence")}


def _back(found: Film) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("films:film", args=[found.pk]))


def _usage(found: Film, user: Any) -> list[dict[str, str]]:
    """The pages, drafts and passages that show a film, and the films that it speaks for, with where they are edited."""
    finder = AdminURLFinder(user)
    groups = ReferenceIndex.get_references_to(found).group_by_source_object()
    shown = [{"title": str(source), "url": finder.get_edit_url(source) or ""} for source, _references in groups]
    films = Film.objects.filter(tracks__other=found).distinct()
    return [*shown, *({"title": str(one), "url": reverse("captions:film", args=[one.pk])} for one in films)]
