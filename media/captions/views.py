"""The words of a film for whoever watches: captions for a player, and a page to read in its place."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.http import require_safe

from core import tongues
from core.doors import safe_path
from core.templatetags.baon import direction
from media.captions.reading import transcript as read_transcript
from media.models import Film, Track
from media.models.tracks import MARK_LETTERS
from media.showing import transcripts
from media.views import FOREVER


@require_safe
def track(_request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """Captions as they are now. Other words have another address."""
    found = get_object_or_404(Track.objects.shown(), pk=pk)
    if found.mark[:MARK_LETTERS] != mark:
        raise Http404
    headers = {"Cache-Control": FOREVER, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(found.text, content_type="text/vtt; charset=utf-8", headers=headers)


@require_safe
def transcript(request: HttpRequest, film: uuid.UUID, language: str) -> HttpResponse:
    """What is said, to be read. In the language of the words where the site speaks it."""
    found = get_object_or_404(Film, pk=film)
    passages = read_transcript(found, language)
    if not passages:
        raise Http404
    spoken = language if language in tongues.open_codes() else request.LANGUAGE_CODE  # type: ignore[attr-defined]
    context = {
        "film": found,
        "passages": passages,
        "language": language,
        "others": [code for code in transcripts(found) if code != language],
        "back": safe_path(request.GET.get("back", ""), ""),
        "page_language": spoken,
        "page_direction": direction(spoken),
    }
    with translation.override(spoken):
        return render(request, "media/captions/transcript.html", context)
