"""Brings the demo's films along: the file, its words and voices by language, and a key by which lessons name it."""

from __future__ import annotations

import logging
import shutil
import tempfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from core.processes import ProcessError
from demo import files
from demo.streams import stable_id
from media.captions.actions import say_elsewhere, write
from media.films import actions
from media.models import Film, Track

logger = logging.getLogger(__name__)
FOLDER = files.CONTENT / "films"


def film_key(name: str) -> UUID:
    return stable_id("film", name)


def load_films(*, now: datetime) -> None:
    """Those that are not there yet. The worker makes them ready; without ffmpeg there are none, and lessons say so."""
    for name, raw in files.read("films.yaml").items():
        try:
            film = _film(name, raw, now=now)
            for language in raw["voices"]:
                _voice(film, name, language, raw, now=now)
        except ProcessError as error:
            logger.warning("The film %s is left out: %s", name, error)


def _film(name: str, raw: dict[str, Any], *, now: datetime) -> Film:
    if there := _there(name):
        return there
    film = _taken_in(f"{name}.mp4", key=film_key(name), title=raw["title"], still=Decimal(raw["still"]), now=now)
    actions.change(film, title=raw["title"], languages=[], credit=raw["credit"], licence=raw["licence"])
    for kind, ending in ((Track.Kind.CAPTIONS, "vtt"), (Track.Kind.DESCRIPTION, "seen.vtt")):
        for language in raw[kind]:
            text = (FOLDER / f"{name}.{language}.{ending}").read_text(encoding="utf-8")
            write(film, kind=kind, language=language, text=text, seen="", now=now)
    return film


def _voice(film: Film, name: str, language: str, raw: dict[str, Any], *, now: datetime) -> None:
    spoken = f"{name}.{language}"
    if _there(spoken):
        return
    title = f"{raw['title']} ({language})"
    voice = _taken_in(f"{spoken}.opus", key=film_key(spoken), title=title, still=None, now=now)
    actions.change(
        voice, title=title, languages=[language], credit=raw["voice_credit"], licence=raw["licence"], synthetic=True
    )
    say_elsewhere(film, language=language, other=voice, now=now)


def _there(name: str) -> Film | None:
    return Film.objects.filter(pk=film_key(name)).first()


def _taken_in(file: str, *, key: UUID, title: str, still: Decimal | None, now: datetime) -> Film:
    """Under a key by which lessons name it. Raises what ``core.processes`` raises, and leaves nothing then."""
    named = Film.objects.create(key=key, title=title, poster_at=still, made_at=now)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(FOLDER / file, folder))  # it is moved away
        try:
            return actions.take_in(path, name=path.name, by=None, now=now, replaces=named)
        except ProcessError:
            named.delete()
            raise
