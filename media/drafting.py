"""Lets a computer read aloud what nobody has read: drafts, one after the other, until a person takes their place."""

from __future__ import annotations

import logging
import time
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core import processes
from media import actions, recordings, spoken, voicing
from media.models import Drafting
from media.sounds import NotASound, Sound
from media.spoken import Line
from work import outbox

logger = logging.getLogger(__name__)
TASK = "media.tasks.make_drafts"
READER = "espeak-ng"
TURN_SECONDS = 20.0  # then other work has its turn


class NoVoice(ValueError):
    """No computer here reads this language."""


@transaction.atomic
def ask(*, language: str, place: str, now: datetime) -> Drafting:
    """Promise a draft of every line without a voice. While it goes on, asking again is harmless. Raises ``NoVoice``."""
    if not voicing.can_draft(language):
        raise NoVoice(language)
    wanted = len(_silent(language, place, after=""))
    drafting, _new = Drafting.objects.get_or_create(
        language=language, place=place, done_at=None, defaults={"asked_at": now, "wanted": wanted}
    )
    if stands_still(drafting):
        outbox.enqueue(TASK, drafting.pk, now=now)
    return drafting


def stands_still(drafting: Drafting) -> bool:
    """Whether it is not done and nobody will go on with it by himself: the outbox has given up."""
    return drafting.done_at is None and not outbox.is_open(TASK, drafting.pk)


def go_on(drafting: Drafting, *, seconds: float = TURN_SECONDS) -> None:
    """One turn, and the promise of the next. What is made already is made once, whoever was killed in between.

    Raises ``core.processes.NotInstalled`` where the worker's machine has no such voice: the outbox asks again.
    """
    lines = _silent(drafting.language, drafting.place, after=drafting.after)
    end = time.monotonic() + seconds
    for line in lines:
        outbox.hold_on(now=timezone.now())
        if not _keep(drafting, line, _read_aloud(line), now=timezone.now()):
            return
        if time.monotonic() >= end:
            outbox.enqueue(TASK, drafting.pk, now=timezone.now())
            return
    Drafting.objects.filter(pk=drafting.pk).update(done_at=timezone.now())


def _read_aloud(line: Line) -> Sound | None:
    """None where the line cannot be read: it stays without a voice, and is counted."""
    try:
        return voicing.drafted(line.text, language=line.language)
    except processes.NotInstalled:
        raise
    except (processes.ProcessError, NotASound) as error:
        logger.warning("No draft in %s of %s: %s", line.language, line.number, error)
        return None


@transaction.atomic
def _keep(drafting: Drafting, line: Line, sound: Sound | None, *, now: datetime) -> bool:
    """Write down how far it is, and the draft with it. False where another worker has gone on from here already."""
    mine = Drafting.objects.filter(pk=drafting.pk, after=drafting.after, done_at=None)
    if not mine.update(after=line.mark):
        return False
    drafting.after = line.mark
    made = sound is not None and add(sound, line, now=now)
    drafting.made, drafting.failed = drafting.made + made, drafting.failed + (sound is None)
    drafting.save(update_fields=["made", "failed"])
    return True


def add(sound: Sound, line: Line, *, now: datetime) -> bool:
    """Keep a draft, unless somebody has read these words meanwhile."""
    try:
        actions.add(
            sound, language=line.language, mark=line.mark, words=line.text, read_by=READER, now=now, synthetic=True
        )
    except actions.JustRecorded:
        return False
    return True


def _silent(language: str, place: str, *, after: str) -> list[Line]:
    """What has no voice at all, in the order of the marks, behind one of them."""
    marks = recordings.marks(language)
    silent = (
        line for line in spoken.at(place, spoken.lines(language))
        if line.mark > after and line.mark not in marks.recorded and line.mark not in marks.drafts
    )  # fmt: skip
    return sorted(silent, key=lambda line: line.mark)


def latest(language: str, place: str) -> Drafting | None:
    """The one that goes on, else the one that ended last."""
    return Drafting.objects.filter(language=language, place=place).order_by("-pk").first()
