"""Makes what phones need of a film, one after the other. A worker that is killed goes on with what is not made yet."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from core import processes
from media import ladder
from media.films import keeping, making, recipes
from media.films.faults import Fault, NotAFilm
from media.ladder import Facts, Make, Rung
from media.models import Film, FilmRendition, Track
from work import outbox

TASK = "media.tasks.make_next"
State = FilmRendition.State
_TOLD_EVERY_SECONDS = 2.0
_followers: list[Callable[[], None]] = []


def follow(renew: Callable[[], None]) -> None:
    """Called once by each room that keeps what it made of films: ``renew`` is called when one has something new."""
    _followers.append(renew)


def ladder_of(film: Film, voices: Collection[str] | None = None) -> tuple[Rung, ...]:
    """``voices`` are the languages of those that fit, where they are known already; else one query."""
    facts = Facts(film.seconds, film.width, film.height, has_sound=bool(film.audio_codec))
    return ladder.plan(facts, still_at=film.poster_at, voices=tuple(voices_of(film) if voices is None else voices))


def voices_of(film: Film) -> dict[str, Film]:
    """The sounds that say the same in another language and fit its pictures, by language. One query."""
    if not film.is_video:
        return {}
    said = film.tracks.filter(kind=Track.Kind.SOUND).select_related("other").order_by("language")
    return {one.language: one.other for one in said if one.other and _is_voice(film, one.other)}


def _is_voice(film: Film, other: Film) -> bool:
    return bool(other.sha256) and not other.is_video and not gap_of(film, other)


def gap_of(film: Film, other: Film) -> Decimal:
    """By how many seconds a sound is too long, or, below nought, too short to be a voice of the pictures of a film.

    Nought where it fits, and for what is nobody's voice: a film, or what says the same as a sound.
    """
    if not film.is_video or other.is_video:
        return Decimal(0)
    return ladder.gap(film=film.seconds, voice=other.seconds)


@transaction.atomic
def prepare(film: Film, *, again: bool = False, now: datetime) -> None:
    """Promise all that is missing, and what would be made otherwise today. ``again`` tries what failed once more.

    What stands already stays as it is: by the originals it is of and by its recipe it is known.
    """
    if not film.sha256:
        return  # its file has not come yet
    voices = voices_of(film)
    rungs = {rung.name: (place, rung) for place, rung in enumerate(ladder_of(film, voices))}
    there = {one.name: one for one in film.renditions.select_for_update()}
    for name, (place, rung) in rungs.items():
        one = there.get(name) or FilmRendition(film=film, name=name)
        of = _of(film, voices.get(ladder.voice_in(name)[1]))
        if _is_the_same(one, of, rung) and not (again and one.state == State.FAILED):
            _move(one, place)
            continue
        one.place, one.of, one.recipe, one.state, one.percent, one.problem = (
            place, of, rung.recipe, State.WAITING, 0, "",
        )  # fmt: skip
        one.codec, one.width, one.height, one.kbits = recipes.CODECS[rung.make], rung.width, rung.height, rung.kbits
        one.save()
    for name in there.keys() - rungs.keys():
        _take_away(there[name])
    _renew_what_hangs_on(film, [rung for _place, rung in rungs.values()])
    _settle(film)
    if _next_of(film) and not outbox.is_open(TASK, str(film.pk)):
        outbox.enqueue(TASK, str(film.pk), now=now)


def prepare_voiced(voice: Film, *, now: datetime) -> None:
    """Promise anew what other films have of a sound that was changed."""
    for film in Film.objects.filter(tracks__kind=Track.Kind.SOUND, tracks__other=voice).distinct():
        prepare(film, now=now)


def _of(film: Film, voice: Film | None) -> str:
    """By which it is known of which originals something was made."""
    return sha256(f"{film.sha256}{voice.sha256}".encode()).hexdigest() if voice else film.sha256


def _is_the_same(one: FilmRendition, of: str, rung: Rung) -> bool:
    return bool(one.pk) and (one.of, one.recipe) == (of, rung.recipe)


def _move(one: FilmRendition, place: int) -> None:
    if one.place != place:
        FilmRendition.objects.filter(pk=one.pk).update(place=place)


def _renew_what_hangs_on(film: Film, rungs: Sequence[Rung]) -> None:
    """What is made of another one that is made anew is made anew as well."""
    waiting = {one.name for one in film.renditions.filter(state=State.WAITING)}
    for rung in rungs:
        if waiting.intersection(rung.after):
            film.renditions.filter(name=rung.name).update(state=State.WAITING, percent=0, problem="")
            waiting.add(rung.name)


def _take_away(one: FilmRendition) -> None:
    names = [str(one.file.name), str(one.beside.name)]
    one.delete()
    keeping.drop_unused(names)


def make_next(*, film: Film, now: datetime) -> None:
    """Make the next thing that is missing, and promise the one after it. Nothing that is made is made again.

    Raises what is no fault of the film, such as a full disk: the outbox then asks again.
    """
    one = _next_of(film)
    if one is None:
        _settle(film)
        return
    # After the choice: a newer file may have taken the film's place since it was read.
    film.refresh_from_db()
    voices = voices_of(film)
    rung = next((rung for rung in ladder_of(film, voices) if rung.name == one.name), None)
    if rung is None:  # and a voice may have been taken away
        prepare(film, now=now)
        make_next(film=film, now=now)
        return
    voice = voices[ladder.voice_in(rung.name)[1]] if rung.make is Make.VOICED else None
    FilmRendition.objects.filter(pk=one.pk).update(state=State.MAKING)
    try:
        made = _made(film, one, rung, voice)
    except (NotAFilm, processes.Failed, processes.TookTooLong, processes.SaidTooMuch) as error:
        _close(one, rung, state=State.FAILED, problem=_fault(error), now=now)
    else:
        _close(one, rung, state=State.MADE, now=timezone.now(), made=made)


def _next_of(film: Film) -> FilmRendition | None:
    return film.renditions.filter(state__in=[State.WAITING, State.MAKING]).order_by("place").first()


def _made(film: Film, one: FilmRendition, rung: Rung, voice: Film | None) -> making.Made:
    others = {other.name: other for other in film.renditions.filter(name__in=rung.after).select_related("film")}
    if any(other.state != State.MADE for other in others.values()):
        raise NotAFilm(Fault.NEEDS_OTHER)
    if rung.make is not Make.STREAMS and not rung.after and (twin := _twin(one)):
        return making.Made(str(twin.file.name), twin.sha256, twin.bytes, str(twin.beside.name or ""))
    return making.make(film, rung, others=others, voice=voice, progress=_Shown(one).tell)


def _twin(one: FilmRendition) -> FilmRendition | None:
    """The same thing, made of the same original for another film."""
    same = FilmRendition.objects.filter(of=one.of, recipe=one.recipe, state=State.MADE)
    return same.exclude(pk=one.pk).first()


class _Shown:
    """Shows its author how far it is, and keeps the promise of the outbox alive meanwhile."""

    def __init__(self, one: FilmRendition) -> None:
        self._one, self._told_at = one, 0.0

    def tell(self, percent: int) -> None:
        if time.monotonic() - self._told_at < _TOLD_EVERY_SECONDS:
            return
        self._told_at = time.monotonic()
        outbox.hold_on(now=timezone.now())
        FilmRendition.objects.filter(pk=self._one.pk).update(percent=percent)


def _fault(error: Exception) -> Fault:
    if isinstance(error, NotAFilm):
        return error.fault
    return Fault.NOT_MADE if isinstance(error, processes.Failed) else Fault.TOO_HARD


@transaction.atomic
def _close(
    one: FilmRendition, rung: Rung, *, state: str, now: datetime, problem: str = "", made: making.Made | None = None
) -> None:
    """Write down what became of it. Nothing, if it was asked for otherwise in between: then it is made once more."""
    mine = FilmRendition.objects.select_for_update().filter(
        pk=one.pk, of=one.of, recipe=rung.recipe, state=State.MAKING
    )
    row = mine.first()
    if row is not None:
        row.state, row.problem = state, problem
        if made:
            before = [str(row.file.name), str(row.beside.name)]
            row.file, row.beside, row.sha256, row.bytes = made.file, made.beside, made.sha256, made.size
            row.percent, row.made_at = 100, now
            keeping.drop_unused(name for name in before if name not in {made.file, made.beside})
        row.save()
        transaction.on_commit(tell)
    elif made:
        keeping.drop_unused([made.file, made.beside])
    film = Film.objects.select_for_update().filter(pk=one.film_id).first()
    if film is None:
        return
    _settle(film)
    if _next_of(film):
        outbox.enqueue(TASK, str(film.pk), now=now)


def stands_still(film: Film) -> bool:
    """Whether something is missing and nobody will make it by himself: the outbox has given up."""
    return film.state == Film.State.MAKING and not outbox.is_open(TASK, str(film.pk))


def tell() -> None:
    """What pages show of films is another thing now."""
    for renew in _followers:
        renew()


def _settle(film: Film) -> None:
    """A film is ready once all is made. What failed is said beside it; the rest can be seen all the same."""
    states = set(film.renditions.values_list("state", flat=True))
    if states & {State.WAITING, State.MAKING}:
        film.state = Film.State.MAKING
    else:
        film.state = Film.State.FAILED if State.FAILED in states else Film.State.READY
    Film.objects.filter(pk=film.pk).update(state=film.state)
