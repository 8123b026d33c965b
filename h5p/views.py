"""Serves what plays: a page of ours with a frame, and in the frame a bundle without an origin.

Bundles and files have addresses made of their bytes: they need no query, no session, and may be kept for ever.
"""

from __future__ import annotations

import gzip
import uuid

from django.core.files.base import File
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from h5p_python import security_policy
from h5p_python.kinds import media_type

from core.doors import safe_path
from core.downloads import in_parts
from core.stores import private_storage
from h5p import bundles
from h5p.models import Interactive
from h5p.showing import Place, frame_of

FOREVER = "public, max-age=31536000, immutable"
# What lies here came out of a package: it is never more than a picture, a sound or a text.
SEALED = {"Cache-Control": FOREVER, "X-Content-Type-Options": "nosniff"}


@require_safe
def play(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The content on a page of its own; ``at`` says in which lesson it stands, ``back`` leads there."""
    playing = Interactive.objects.select_related("version").defer("version__params")
    content = get_object_or_404(playing, pk=key, version__isnull=False)
    frame = frame_of(content, place=Place.read(request.GET.get("at", "")))
    back = safe_path(request.GET.get("back", ""), "")
    return render(request, "h5p/play.html", {"content": content, "frame": frame, "back": back})


@require_safe
@xframe_options_sameorigin
def bundle(request: HttpRequest, sha256: str) -> HttpResponse:
    """The page that plays. The header takes its origin away: it reads no cookie, no storage and no page of ours."""
    with _opened(bundles.file_of(sha256)) as file:
        packed = file.read()
    takes_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(packed if takes_packed else gzip.decompress(packed), headers=SEALED)
    if takes_packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    # Named, for a page without an origin has no 'self'.
    media = request.build_absolute_uri("/h5p/media/")
    response.headers["Content-Security-Policy"] = security_policy(assets=media, frame_ancestors="'self'")
    return response


@require_safe
def medium(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file beside a bundle, or the part of it that a player asks for. Its address is the permission to see it."""
    response = in_parts(request, _opened(bundles.file_of_medium(name)), content_type=media_type(name))
    # A frame without an origin asks as anybody: no cookie comes along, and what it gets is public by its address.
    sealed = {**SEALED, "Access-Control-Allow-Origin": "*",
              "Content-Security-Policy": "sandbox; default-src 'none'"}  # fmt: skip
    for header, value in sealed.items():
        response.headers[header] = value
    return response


def _opened(name: str) -> File[bytes]:
    try:
        return private_storage().open(name)
    except FileNotFoundError as error:
        raise Http404 from error
