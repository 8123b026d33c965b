"""Small packages, and the short way to a content that plays."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import h5p_making as making
from django.core.files.base import ContentFile
from django.utils.module_loading import import_string

from accounts.models import User
from h5p import actions
from h5p.models import Interactive, Library, Upload
from work.models import OutboxItem


def card(*, greeting: str = "Hi", patch: int = 3, script: bytes = b"/* card */", **manifest: Any) -> bytes:
    """A valid package with one library; another patch or script makes another library of it."""
    described = json.loads(making.card()["H5P.Card-1.0/library.json"]) | {"patchVersion": patch}
    files = making.card(
        **{
            "h5p.json": json.dumps(making.manifest(**manifest)).encode(),
            "content/content.json": json.dumps({"greeting": greeting, "image": {"path": "images/sun.png"}}).encode(),
            "H5P.Card-1.0/library.json": json.dumps(described).encode(),
            "H5P.Card-1.0/js/main.js": script,
        }
    )
    return making.archive(files).getvalue()


def questions() -> bytes:
    """A package with the content types that are scored again on the server, and nothing asked."""
    return making.question_package().getvalue()


@dataclass(frozen=True)
class Desk:
    author: User
    administrator: User
    now: datetime

    def bring(self, data: bytes, name: str = "card.h5p", *, by: User | None = None, into: Interactive | None = None):
        """A file on its way in, looked at."""
        file = ContentFile(data, name=name)
        upload = actions.receive(file, name=name, by=by or self.author, now=self.now, replaces=into)
        self.work()
        return Upload.objects.get(pk=upload.pk)

    def allow(self, upload: Upload) -> Upload:
        actions.approve(upload=upload, by=self.administrator, now=self.now)
        self.work()
        return Upload.objects.get(pk=upload.pk)

    def content(self, data: bytes | None = None, *, into: Interactive | None = None) -> Interactive:
        """A content that plays."""
        upload = self.bring(data or card(), into=into)
        if upload.state == Upload.State.ASKING:
            upload = self.allow(upload)
        return Interactive.objects.select_related("version").get(pk=upload.made.content_id)

    @staticmethod
    def work() -> None:
        """What the worker would do, until nothing is left to do."""
        while items := list(OutboxItem.objects.open().filter(task__startswith="h5p.").order_by("pk")):
            for item in items:
                import_string(item.task)(*item.arguments)
                OutboxItem.objects.filter(pk=item.pk).update(done_at=item.made_at, due_at=None)

    @staticmethod
    def installed() -> set[str]:
        return {f"{one.machine_name} {one.version}" for one in Library.objects.all()}
