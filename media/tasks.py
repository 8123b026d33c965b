"""What the worker does for this room. Doing it twice is harmless."""

from celery import shared_task
from django.utils import timezone

from media import actions, drafting
from media.films import actions as films
from media.models import Drafting, Film, FilmUpload, Recording
from work.tasking import outbox_task


@shared_task
def forget_removed_recordings() -> int:
    """Delete recordings that were taken away a month ago, with their files."""
    return actions.forget_removed(now=timezone.now())


@outbox_task
def look_at_film(pk: str) -> None:
    if upload := FilmUpload.objects.select_related("by", "replaces").filter(pk=pk).first():
        films.look_at(upload=upload, now=timezone.now())


@outbox_task
def make_next(key: str) -> None:
    """One thing of a film, so that other work has its turn in between."""
    if film := Film.objects.filter(pk=key).first():
        films.make_next(film=film, now=timezone.now())


@shared_task
def forget_old_uploads() -> int:
    """Forget files of films that came a week ago, and what killed workers left."""
    return films.forget_old(now=timezone.now())


@outbox_task
def make_voice_light(pk: int) -> None:
    if recording := Recording.objects.filter(pk=pk).first():
        actions.make_light(recording)


@outbox_task
def make_drafts(pk: int) -> None:
    """One turn of reading aloud, so that other work has its turn in between."""
    if going := Drafting.objects.filter(pk=pk, done_at=None).first():
        drafting.go_on(going)
