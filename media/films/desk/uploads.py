"""Where a file comes in: whole by a form, or piece by piece by a script that goes on after a line has broken."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from media.films import actions, wording
from media.films.actions.uploads import PIECE_BYTES, OutOfTurn
from media.films.faults import NotAFilm
from media.films.forms import AnnouncedForm, FileForm
from media.models import Film, FilmUpload
from media.views import gives_voice

SHOWN = 20
AGAIN_SECONDS = "2"


@require_http_methods(["GET", "HEAD", "POST"])
@gives_voice
def add(request: HttpRequest, key: uuid.UUID | None = None) -> HttpResponse:
    """Choose a file; ``key`` is the film whose newer file it is. A form without a script brings it whole."""
    replaced = get_object_or_404(Film, pk=key) if key else None
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = actions.receive(file, name=file.name, by=request.user, now=timezone.now(), replaces=replaced)  # type: ignore[arg-type]
        except NotAFilm as error:
            form.add_error("file", wording.fault(error.fault))
        else:
            return HttpResponseRedirect(reverse("films:upload", args=[upload.pk]))
    context = {
        "form": form, "replaced": replaced, "megabytes": settings.FILM_LARGEST_MB,
        "minutes": settings.FILM_LONGEST_MINUTES, "piece": PIECE_BYTES, "failed": wording.did_not_arrive(),
        "uploads": FilmUpload.objects.filter(by=request.user).select_related("film")[:SHOWN],  # type: ignore[misc]
    }  # fmt: skip
    return render(request, "media/films/add.html", context, status=400 if form.errors else 200)


@require_POST
@gives_voice
def begin(request: HttpRequest) -> HttpResponse:
    """Announce a file; answers with the number of the piece that is waited for, which need not be the first."""
    form = AnnouncedForm(request.POST)
    if not form.is_valid():
        return _wrong(wording.did_not_arrive())
    said = form.cleaned_data
    replaced = get_object_or_404(Film, pk=said["replaces"]) if said["replaces"] else None
    try:
        upload = actions.begin(
            name=said["name"], size=said["size"], changed=said["changed"], by=request.user, now=timezone.now(),  # type: ignore[arg-type]
            replaces=replaced,
        )  # fmt: skip
    except NotAFilm as error:
        return _wrong(wording.fault(error.fault))
    return _standing(upload)


@require_POST
@gives_voice
def piece(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    """Take one piece, as the body of the request."""
    upload = _hers(request, pk)
    try:
        content = request.read(PIECE_BYTES + 1)
        upload = actions.take_piece(upload, number=number, content=content, now=timezone.now())
    except OutOfTurn:
        return _standing(upload, status=409)
    except NotAFilm as error:
        return _wrong(wording.fault(error.fault))
    return _standing(upload)


@require_safe
@gives_voice
def upload(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What became of a file. It asks again by itself while the file is being looked at, and leads on to the film."""
    found = _hers(request, pk)
    if found.state == FilmUpload.State.DONE and found.film_id:
        return HttpResponseRedirect(reverse("films:film", args=[found.film_id]))
    problem = wording.fault(found.problem) if found.problem else ""
    given_up = actions.is_given_up(found)
    context = {"upload": found, "problem": problem, "given_up": given_up}
    response = render(request, "media/films/upload.html", context)
    if found.state == FilmUpload.State.WAITING and not given_up:
        response.headers["Refresh"] = AGAIN_SECONDS
    return response


def _hers(request: HttpRequest, pk: uuid.UUID) -> FilmUpload:
    """What somebody brings is hers until it is a film."""
    found = get_object_or_404(FilmUpload.objects.select_related("film"), pk=pk)
    if found.by_id != request.user.pk:
        raise PermissionDenied
    return found


def _standing(upload: FilmUpload, *, status: int = 200) -> JsonResponse:
    there = upload.state != FilmUpload.State.COMING
    said: dict[str, Any] = {"upload": str(upload.pk), "next": upload.pieces, "arrived": upload.arrived}
    said["pieces"] = reverse("films:piece", args=[upload.pk, 0]).removesuffix("0/")
    said["done"] = reverse("films:upload", args=[upload.pk]) if there else ""
    return JsonResponse(said, status=status)


def _wrong(words: str) -> JsonResponse:
    return JsonResponse({"error": words}, status=400)
