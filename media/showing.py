"""What a page needs to show a film or let it be heard, in the language of its reader. Who watches is not known here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Min, Q
from django.urls import reverse

from media.ladder import voiced
from media.models import Film, FilmRendition, Track

PICTURES = ("240p", "360p")  # the lighter first: it is what a phone fetches unless she chooses
SOUNDS = {"opus": "audio/ogg; codecs=opus", "aac": "audio/mp4"}
STILL = "still"
STREAM = "hls"
FILM_TYPE = "video/mp4"


@dataclass(frozen=True)
class Source:
    """A file that a player fetches."""

    name: str
    url: str
    content_type: str
    bytes: int


@dataclass(frozen=True)
class Words:
    """Captions or descriptions. ``mine`` are those in the reader's language."""

    kind: str
    language: str
    url: str
    mine: bool


@dataclass(frozen=True)
class Voice:
    """A voice in which the pictures can be heard; without a language it is the film's own sound.

    ``stream`` is the list by which a player that can chooses how sharp they are. ``mine`` is the one that is heard
    first, what is ``synthetic`` was read by a computer.
    """

    language: str
    pictures: tuple[Source, ...]
    stream: str = ""
    synthetic: bool = False
    mine: bool = False


@dataclass(frozen=True)
class Shown:
    """A film as a page shows it. ``speaks`` are the languages that are spoken in it, in ``language`` it is shown; it
    ``is_draft`` where a voice in it was read by a computer.

    ``pictures`` is empty for sound alone, and until something is ready. ``voices`` are those among which she can
    choose, hers first; ``pictures`` and ``stream`` are with that one.
    """

    key: UUID
    title: str
    language: str
    seconds: int
    width: int
    height: int
    still: str
    pictures: tuple[Source, ...]
    sounds: tuple[Source, ...]
    words: tuple[Words, ...]
    transcripts: tuple[str, ...]
    speaks: tuple[str, ...]
    voices: tuple[Voice, ...] = ()
    stream: str = ""
    is_draft: bool = False

    @property
    def is_there(self) -> bool:
        return bool(self.pictures or self.sounds)

    @property
    def sound_bytes(self) -> int:
        return min((source.bytes for source in self.sounds), default=0)

    @property
    def lacks_captions(self) -> bool:
        """Whether what is said cannot be read along in the reader's language."""
        return bool(self.pictures) and not any(words.mine and words.kind == Track.Kind.CAPTIONS for words in self.words)

    @property
    def transcript(self) -> str:
        """The language of the transcript that she is led to: hers, else the first there is."""
        mine = self.language in self.transcripts
        return self.language if mine else next(iter(self.transcripts), "")

    @property
    def transcript_url(self) -> str:
        return reverse("media:transcript", args=[self.key, self.transcript]) if self.transcript else ""


def shown(film: Film, *, language: str) -> Shown:
    """The film, with a voice in the reader's language, or the film that says the same in it. At most five queries."""
    tracks = list(film.tracks.select_related("other"))
    said = next((one.other for one in tracks if one.kind == Track.Kind.SOUND and one.language == language), None)
    files = _files(film)
    if said is None:
        return _shown(film, files, tracks, language)
    if not said.is_video and any(name in files for name in PICTURES):
        return _shown(film, files, tracks, language, said=(said, _files(said)))
    theirs = _files(said)
    if not theirs:
        return _shown(film, files, tracks, language)
    return _shown(said, theirs, list(said.tracks.select_related("other")), language)


def itself(film: Film, *, language: str = "") -> Shown:
    """This film and no other, whatever film says the same in the language. Two queries."""
    return _shown(film, _files(film), list(film.tracks.select_related("other")), language)


def transcripts(film: Film, tracks: Iterable[Track] | None = None) -> tuple[str, ...]:
    """The languages in which what is said can be read."""
    written = film.tracks.all() if tracks is None else tracks
    return tuple(sorted({one.language for one in written if one.kind != Track.Kind.SOUND and one.text.strip()}))


def _files(film: Film) -> dict[str, FilmRendition]:
    return {one.name: one for one in film.renditions.all() if one.is_there}


def _shown(
    film: Film,
    files: dict[str, FilmRendition],
    tracks: Sequence[Track],
    language: str,
    said: tuple[Film, dict[str, FilmRendition]] | None = None,
) -> Shown:
    """``said`` is the sound alone that says the same in the language, with its files: she watches with it as soon as
    it is a voice of the pictures, and listens to it until then."""
    other, theirs = said or (None, {})
    voices = _voices(film, files, tracks, language)
    voice = next((one for one in voices if one.mine), None)
    first = next((files[name] for name in PICTURES if name in files), None)
    return Shown(
        key=film.pk,
        title=film.title,
        language=language,
        seconds=round(film.seconds),
        width=first.width if first else 0,
        height=first.height if first else 0,
        still=files[STILL].url if STILL in files else "",
        pictures=voice.pictures if voice else _pictures(files),
        sounds=_sounds({**files, **theirs}),
        words=tuple(_words(tracks, language)),
        transcripts=transcripts(film, tracks),
        speaks=tuple(film.languages),
        voices=voices if len(voices) > 1 else (),
        stream=voice.stream if voice else _stream(files),
        is_draft=(other or film).synthetic or any(one.synthetic for one in voices),
    )


def _voices(film: Film, files: dict[str, FilmRendition], tracks: Iterable[Track], language: str) -> tuple[Voice, ...]:
    """Hers first, the film's own last. No query."""
    said = {one.language: one.other for one in tracks if one.kind == Track.Kind.SOUND and one.other}
    there = [code for code in said if voiced(PICTURES[0], code) in files]
    found = [
        Voice(
            code, _pictures(files, code), stream=_stream(files, code), synthetic=said[code].synthetic,
            mine=code == language,
        )
        for code in sorted(there, key=lambda code: (code != language, code))
    ]  # fmt: skip
    own = Voice("", _pictures(files), stream=_stream(files), synthetic=film.synthetic, mine=language not in there)
    return (*found, own)


def _pictures(files: dict[str, FilmRendition], language: str = "") -> tuple[Source, ...]:
    names = [voiced(name, language) for name in PICTURES]
    return tuple(_source(files[name], FILM_TYPE) for name in names if name in files)


def _stream(files: dict[str, FilmRendition], language: str = "") -> str:
    name = voiced(STREAM, language)
    return files[name].url if name in files else ""


def _sounds(files: dict[str, FilmRendition]) -> tuple[Source, ...]:
    return tuple(_source(files[name], kind) for name, kind in SOUNDS.items() if name in files)


def _source(made: FilmRendition, content_type: str) -> Source:
    return Source(made.name, made.url, content_type, made.bytes)


def _words(tracks: Iterable[Track], language: str) -> list[Words]:
    """Hers first: a player shows the first that is marked."""
    found = [
        Words(one.kind, one.language, one.url, one.language == language)
        for one in tracks
        if one.kind in {Track.Kind.CAPTIONS, Track.Kind.DESCRIPTION} and one.text
    ]
    return sorted(found, key=lambda words: (not words.mine, words.kind, words.language))


def shortest(key: UUID) -> int:
    """Seconds of the shortest of a film and those that say the same in other languages; nought where there is none."""
    same = Film.objects.filter(Q(pk=key) | Q(said_for__film=key)).filter(seconds__gt=0)
    return round(same.aggregate(least=Min("seconds"))["least"] or 0)
