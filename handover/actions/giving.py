"""Hands a course over: an archive is promised, made once, and signed by whoever first made that content."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import file_digest
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import translation
from wagtail.models import Locale

from accounts.models import User
from courses.models import CoursePage
from handover import collect
from handover.archive import open_archive
from handover.faults import RefusedArchive, plain
from handover.manifest import Made
from handover.models import Export, Provenance
from handover.vetting import vet
from media.films import keeping
from work import outbox

ON_REQUEST = "By agreement with the institution"
EXPORT_TASK = "handover.tasks.make_export"
_EVERY = 20  # files between two notes of progress


@transaction.atomic
def ask_for_export(course: CoursePage, *, drafts: bool, films: bool, licence: str, by: User, now: datetime) -> Export:
    """Promise an archive of a course; a worker makes it."""
    made = Export.objects.create(
        course=course.translation_key,
        title=course.title,
        drafts=drafts,
        films=films,
        licence=licence,
        by=by,
        at=now,
    )
    outbox.enqueue(EXPORT_TASK, made.pk, now=now)
    return made


def make_export(export: Export, *, now: datetime) -> None:
    """Make the archive that was promised; made once, it stays. What cannot be handed over is written down with it."""
    if export.finished_at:
        return
    course = CoursePage.objects.get(translation_key=export.course, locale=Locale.get_default())
    note = _notes_of(export)
    with keeping.scratch() as folder, (folder / "course.zip").open("w+b") as out:
        try:
            written = write_course(
                course, out, drafts=export.drafts, with_films=export.films, licence=export.licence,
                by=export.by.get_full_name(), now=now, progress=note,
            )  # fmt: skip
        except RefusedArchive as error:
            _finish(export, now=now, problems=plain(error.problems))
            return
        out.seek(0)
        export.sha256 = file_digest(out, "sha256").hexdigest()
        export.size = out.tell()
        export.file.save(f"{course.slug}.zip", File(out), save=False)
    left = list(written.left) if export.films else []
    _finish(export, now=now, file=export.file.name, size=export.size, sha256=export.sha256, left=left)


def write_course(
    course: CoursePage, out: IO[bytes], *, drafts: bool, licence: str, by: str, now: datetime,
    with_films: bool = True, progress: collect.Progress = lambda _done, _of: None,
) -> collect.Written:  # fmt: skip
    """Write a course into a file that can be read back, and look at it as whoever gets it will.

    Raises ``collect.CannotHandOver``, and ``RefusedArchive`` where somebody changed the course meanwhile.
    """

    def signing(digest: str) -> Made:
        return _made(course, digest, licence=licence, by=by, now=now)

    with translation.override(settings.LANGUAGE_CODE):
        written = collect.write_archive(
            course, out, drafts=drafts, with_films=with_films, signing=signing, progress=progress
        )
        vet(open_archive(out))
    out.seek(0, 2)
    return written


def _made(course: CoursePage, digest: str, *, licence: str, by: str, now: datetime) -> Made:
    kept, _new = Provenance.objects.get_or_create(
        course=course.translation_key, digest=digest,
        defaults={"at": now.replace(microsecond=0), "by": by[:200], "institution": settings.CERTIFICATE_ISSUER[:200],
                  "licence": licence or ON_REQUEST},
    )  # fmt: skip
    if licence and licence != kept.licence:
        kept.licence = licence
        kept.save(update_fields=["licence"])
    return Made(f"{kept.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", kept.by, kept.institution, kept.licence)


def _notes_of(export: Export) -> collect.Progress:
    def note(done: int, of: int) -> None:
        if done % _EVERY == 0:
            Export.objects.filter(pk=export.pk).update(done=min(done, of), of=of)

    return note


def _finish(export: Export, *, now: datetime, **values: Any) -> None:
    Export.objects.filter(pk=export.pk).update(finished_at=now, **values)
