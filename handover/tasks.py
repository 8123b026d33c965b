"""What the worker does for this room. Each looks at what state its row is in, and bears being run again."""

from celery import shared_task
from django.utils import timezone

from handover import actions
from handover.models import Export, Import
from work.tasking import outbox_task


@outbox_task
def make_export(pk: int) -> None:
    actions.make_export(Export.objects.get(pk=pk), now=timezone.now())


@outbox_task
def look(pk: int) -> None:
    actions.look(Import.objects.get(pk=pk), now=timezone.now())


@outbox_task
def take_over(pk: int) -> None:
    received = Import.objects.get(pk=pk)
    if received.state == Import.State.TAKING:
        actions.take_over(received, now=timezone.now())


@outbox_task
def undo(pk: int) -> None:
    received = Import.objects.get(pk=pk)
    if received.state == Import.State.UNDOING:
        actions.undo_import(received, now=timezone.now())


@shared_task
def forget_replaced_films() -> None:
    actions.forget_replaced(now=timezone.now())
