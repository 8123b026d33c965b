"""What the worker does for this room."""

from django.utils import timezone

from certificates import actions
from work.tasking import outbox_task


@outbox_task
def make_pdf(serial: str) -> None:
    """Make the PDF of a certificate. While the machine lacks the libraries it fails, and the outbox asks again."""
    actions.make_pdf(serial=serial, now=timezone.now())
