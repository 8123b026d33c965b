"""The worker's way: from the outbox to the PDF."""

from __future__ import annotations

from contextlib import suppress

from certificates import pdf, tasks
from certificates.models import CertificateFile
from work import outbox
from work.models import OutboxItem


def run(item: OutboxItem) -> OutboxItem:
    OutboxItem.objects.filter(pk=item.pk).update(sends=1)
    with suppress(pdf.Unavailable):
        outbox.run(tasks.make_pdf, item.pk, sending=1)
    item.refresh_from_db()
    return item


def test_the_task_is_known_to_the_worker_by_the_name_in_the_outbox(certificate):
    from config.celery import app

    app.loader.import_default_modules()
    assert OutboxItem.objects.get().task in app.tasks


def test_the_promise_is_kept(certificate, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda *_args, **_kwargs: b"%PDF-1.7 quick")
    assert run(OutboxItem.objects.get()).done_at is not None
    assert CertificateFile.objects.get().certificate == certificate


def test_without_the_libraries_the_promise_stays_open(certificate, monkeypatch):
    monkeypatch.setattr(pdf, "available", lambda: pdf.Engine(False, "no Pango here"))
    item = run(OutboxItem.objects.get())
    assert (item.done_at, item.last_error) == (None, "Unavailable: no Pango here")
    assert item.due_at is not None
