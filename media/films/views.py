"""Serves what was made of films: whole, or the part that a player asks for. Originals have no address.

An address is made of the bytes and is the permission to see them: it needs no query and no session, and is kept for
ever. Nobody can guess it, and only a page that shows the film says it.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from core.downloads import in_parts
from core.stores import private_storage
from media.films.keeping import MADE

FOREVER = "public, max-age=31536000, immutable"
TYPES = {
    ".mp4": "video/mp4",
    ".m4a": "audio/mp4",
    ".opus": "audio/ogg; codecs=opus",
    ".jpg": "image/jpeg",
    ".m3u8": "application/vnd.apple.mpegurl",
}


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    content_type = TYPES.get(PurePosixPath(name).suffix)
    if content_type is None:
        raise Http404
    try:
        opened = private_storage().open(f"{MADE}/{name}")
    except FileNotFoundError as error:
        raise Http404 from error
    response = in_parts(request, opened, content_type=content_type)
    response.headers["Cache-Control"] = FOREVER
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
