"""Hands a course over, takes one in, and undoes that: what is taken in is taken in whole, in one transaction."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from typing import IO, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale

from accounts.models import User
from core import tongues
from courses import shelf
from courses.actions import open_library, open_site
from courses.models import CoursePage, HomePage
from handover import collect, difference, looking, records
from handover.archive import LIMITS, Archive, open_archive
from handover.faults import Fault, Problem, RefusedArchive
from handover.keepers.hand import Hand, InUse
from handover.keeping import KEEPERS, PAGE_KEEPERS, SHOWN
from handover.manifest import Made, Manifest
from handover.models import Base, Export, Import, Line, Provenance
from handover.records import PAGES, Fields, Kind, Record
from handover.vetting import vet
from work import outbox

ON_REQUEST = "By agreement with the institution"
EXPORT_TASK = "handover.tasks.make_export"
LOOK_TASK = "handover.tasks.look"
TAKE_TASK = "handover.tasks.take_over"
UNDO_TASK = "handover.tasks.undo"
_EVERY = 20  # files between two notes of progress


class NotNow(Exception):
    """The import is not in a state for this: it is being worked on, or it was done before."""


class Moved(Exception):
    """What is here has changed since somebody looked. Nothing was taken over; ``title`` is the first that moved."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


# ── Handing over ────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def ask_for_export(course: CoursePage, *, drafts: bool, licence: str, by: User, now: datetime) -> Export:
    """Promise an archive of a course; a worker makes it."""
    made = Export.objects.create(
        course=course.translation_key, title=course.title, drafts=drafts, licence=licence, by=by, at=now
    )
    outbox.enqueue(EXPORT_TASK, made.pk, now=now)
    return made


def make_export(export: Export, *, now: datetime) -> None:
    """Make the archive that was promised; made once, it stays. What cannot be handed over is written down with it."""
    if export.finished_at:
        return
    course = CoursePage.objects.get(translation_key=export.course, locale=Locale.get_default())
    note = _notes_of(export)
    with tempfile.TemporaryFile() as out:
        try:
            write_course(
                course, out, drafts=export.drafts, licence=export.licence, by=export.by.get_full_name(), now=now,
                progress=note,
            )  # fmt: skip
        except RefusedArchive as error:
            _finish(export, now=now, problems=_plain(error))
            return
        export.size, export.sha256 = out.tell(), _sha256(out)
        export.file.save(f"{course.slug}.zip", File(out), save=False)
    _finish(export, now=now, file=export.file.name, size=export.size, sha256=export.sha256)


def write_course(
    course: CoursePage, out: IO[bytes], *, drafts: bool, licence: str, by: str, now: datetime,
    progress: collect.Progress = lambda _done, _of: None,
) -> Manifest:  # fmt: skip
    """Write a course into a file that can be read back, and look at it as whoever gets it will.

    Raises ``collect.CannotHandOver``, and ``RefusedArchive`` where somebody changed the course meanwhile.
    """

    def signing(digest: str) -> Made:
        return _made(course, digest, licence=licence, by=by, now=now)

    with translation.override(settings.LANGUAGE_CODE):
        manifest = collect.write_archive(course, out, drafts=drafts, signing=signing, progress=progress)
        vet(open_archive(out))
    out.seek(0, 2)
    return manifest


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


# ── Taking in ───────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def receive(file: File[bytes], *, name: str, by: User | None, now: datetime) -> Import:
    """Keep an archive and promise to look at it. Raises ``RefusedArchive`` for one that is too large to keep."""
    received = keep(file, name=name, by=by, now=now)
    outbox.enqueue(LOOK_TASK, received.pk, now=now)
    return received


def keep(file: File[bytes], *, name: str, by: User | None, now: datetime) -> Import:
    """Keep an archive as it came, unread. Raises as ``receive`` does."""
    if file.size > LIMITS.packed:
        raise RefusedArchive([Problem(Fault.TOO_LARGE)])
    received = Import(name=name[-200:], by=by, at=now)
    received.file.save("course.zip", file, save=False)
    received.save()
    return received


def forget(received: Import) -> None:
    """Throw an archive away that was only looked at."""
    received.file.delete(save=False)
    received.delete()


def look(received: Import, *, now: datetime) -> None:
    """Read the archive and write down what taking it over would change, or everything that is wrong with it."""
    if received.state not in (Import.State.LOOKING, Import.State.LOOKED):
        return
    try:
        with _opened(received) as archive:
            vet(archive)
            with transaction.atomic():
                looking.write_lines(received, archive)
    except RefusedArchive as error:
        Import.objects.filter(pk=received.pk).update(state=Import.State.REFUSED, problems=_plain(error), looked_at=now)
        return
    manifest = archive.manifest
    about = {"made": asdict(manifest.made), "edition": manifest.edition, "languages": manifest.languages}
    Import.objects.filter(pk=received.pk).update(
        state=Import.State.LOOKED, title=manifest.title, looked_at=now,
        manifest={**about, "counts": dict(manifest.counts), "course": manifest.course, "digest": manifest.digest},
    )  # fmt: skip


@transaction.atomic
def decide(received: Import, *, choices: Mapping[str, str], publish: bool, by: User, now: datetime) -> None:
    """Say what is to be taken over; a worker does it. Raises ``NotNow``."""
    locked = _locked(received, Import.State.LOOKED)
    locked.choices, locked.publish, locked.by, locked.state = dict(choices), publish, by, Import.State.TAKING
    locked.save(update_fields=["choices", "publish", "by", "state"])
    outbox.enqueue(TAKE_TASK, locked.pk, now=now)


def take_over(received: Import, *, now: datetime) -> None:
    """Take over what was decided, all or nothing. Where something here has changed since, look again instead."""
    try:
        apply(received, now=now)
    except Moved as moved:
        Import.objects.filter(pk=received.pk).update(state=Import.State.LOOKED, left=[moved.title])
        received.refresh_from_db()
        look(received, now=now)
    except (ValidationError, IntegrityError) as error:
        # What no look could foresee, such as an address that somebody has just taken. Trying again would not help.
        problem = Problem(Fault.COLLIDES, what=str(error)[:200])
        Import.objects.filter(pk=received.pk).update(
            state=Import.State.REFUSED, problems=_plain(RefusedArchive([problem]))
        )


def apply(received: Import, *, now: datetime) -> None:
    """Write what was decided in one transaction. Raises ``Moved`` and ``NotNow``; then nothing has changed."""
    with _opened(received) as archive:
        hand = Hand(by=received.by, now=now, publish=received.publish, pieces=archive.chunks)
        try:
            with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
                _apply(_locked(received, Import.State.TAKING), archive, hand)
        except BaseException:
            for file in (file for file in hand.files if getattr(file, "_committed", True)):
                file.storage.delete(str(file.name))
            raise


def _apply(received: Import, archive: Archive, hand: Hand) -> None:
    taken = _remember_before(received, archive)
    _open_ground(archive)
    for kind in (Kind.MODULE, Kind.LESSON, Kind.COURSE):
        for record in _in_reading_order(archive, kind):
            if (kind, record.key) in taken:
                PAGE_KEEPERS[kind].plant(record, hand)
    for kind in Kind:
        for record in looking.records_of(archive, kind):
            if (kind, record.key) in taken:
                KEEPERS[kind].write(record, hand)
    if hand.publish:
        _show(taken, hand)
    _remember_bases(received, archive, taken)
    _sign(archive)
    received.state, received.taken_at, received.waiting, received.left = Import.State.TAKEN, hand.now, hand.waiting, []
    received.save(update_fields=["state", "taken_at", "waiting", "left"])
    transaction.on_commit(tongues.forget)
    transaction.on_commit(shelf.renew)


Taken = dict[tuple[Kind, str], None]


def _remember_before(received: Import, archive: Archive) -> Taken:
    """What is taken over, in its order; and for each what stood here before. Raises ``Moved``."""
    taken: Taken = {}
    lines = {(line.kind, line.key): line for line in received.lines.all()}
    for kind in Kind:
        for turn in looking.turns_of(archive, kind):
            here = looking.ours(turn)
            changed = []
            for record in turn:
                line = lines[kind.value, record.key]
                mine = here.get(record.key)
                if line.theirs != record.digest or line.ours != (records.digest(mine) if mine is not None else ""):
                    raise Moved(line.title)
                if looking.wanted(line, received.choices):
                    line.before, line.taken = mine, True
                    line.was_live = kind in SHOWN and SHOWN[kind].is_live(record.key)
                    changed.append(line)
                    taken[kind, record.key] = None
            Line.objects.bulk_update(changed, ["before", "taken", "was_live"])
    return taken


def _open_ground(archive: Archive) -> None:
    """The languages, and on an empty site the front door and the library."""
    for code in archive.manifest.languages:
        Locale.objects.get_or_create(language_code=code)
    home = HomePage.objects.filter(locale=Locale.get_default()).first()
    if home is None:
        address = urlsplit(settings.PUBLIC_URL)
        port = address.port or (443 if settings.HTTPS else 80)
        home = open_site(
            hostname=address.hostname or "localhost", port=port, title=settings.WAGTAIL_SITE_NAME, welcome="",
            introduction="",
        )  # fmt: skip
    open_library(home, title=_("Modules"))


def _in_reading_order(archive: Archive, kind: Kind) -> Iterator[Record]:
    """The source language before its translations, and lessons as their module lists them."""
    source = Locale.get_default().language_code
    place: dict[str, int] = {}
    if kind is Kind.LESSON:
        for module in looking.records_of(archive, Kind.MODULE):
            place |= {key: number for number, key in enumerate(module.fields["lessons"])}
    order = sorted(
        (language != source, place.get(key, 0), key, language)
        for key, _stroke, language in (record.key.partition("/") for record in looking.records_of(archive, kind))
    )
    wanted = {f"{key}/{language}": number for number, (_other, _place, key, language) in enumerate(order)}
    yield from sorted(looking.records_of(archive, kind), key=lambda record: wanted[record.key])


def _show(taken: Taken, hand: Hand) -> None:
    """Publish what review lets through: sources first, for translations look at them."""
    source = f"/{Locale.get_default().language_code}"
    for translated in (False, True):
        for kind in (Kind.MODULE, Kind.LESSON, Kind.COURSE):
            for key in [key for found, key in taken if found is kind and key.endswith(source) is not translated]:
                PAGE_KEEPERS[kind].show(key, hand)


def _remember_bases(received: Import, archive: Archive, taken: Taken) -> None:
    """How everything reads that is now the same on both sides."""
    same = set(received.lines.filter(verdict=difference.Verdict.SAME).values_list("kind", "key"))
    for kind in Kind:
        for turn in looking.turns_of(archive, kind):
            agreed = [one for one in turn if (kind, one.key) in taken or (kind.value, one.key) in same]
            Base.objects.filter(kind=kind, key__in=[one.key for one in agreed]).delete()
            Base.objects.bulk_create(Base(kind=kind, key=one.key, digest=difference.base_of(one)) for one in agreed)


def _sign(archive: Archive) -> None:
    """Whoever hands this on unchanged says from whom it came."""
    manifest = archive.manifest
    Provenance.objects.get_or_create(
        course=manifest.course, digest=manifest.digest,
        defaults={"at": datetime.fromisoformat(manifest.made.at), "by": manifest.made.by,
                  "institution": manifest.made.institution, "licence": manifest.made.licence},
    )  # fmt: skip


# ── Undoing ─────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def ask_to_undo(received: Import, *, by: User, now: datetime) -> None:
    """Promise to undo an import; a worker does it. Raises ``NotNow``."""
    locked = _locked(received, Import.State.TAKEN)
    locked.state, locked.undone_by = Import.State.UNDOING, by
    locked.save(update_fields=["state", "undone_by"])
    outbox.enqueue(UNDO_TASK, locked.pk, now=now)


@transaction.atomic
def undo_import(received: Import, *, now: datetime) -> None:
    """Put back what stood here before, as new revisions. What somebody changed since, or uses, stays: see ``left``.

    Raises ``NotNow``.
    """
    locked = _locked(received, Import.State.UNDOING)
    hand = Hand(by=locked.undone_by, now=now, publish=True, pieces=_no_pieces)
    with translation.override(settings.LANGUAGE_CODE):
        lines = list(locked.lines.filter(taken=True).order_by("-position"))
        # All are looked at first: taking a lesson away changes what its module says.
        changed = {line.pk for line in lines if not _untouched(line)}
        left = [line.title for line in lines if line.pk in changed or not _put_back(line, hand)]
    locked.state, locked.undone_at, locked.left = Import.State.UNDONE, now, left
    locked.save(update_fields=["state", "undone_at", "left"])
    transaction.on_commit(shelf.renew)


def _untouched(line: Line) -> bool:
    """Whether nobody has changed since what this import wrote. What is gone is gone."""
    kind = Kind(line.kind)
    here = KEEPERS[kind].read([line.key], drafts=True).get(line.key)
    base = Base.objects.filter(kind=kind, key=line.key).values_list("digest", flat=True).first()
    return here is None or base == difference.base_of(Record(kind, line.key, here))


def _put_back(line: Line, hand: Hand) -> bool:
    """False where something has come to lean on it: then it is only hidden."""
    kind = Kind(line.kind)
    try:
        with transaction.atomic():
            _write_back(line, line.before, hand)
    except InUse:
        if kind in SHOWN:
            SHOWN[kind].hide(line.key, hand)
        return False
    Base.objects.filter(kind=kind, key=line.key).delete()
    if line.base_before:
        Base.objects.create(kind=kind, key=line.key, digest=line.base_before)
    return True


def _write_back(line: Line, before: Fields | None, hand: Hand) -> None:
    kind = Kind(line.kind)
    if before is None:
        KEEPERS[kind].erase(line.key, hand)
        return
    hand.publish = line.was_live
    KEEPERS[kind].write(Record(kind, line.key, before), hand)
    if kind in PAGES and line.was_live:
        PAGE_KEEPERS[kind].show(line.key, hand)


def _no_pieces(name: str) -> Iterator[bytes]:
    raise LookupError(name)


# ── What they share ─────────────────────────────────────────────────────────────────────────────


@contextmanager
def _opened(received: Import) -> Iterator[Archive]:
    """The archive on a file of our own: storage elsewhere need not be able to jump about."""
    with tempfile.TemporaryFile() as copy:
        with received.file.open("rb") as sent:
            for piece in sent.chunks():
                copy.write(piece)
        yield open_archive(copy)


def _locked(received: Import, state: Import.State) -> Import:
    # Lock first: two tabs can decide about the same import, and a task can come twice.
    locked: Import = Import.objects.select_for_update().get(pk=received.pk)
    if locked.state != state:
        raise NotNow(locked.state)
    return locked


def _plain(error: RefusedArchive) -> list[dict[str, str]]:
    return [{"fault": one.fault.value, "where": one.where, "what": one.what} for one in error.problems]


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    mark = sha256()
    while piece := file.read(1024 * 1024):
        mark.update(piece)
    file.seek(0)
    return mark.hexdigest()
