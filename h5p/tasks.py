"""What the worker does for this room. Doing it twice is harmless."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from h5p import actions
from h5p.models import InteractiveVersion, Upload
from work.tasking import outbox_task


@outbox_task
def look_at_upload(pk: str) -> None:
    if upload := Upload.objects.select_related("by", "replaces").filter(pk=pk).first():
        actions.look_at(upload=upload, now=timezone.now())


@outbox_task
def make_bundle(pk: int) -> None:
    if version := InteractiveVersion.objects.select_related("content").filter(pk=pk).first():
        actions.build(version=version, now=timezone.now())


@shared_task
def forget_old_uploads() -> int:
    """Forget packages that came a month ago, and files that nothing needs any more."""
    now = timezone.now()
    return actions.forget_old(now=now) + actions.sweep(now=now)
