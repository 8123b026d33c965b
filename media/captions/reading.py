"""Makes a page of what is said in a film, from its transcript, else from its captions and descriptions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from media.models import Film, Track
from media.webvtt import read
from media.webvtt.marking import plain


@dataclass(frozen=True)
class Passage:
    """A few sentences. ``at`` is in seconds, where it is known; ``seen`` describes what is shown instead of said."""

    text: str
    at: int | None = None
    seen: bool = False


def transcript(film: Film, language: str) -> list[Passage]:
    """What is said in the film, in this language; nothing where nobody has written it. One query."""
    written = {one.kind: one for one in Track.objects.filter(film=film, language=language).exclude(text="")}
    if own := written.get(Track.Kind.TRANSCRIPT):
        return [Passage(part.strip()) for part in own.text.split("\n\n") if part.strip()]
    said = _passages(written.get(Track.Kind.CAPTIONS), seen=False)
    described = _passages(written.get(Track.Kind.DESCRIPTION), seen=True)
    return _joined(sorted([*said, *described], key=lambda one: (one.at or 0, not one.seen)))


def _passages(track: Track | None, *, seen: bool) -> list[Passage]:
    cues = read(track.text.encode()).captions.cues if track else ()
    return [Passage(plain(cue.text), cue.start // 1000, seen) for cue in cues if plain(cue.text)]


_ENDS = (".", "!", "?", "…", "؟", "।", "။", "។", "。")


def _joined(passages: Iterable[Passage]) -> list[Passage]:
    """A sentence that runs on in the next caption is one passage, and the same words twice are said once."""
    found: list[Passage] = []
    for one in passages:
        last = found[-1] if found else None
        if last and last.seen == one.seen and last.text.endswith(one.text):
            continue
        if last and not last.seen and not one.seen and not last.text.rstrip("”»\"'").endswith(_ENDS):
            found[-1] = Passage(f"{last.text} {one.text}", last.at)
        else:
            found.append(one)
    return found
