"""Takes in what somebody decided to take in: all of it stays, or nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale

from core import tongues
from courses import shelf
from courses.actions import open_library, open_site
from courses.models import HomePage
from handover import difference, looking, records
from handover.actions.receiving import look, refuse
from handover.actions.shifts import Shift, begun, opened
from handover.actions.undoing import put_back
from handover.archive import Archive
from handover.difference import Verdict
from handover.faults import Fault, Problem, RefusedArchive
from handover.keepers.hand import Hand
from handover.keeping import KEEPERS, LONG, PAGE_KEEPERS, SHOWN
from handover.models import Base, Import, Line, Provenance
from handover.records import BY_LANGUAGE, Kind, Record
from media.films.faults import NotAFilm


class Moved(Exception):
    """What is here has changed since somebody looked. Nothing was taken over; ``title`` is the first that moved."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


def take_over(received: Import, *, now: datetime) -> None:
    """Take over what was decided, all or nothing. Where something here has changed since, look again instead."""
    try:
        apply(received, now=now)
    except Moved as moved:
        Import.objects.filter(pk=received.pk).update(state=Import.State.LOOKED, left=[moved.title])
        received.refresh_from_db()
        look(received, now=now)
    except (ValidationError, IntegrityError, NotAFilm) as error:
        # What no look could foresee, such as an address that somebody has just taken. Trying again would not help.
        what = error.messages[0] if isinstance(error, ValidationError) else str(error)
        refuse(received, RefusedArchive([Problem(Fault.COLLIDES, what=what[:200])]), now=now)


def apply(received: Import, *, now: datetime) -> None:
    """Write what was decided, as drafts; then show it to readers, if that was wished.

    It is written in short turns, and put back where it cannot be written whole. Run again after a worker died, it
    puts back what that one wrote and begins anew, or goes on showing. Raises ``Moved`` and ``NotNow``.
    """
    with (
        begun(received, Import.State.TAKING) as shift,
        opened(received) as archive,
        translation.override(settings.LANGUAGE_CODE),
    ):
        hand = Hand(by=received.by, now=now, pieces=archive.chunks, pulse=shift.goes_on)
        if shift.received.taken_at is None:
            put_back(shift, hand)
            _write_or_put_back(shift, archive, hand)
        if shift.received.publish:
            _show(shift, hand)
        with shift.turn() as mine:
            mine.state, mine.waiting, mine.left = Import.State.TAKEN, hand.waiting, []
            mine.save(update_fields=["state", "waiting", "left"])
            transaction.on_commit(shelf.renew)


def _write_or_put_back(shift: Shift, archive: Archive, hand: Hand) -> None:
    try:
        _write(shift, archive, hand)
    except BaseException:
        put_back(shift, hand)
        _drop_files(hand)
        raise


def _write(shift: Shift, archive: Archive, hand: Hand) -> None:
    shift.each(_turns(archive), lambda turn: _mark(shift.received, turn))
    with shift.turn():
        _open_ground(archive)
    taken = _keys(shift.received.lines.filter(taken=True))
    pages = (record for kind in PAGE_KEEPERS for record in _in_reading_order(archive, kind))
    shift.each(_among(pages, taken), lambda record: PAGE_KEEPERS[record.kind].plant(record, hand))
    for kind in Kind:
        doing = shift.one_by_one if kind in LONG else shift.each
        doing(_among(looking.records_of(archive, kind), taken), lambda record: KEEPERS[record.kind].write(record, hand))
    agreed = taken | _keys(shift.received.lines.filter(verdict=Verdict.SAME))
    shift.each(_turns(archive), lambda turn: _remember_bases([*_among(turn, agreed)]))
    with shift.turn() as mine:
        _sign(archive)
        mine.taken_at = hand.now
        mine.save(update_fields=["taken_at"])
        transaction.on_commit(tongues.forget)


def _drop_files(hand: Hand) -> None:
    """Files know no transaction: those whose rows are gone go, too."""
    for file in (file for file in hand.files if getattr(file, "_committed", True)):
        if not type(file.instance)._default_manager.filter(pk=file.instance.pk).exists():
            file.storage.delete(str(file.name))


def _turns(archive: Archive) -> Iterator[list[Record]]:
    return (turn for kind in Kind for turn in looking.turns_of(archive, kind))


def _keys(lines: QuerySet[Line]) -> frozenset[tuple[str, str]]:
    return frozenset(lines.values_list("kind", "key"))


def _among(listed: Iterable[Record], keys: frozenset[tuple[str, str]]) -> Iterator[Record]:
    return (record for record in listed if (record.kind.value, record.key) in keys)


def _mark(received: Import, turn: list[Record]) -> None:
    """Note what of a handful is taken over, and what stands here before. Raises ``Moved``."""
    kind = turn[0].kind
    here = looking.ours(turn)
    lines = {line.key: line for line in received.lines.filter(kind=kind, key__in=[record.key for record in turn])}
    changed = []
    for record in turn:
        line, mine = lines[record.key], here.get(record.key)
        if line.theirs != record.digest or line.ours != (records.digest(mine) if mine is not None else ""):
            raise Moved(line.title)
        if looking.wanted(line, received.choices):
            line.before, line.taken = mine, True
            line.was_live = kind in SHOWN and SHOWN[kind].is_live(record.key)
            changed.append(line)
    Line.objects.bulk_update(changed, ["before", "taken", "was_live"])


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


def _show(shift: Shift, hand: Hand) -> None:
    """Let readers see what review lets through: sources first, for translations look at them; the course last."""
    source = f"/{Locale.get_default().language_code}"
    for translated in (False, True):
        for kind in SHOWN:
            lines = shift.received.lines.filter(taken=True, kind=kind).defer("before", "changes")
            wanted = [one for one in lines if (kind in BY_LANGUAGE and not one.key.endswith(source)) is translated]
            shift.each(wanted, partial(_show_one, hand=hand))


def _show_one(line: Line, hand: Hand) -> None:
    try:
        with transaction.atomic():
            SHOWN[Kind(line.kind)].show(line.key, hand)
    except (ValidationError, IntegrityError):
        # All is written, and the rest can be shown: this one waits for a person, as what review holds does.
        hand.waiting.append(line.title)


def _remember_bases(agreed: list[Record]) -> None:
    """How a handful reads that is now the same on both sides."""
    if agreed:
        Base.objects.filter(kind=agreed[0].kind, key__in=[one.key for one in agreed]).delete()
    Base.objects.bulk_create(Base(kind=one.kind, key=one.key, digest=difference.base_of(one)) for one in agreed)


def _sign(archive: Archive) -> None:
    """Whoever hands this on unchanged says from whom it came."""
    manifest = archive.manifest
    Provenance.objects.get_or_create(
        course=manifest.course, digest=manifest.digest,
        defaults={"at": datetime.fromisoformat(manifest.made.at), "by": manifest.made.by,
                  "institution": manifest.made.institution, "licence": manifest.made.licence},
    )  # fmt: skip
