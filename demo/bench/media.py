"""A film of 1080p with a voice becomes all its renditions by a worker that is killed on the way; what they weigh."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.utils import timezone

from accounts.actions import create_staff
from core import processes
from core.processes import Limits
from demo.bench.server import ROOT, bare, manage
from media import ladder
from media.captions.actions import say_elsewhere
from media.films import actions, ffmpeg
from media.ladder import voiced
from media.models import Film, FilmRendition
from work import outbox

WORKER = [sys.executable, "-m", "celery", "--quiet", "-A", "config", "worker", "-c", "1", "-l", "ERROR"]
LEASE_SECONDS = 5
PATIENCE_SECONDS = 600
INTO_IT_SECONDS = 0.3
PLAYER = ROOT / "media" / "static" / "media" / "film.js"
VOICE = "ar"
DEADLY = ("240p", voiced("240p", VOICE), "360p")  # at these the worker dies: in turn, as often as was asked for


def run(*, seconds: int, kills: int) -> dict[str, Any]:
    """In a database and folder of its own, and in a process of its own, whose settings know only those."""
    with bare() as environment:
        environment["QUEUE_LEASE_SECONDS"] = str(LEASE_SECONDS)
        film = film_of(seconds, folder=Path(environment["VAR_DIR"]))
        voice = voice_of(seconds, folder=Path(environment["VAR_DIR"]))
        asked = ["bench", "filming", "--file", str(film), "--voice", str(voice), "--kills", str(kills)]
        said = manage(asked, environment)
        measured: dict[str, Any] = json.loads(said.splitlines()[-1])
        measured.pop("files")
        return measured


def film_of(seconds: int, *, folder: Path) -> Path:
    """Full HD from ffmpeg's own sources: a picture in which everything moves, and a tone. Harder than any lesson."""
    path = folder / "film.mp4"
    processes.run(
        [ffmpeg.program(), *ffmpeg.QUIET, "-f", "lavfi", "-i", f"testsrc2=s=1920x1080:r=30:d={seconds}", "-f", "lavfi",
         "-i", f"sine=440:d={seconds}", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac",
         "-metadata", "title=Somebody's house", path],
        limits=Limits(seconds=PATIENCE_SECONDS, memory=ffmpeg.MEMORY), folder=folder,
    )  # fmt: skip
    return path


def voice_of(seconds: int, *, folder: Path) -> Path:
    """A sound as long as the film."""
    path = folder / "voice.mp3"
    processes.run(
        [ffmpeg.program(), *ffmpeg.QUIET, "-f", "lavfi", "-i", f"sine=330:d={seconds}", path],
        limits=Limits(seconds=PATIENCE_SECONDS, memory=ffmpeg.MEMORY), folder=folder,
    )  # fmt: skip
    return path


def take_and_kill(*, path: str, voice: str, kills: int) -> dict[str, Any]:
    """Bring the files in, and let workers make them ready in the database of this process, killing them on the way."""
    _bring(Path(path), Path(voice), now=timezone.now())
    began, killed, first_made = time.monotonic(), 0, {}
    for turn in range(kills):
        worker = _start()
        _wait(lambda turn=turn: _is_begun(DEADLY[turn % len(DEADLY)]))  # type: ignore[misc]
        time.sleep(INTO_IT_SECONDS)
        killed += not _is_ready()
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        first_made = _made_at() | first_made
    worker = _start()
    _wait(_is_ready)
    worker.terminate()
    worker.wait(timeout=60)
    again = sum(at != first_made[name] for name, at in _made_at().items() if name in first_made)
    return _figures() | {"kills": killed, "made_again": again, "seconds": round(time.monotonic() - began, 1)}


def _bring(path: Path, voice: Path, *, now: datetime) -> None:
    """The film as an author sends it, under a name that has its voice already."""
    author = create_staff(email="bench@baon.example", name="Bench", password=None, now=now)
    film = Film.objects.create(title="Film", made_at=now)
    say_elsewhere(film, language=VOICE, other=actions.take_in(voice, name="Voice", by=author, now=now), now=now)
    with path.open("rb") as file:
        actions.receive(File(file, name="film.mp4"), name="film.mp4", by=author, replaces=film, now=now)


def _figures() -> dict[str, Any]:
    film = Film.objects.get(kind=Film.Kind.VIDEO)
    made = {one.name: one for one in film.renditions.filter(state=FilmRendition.State.MADE)}
    sound = min((made[name] for name in ("opus", "aac")), key=lambda one: one.bytes)
    return {
        "kb_per_min_240p": round(ladder.a_minute(made["240p"].bytes, film.seconds) / 1000),
        "kb_per_min_audio": round(ladder.a_minute(sound.bytes, film.seconds) / 1000),
        "player_js_kb": round(len(gzip.compress(PLAYER.read_bytes(), 9)) / 1000, 1) if PLAYER.exists() else None,
        "renditions": len(made),
        "files": {name: str(one.file.name) for name, one in made.items()},
    }


def _is_begun(name: str) -> bool:
    begun = [FilmRendition.State.MAKING, FilmRendition.State.MADE]
    return FilmRendition.objects.filter(name=name, state__in=begun).exists()


def _is_ready() -> bool:
    return not Film.objects.filter(state=Film.State.MAKING).exists()


def _made_at() -> dict[str, Any]:
    made = FilmRendition.objects.filter(film__kind=Film.Kind.VIDEO, made_at__isnull=False)
    return dict(made.values_list("name", "made_at"))


def _start() -> subprocess.Popen[bytes]:
    """A worker that leads a process group, so that it is killed with its children."""
    with (Path(settings.VAR_DIR) / "worker.log").open("ab") as log:
        return subprocess.Popen(WORKER, cwd=ROOT, start_new_session=True, stdout=log, stderr=log)  # noqa: S603 -- our own command


def _wait(ready: Callable[[], bool]) -> bool:
    """The sweeper, which beat would call, follows what died."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if ready():
            return True
        outbox.sweep(now=timezone.now())
        time.sleep(0.1)
    return False
