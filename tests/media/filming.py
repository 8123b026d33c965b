"""A film as it stands when everything of it is made, and the words that belong to it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from django.core.files.base import ContentFile

from media import ladder
from media.captions import actions
from media.films.keeping import MADE
from media.models import Film, FilmRendition, Track

VTT = "WEBVTT\n\n00:01.000 --> 00:03.000\nStand like a tree.\n\n00:03.000 --> 00:05.000\nSay “no”.\n"
SIZES = {
    "still": (12_000, 426, 240),
    "240p": (2_100_000, 426, 240),
    "360p": (4_400_000, 640, 360),
    "opus": (400_000, 0, 0),
    "aac": (800_000, 0, 0),
    "hls": (400, 0, 0),
}
USUAL = ("still", "240p", "360p", "opus", "aac")


def film(title: str = "Stand like a tree", *, now: datetime, names: tuple[str, ...] = USUAL, **values) -> Film:
    given = {
        "seconds": Decimal("60"), "width": 1280, "height": 720, "audio_codec": "aac", "sha256": "a" * 64,
        "state": Film.State.READY,
    }  # fmt: skip
    made = Film.objects.create(title=title, made_at=now, **{**given, **values})
    made.refresh_from_db()  # with numbers as rows have them
    for place, name in enumerate(names):
        size, width, height = SIZES[ladder.voice_in(name)[0]]
        one = FilmRendition(
            film=made, name=name, place=place, width=width, height=height, of=made.sha256, recipe="test",
            bytes=size, state=FilmRendition.State.MADE, made_at=now,
        )  # fmt: skip
        ending = {"still": "jpg", "opus": "opus", "aac": "m4a", "hls": "m3u8"}.get(ladder.voice_in(name)[0], "mp4")
        mark = sha256(f"{made.pk}{name}".encode()).hexdigest()
        one.file.save(f"{MADE}/{mark}.{ending}", ContentFile(b"made"), save=False)
        one.save()
    return made


def words(
    film: Film, language: str = "en", *, now: datetime, kind: str = Track.Kind.CAPTIONS, text: str = VTT
) -> Track:
    return actions.write(film, kind=kind, language=language, text=text, seen="", now=now)
