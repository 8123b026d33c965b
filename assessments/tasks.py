"""What the worker does for this room. Doing it twice is harmless."""

from celery import shared_task
from django.utils import timezone

from assessments.exchange import importing
from assessments.models import QuestionImport
from assessments.statistics import counting
from assessments.surveys import actions as surveys
from work.tasking import outbox_task


@outbox_task
def count_items() -> None:
    counting.count_items(now=timezone.now())


@outbox_task
def look_through(pk: int) -> None:
    importing.look(QuestionImport.objects.get(pk=pk))


@outbox_task
def take_over(pk: int) -> None:
    importing.take_over(QuestionImport.objects.get(pk=pk), now=timezone.now())


@outbox_task
def undo_import(pk: int) -> None:
    importing.undo(QuestionImport.objects.get(pk=pk), now=timezone.now())


@shared_task
def count_items_nightly() -> None:
    """Promise the count that the morning's table shows."""
    counting.ask_to_count(now=timezone.now())


@shared_task
def forget_spent_slips() -> int:
    """Delete the marks of survey forms that could not be sent again anyway."""
    return surveys.forget_slips(now=timezone.now())
