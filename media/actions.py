"""What gives words a voice, takes it away, and puts it back. Files of what was taken away are kept for a while."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction

from core import processes
from media import recordings, sounds, voicing
from media.ladder import Rung
from media.models import Recording, RequiredLanguage
from media.sounds import Fault, Kind, NotASound, Sound
from media.spoken import Line
from work import outbox

logger = logging.getLogger(__name__)
KEPT = timedelta(days=30)
_RUNGS: dict[str, Rung] = {"light": voicing.LIGHT, "fallback": voicing.FALLBACK}


class JustRecorded(ValueError):
    """Somebody else gave these words a voice at this very moment."""


@transaction.atomic
def add(
    sound: Sound, *, language: str, mark: str, words: str, read_by: str, now: datetime, synthetic: bool = False
) -> Recording:
    """Give words a voice. The one they had steps back and can be put back. Raises ``JustRecorded``.

    A draft by a computer never takes the place of a person: that raises ``JustRecorded`` as well.
    """
    name = f"{secrets.token_hex(16)}.{sound.kind}"
    recording = Recording(
        language=language, words=words, words_hash=mark, file=ContentFile(sound.content, name=name),
        kind=sound.kind, seconds=sound.seconds, read_by=read_by, made_at=now, synthetic=synthetic,
    )  # fmt: skip
    _let_step_back(recording, now=now)
    _show(recording)
    if synthetic and sound.kind is Kind.OPUS:
        recording.light.name = recording.file.name
        recording.save(update_fields=["light"])
    outbox.enqueue("media.tasks.make_voice_light", recording.pk, now=now)
    return recording


@transaction.atomic
def remove(recording: Recording, *, now: datetime) -> None:
    """Take a voice away; taking it twice is harmless."""
    Recording.objects.present().filter(pk=recording.pk).update(removed_at=now)
    transaction.on_commit(recordings.changed)


@transaction.atomic
def put_back(recording: Recording, *, now: datetime) -> None:
    """Let an earlier voice be heard again; one that is heard now steps back. Raises ``JustRecorded``."""
    _let_step_back(recording, now=now)
    recording.removed_at = None
    _show(recording)


def _let_step_back(recording: Recording, *, now: datetime) -> None:
    """Before a person's voice any other; before a draft no person's, which ``one_recording_per_words`` then tells."""
    there = Recording.objects.present().of([recording.words_hash]).exclude(pk=recording.pk)
    (there.drafts() if recording.synthetic else there).update(removed_at=now)


def _show(recording: Recording) -> None:
    try:
        with transaction.atomic():
            recording.save()
    except IntegrityError as error:
        raise JustRecorded(recording.words) from error  # one_recording_per_words says so
    transaction.on_commit(recordings.changed)


@dataclass(frozen=True)
class Refused:
    """A file that was not taken, and why."""

    name: str
    fault: Fault | None


@dataclass(frozen=True)
class Receipt:
    saved: tuple[Recording, ...]
    refused: tuple[Refused, ...]


def take_in(files: Iterable[tuple[Line, File[bytes]]], *, read_by: str, now: datetime) -> Receipt:
    """Take several recordings in, each for its line. One that is refused does not hinder the others.

    A refusal without a fault means that somebody else recorded the same words at this moment.
    """
    saved, refused = [], []
    for line, file in files:
        try:
            sound = _sound(file)
            saved.append(add(sound, language=line.language, mark=line.mark, words=line.text, read_by=read_by, now=now))
        except NotASound as error:
            refused.append(Refused(file.name or "", error.fault))
        except JustRecorded:
            refused.append(Refused(file.name or "", None))
    return Receipt(tuple(saved), tuple(refused))


def _sound(file: File[bytes]) -> Sound:
    if file.size > sounds.LARGEST:  # before it is read into memory
        raise NotASound(Fault.TOO_BIG)
    return voicing.taken_in(file.read())


@transaction.atomic
def require(language: str, *, required: bool, now: datetime) -> None:
    """Let nothing be published in a language while a recording is missing, or let it again. Saying it twice is once."""
    if required:
        RequiredLanguage.objects.get_or_create(language=language, defaults={"since": now})
    else:
        RequiredLanguage.objects.filter(language=language).delete()


@transaction.atomic
def forget_removed(*, now: datetime) -> int:
    """Delete what was taken away long ago, with its files."""
    gone = list(Recording.objects.removed().filter(removed_at__lt=now - KEPT))
    Recording.objects.filter(pk__in=[one.pk for one in gone]).delete()
    for one in gone:
        for each in one.files:
            transaction.on_commit(lambda file=each: file.storage.delete(file.name))  # type: ignore[misc]
    return len(gone)


def make_light(recording: Recording) -> None:
    """Make what phones fetch of a recording. Twice is harmless; without ffmpeg it is heard as it came."""
    wanted = {name: rung for name, rung in _RUNGS.items() if not getattr(recording, name)}
    if not wanted:
        return
    with recording.file.open("rb") as file:
        content = file.read()
    try:
        made = {name: voicing.made(content, rung) for name, rung in wanted.items()}
    except (processes.NotInstalled, processes.Failed, NotASound) as error:
        logger.warning("Recording %s is heard as it came: %s", recording.pk, error)
        return
    for name, sound in made.items():
        kept = ContentFile(sound.content)
        getattr(recording, name).save(f"{secrets.token_hex(16)}.{sound.kind}", kept, save=False)
    recording.save(update_fields=[*made])
    transaction.on_commit(recordings.changed)
