"""Where those who write and translate give a film its words, with the film beside them."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from core import tongues
from media.captions import actions, forms, queries
from media.captions.forms import Draft
from media.captions.rows import with_blanks
from media.captions.wording import said, said_with_line
from media.films import wording
from media.films.actions import gap_of
from media.models import Film, Track
from media.showing import itself
from media.views import gives_voice


@require_safe
@gives_voice
def board(request: HttpRequest) -> HttpResponse:
    """Every film, and in which languages its captions are missing or were made for an earlier film."""
    languages = tongues.open_codes()
    return render(request, "media/captions/board.html", {"lines": queries.board(languages), "languages": languages})


@require_safe
@gives_voice
def film(request: HttpRequest, film: uuid.UUID) -> HttpResponse:
    """All the words of one film."""
    found = get_object_or_404(Film, pk=film)
    languages = tongues.open_codes()
    context = {
        "film": found,
        "lines": queries.lines(found, languages),
        "languages": languages,
        "others": [(one, wording.gap(gap_of(found, one.other))) for one in _said_elsewhere(found)],
        "choices": Film.objects.exclude(pk=found.pk),
    }
    return render(request, "media/captions/film.html", context)


def _said_elsewhere(film: Film) -> QuerySet[Track]:
    return Track.objects.filter(film=film, kind=Track.Kind.SOUND).select_related("other")


@require_http_methods(["GET", "HEAD", "POST"])
@gives_voice
def words(request: HttpRequest, film: uuid.UUID, kind: str, language: str) -> HttpResponse:
    """Write the words of one kind in one language, with the film beside them."""
    found = get_object_or_404(Film, pk=film)
    _known(kind, language)
    track = Track.objects.filter(film=found, kind=kind, language=language).first()
    if request.method != "POST":
        draft = forms.stored(track, as_text="text" in request.GET or kind == Track.Kind.TRANSCRIPT)
        return _page(request, found, track, kind, language, draft, seen=track.mark if track else "")
    draft = _sent(request, found, track, kind)
    seen = request.POST.get("seen", "")
    if not draft.is_right:
        return _page(request, found, track, kind, language, draft, seen=seen, status=422)
    try:
        actions.write(found, kind=kind, language=language, text=draft.text, seen=seen, now=timezone.now())
    except actions.ChangedMeanwhile:
        messages.error(request, _("Somebody else changed these words since you opened them. Yours are still below."))
        return _page(request, found, track, kind, language, draft, seen=track.mark if track else "", status=409)
    messages.success(request, _("The words are saved."))
    here = reverse("captions:words", args=[found.pk, kind, language])
    return HttpResponseRedirect(f"{here}?text" if draft.as_text and kind != Track.Kind.TRANSCRIPT else here)


def _sent(request: HttpRequest, film: Film, track: Track | None, kind: str) -> Draft:
    if kind == Track.Kind.TRANSCRIPT:
        return forms.from_transcript(request.POST.get("text", ""))
    if file := request.FILES.get("file"):
        return forms.from_file(file, film=film)
    if "text" in request.POST:
        return forms.from_text(request.POST["text"], film=film)
    return forms.from_table(request.POST.dict(), before=track.text if track else "", film=film)


def _page(
    request: HttpRequest, film: Film, track: Track | None, kind: str, language: str, draft: Draft, **more: Any
) -> HttpResponse:
    status = more.pop("status", 200)
    context = {
        "film": film,
        "film_shown": itself(film, language=language),
        "track": track,
        "kind": kind,
        "kind_label": Track.Kind(kind).label,
        "plain": kind == Track.Kind.TRANSCRIPT,
        "language": language,
        "draft": draft,
        "faults": [said_with_line(fault) for fault in draft.faults],
        "rows": [(row, [said(fault) for fault in row.faults]) for row in with_blanks(draft.rows)],
        "wrong_rows": sum(bool(row.faults) for row in draft.rows),
        "is_stale": track is not None and track.is_stale(film),
        **more,
    }
    return render(request, "media/captions/words.html", context, status=status)


@require_POST
@gives_voice
def fits(request: HttpRequest, film: uuid.UUID, kind: str, language: str) -> HttpResponse:
    """Somebody looked: the words are right for the film as it is now."""
    track = get_object_or_404(Track.objects.select_related("film"), film=film, kind=kind, language=language)
    actions.fits(track, now=timezone.now())
    messages.success(request, _("The words count as made for this film."))
    return HttpResponseRedirect(reverse("captions:film", args=[film]))


@require_POST
@gives_voice
def remove(request: HttpRequest, film: uuid.UUID, kind: str, language: str) -> HttpResponse:
    track = get_object_or_404(Track.objects.select_related("film"), film=film, kind=kind, language=language)
    actions.remove(track, now=timezone.now())
    messages.success(request, _("The words are taken away."))
    return HttpResponseRedirect(reverse("captions:film", args=[film]))


@require_POST
@gives_voice
def other(request: HttpRequest, film: uuid.UUID) -> HttpResponse:
    """Name the film or sound that says the same in another language."""
    found = get_object_or_404(Film, pk=film)
    language = request.POST.get("language", "")
    chosen = next((one for one in Film.objects.all() if str(one.pk) == request.POST.get("other")), None)
    if chosen is None:
        messages.warning(request, _("Choose a film or a sound."))
    else:
        _known(Track.Kind.SOUND, language)
        try:
            actions.say_elsewhere(found, language=language, other=chosen, now=timezone.now())
        except actions.NotItself:
            messages.error(request, _("This is the same film. Choose another."))
        else:
            if wrong := wording.gap(gap_of(found, chosen)):
                messages.warning(request, wrong)
            messages.success(request, _("The film is named."))
    return HttpResponseRedirect(reverse("captions:film", args=[found.pk]))


def _known(kind: str, language: str) -> None:
    if kind not in Track.Kind.values or language not in tongues.open_codes():
        raise Http404
