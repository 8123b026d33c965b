"""Reads every record of an archive and says everything that is wrong with any, before one of them is believed.

Only reads: the archive piece by piece, and from the site no more than whether a key is known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page

from courses.models import LessonPage, ModulePage, SharedPassage
from handover import keys as names
from handover import meaning, records, richtext, streams
from handover.archive import Archive
from handover.columns import LANGUAGES
from handover.faults import Fault, Problem, RefusedArchive
from handover.keepers import films, interactive, media, recordings
from handover.keepers.pages import MODELS
from handover.keeping import KEEPERS
from handover.kinds import shape_of
from handover.manifest import NAME as MANIFEST
from handover.manifest import Listed
from handover.records import BY_LANGUAGE, PAGES, Kind, Record
from handover.strict import Unfit
from media.films.faults import Fault as FilmFault
from media.sounds import Sound
from media.spoken import mark

MOST_RECORDS = 20_000
MOST_MEDIA = 500
MEDIA = frozenset({Kind.PICTURE, Kind.DOCUMENT, Kind.RECORDING, Kind.FILM, Kind.INTERACTIVE})
_STREAMS: dict[Kind, dict[str, Any]] = {
    Kind.MODULE: {"objectives": ModulePage._meta.get_field("objectives")},
    Kind.LESSON: {name: LessonPage._meta.get_field(name) for name in ("cast", "body")},
    Kind.SHARED: {"body": SharedPassage._meta.get_field("body")},
}
_ALONE = BY_LANGUAGE | {Kind.QUESTION, Kind.QUIZ, Kind.CERTIFICATE}  # one to a file
_NAMED: dict[str, tuple[Kind, Callable[[str], str]]] = {
    "fact_key": (Kind.FACT_KEY, str),
    "phrase": (Kind.PHRASE, str),
    "destination": (Kind.PLACE, "destination/{}".format),
    "origin": (Kind.PLACE, "origin/{}".format),
    "shared": (Kind.SHARED, lambda code: names.page(code, settings.LANGUAGE_CODE)),
}


def vet(archive: Archive) -> dict[str, Any]:
    """What was found in H5P contents that ask for libraries which nobody has allowed, by key.

    Raises ``RefusedArchive`` with all problems, unless there is none.
    """
    vetting = _Vetting(archive)
    problems = [*vetting.problems()]
    if problems:
        raise RefusedArchive(problems)
    return vetting.asks


class _Vetting:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.asks: dict[str, Any] = {}
        self._seen: set[tuple[Kind, str]] = set()
        self._pages: dict[str, Kind] = {}
        self._needed: dict[tuple[Kind, str], str] = {}  # with the record that first needs it
        self._linked: dict[str, str] = {}
        self._claimed: set[str] = set()
        self._counts: Counter[str] = Counter()

    def problems(self) -> Iterator[Problem]:
        for name in self._archive.names:
            if name.endswith(".json"):
                yield from self._in_file(name)
        manifest = self._archive.manifest
        if dict(self._counts) != dict(manifest.counts):
            yield Problem(Fault.WRONG_COUNT, MANIFEST)
        yield from self._whole(manifest.course)
        unclaimed = {name for name in self._archive.names if not name.endswith(".json")} - self._claimed
        yield from (Problem(Fault.UNLISTED_FILE, name) for name in sorted(unclaimed))
        yield from self._dangling()
        yield from self._other_things()

    def _in_file(self, name: str) -> Iterator[Problem]:
        try:
            for record in records.read(self._archive.read(name)):
                if name not in records.files_of(record.kind, [name]):
                    yield Problem(Fault.UNKNOWN_KIND, name, record.kind)
                else:
                    yield from self._in_record(record, name)
        except RefusedArchive as error:
            yield from error.problems
        except Unfit as error:
            yield Problem(error.fault, name, error.what)

    def _in_record(self, record: Record, name: str) -> Iterator[Problem]:
        where = name if record.kind in _ALONE else f"{name} {record.key}"
        self._counts[record.kind.value] += 1
        if not names.fits(record.kind, record.key):
            yield Problem(Fault.WRONG_TYPE, where, "key")
            return
        if (record.kind, record.key) in self._seen:
            yield Problem(Fault.SAME_KEY, where)
        self._seen.add((record.kind, record.key))
        if len(self._seen) > MOST_RECORDS:
            raise RefusedArchive([Problem(Fault.TOO_MANY_FILES)])
        wrong = [Problem(fault, where, at) for fault, at in shape_of(record.kind, record.key).faults(record.fields, "")]
        yield from wrong
        if not wrong:
            yield from self._meaning(record, where)

    def _meaning(self, record: Record, where: str) -> Iterator[Problem]:
        """What a shape cannot say."""
        if record.kind in PAGES:
            yield from self._page(record, where)
        if record.kind is Kind.SHARED:
            yield from self._shared(record, where)
        for field, model_field in _STREAMS.get(record.kind, {}).items():
            looking = _Looking(self, where)
            streams.carry(model_field.stream_block, record.fields[field], looking, field)
            yield from looking.problems
        yield from meaning.problems(record, where)
        if record.kind in MEDIA:
            yield from self._medium(record, where)
        for kind, key in meaning.needs(record):
            self.need(kind, key, where)

    def _page(self, record: Record, where: str) -> Iterator[Problem]:
        stable, language = names.of_page(record.key)
        if language not in LANGUAGES:
            yield Problem(Fault.UNKNOWN_LANGUAGE, where)
        if self._pages.setdefault(stable, record.kind) is not record.kind:
            yield Problem(Fault.SAME_KEY, where)
        self.need(record.kind, names.page(stable, Locale.get_default().language_code), where)

    def _shared(self, record: Record, where: str) -> Iterator[Problem]:
        code, language = names.of_page(record.key)
        if language not in LANGUAGES:
            yield Problem(Fault.UNKNOWN_LANGUAGE, where)
        self.need(Kind.SHARED, names.page(code, settings.LANGUAGE_CODE), where)

    def _medium(self, record: Record, where: str) -> Iterator[Problem]:
        file = record.fields.get("file")
        if file is None:
            return
        self._claimed.add(file)
        sounds = self._counts[Kind.RECORDING.value]
        if sounds > recordings.MOST or len(self._claimed) - sounds > MOST_MEDIA:
            raise RefusedArchive([Problem(Fault.TOO_MANY_FILES)])
        if file not in self._archive.manifest.files:
            yield Problem(Fault.MISSING_FILE, where, file)
            return
        try:
            yield from self._taken_apart(record, file, where)
        except RefusedArchive as error:
            yield from error.problems

    def _taken_apart(self, record: Record, file: str, where: str) -> Iterator[Problem]:
        """Raises ``RefusedArchive`` where the file is not what its kind may be."""
        if record.kind is Kind.FILM:
            yield from _film(record, self._archive.manifest.files[file], where)
            films.look_through(self._archive.chunks(file), record.fields)
        elif record.kind is Kind.INTERACTIVE:
            looked = interactive.look_through(self._archive.chunks(file), file)
            if looked.asks:
                self.asks[record.key] = looked.found
        elif record.kind is Kind.RECORDING:
            yield from _recording(record, recordings.taken_apart(self._archive.read(file), file), where)
        else:
            media.clean(record.kind, self._archive.read(file), file)

    def need(self, kind: Kind, key: str, where: str) -> None:
        self._needed.setdefault((kind, key), where)

    def link(self, key: str, where: str) -> None:
        self._linked.setdefault(key, where)

    def _whole(self, course: str) -> Iterator[Problem]:
        """One course, and the rule of no other."""
        others = {key for kind, key in self._seen if kind is Kind.COURSE and names.of_page(key)[0] != course}
        others |= {key for kind, key in self._seen if kind is Kind.CERTIFICATE and key != course}
        yield from (Problem(Fault.OTHER_THING, f"course {key}") for key in sorted(others))
        if (Kind.COURSE, names.page(course, Locale.get_default().language_code)) not in self._seen:
            yield Problem(Fault.DANGLING, MANIFEST, f"course {course}")

    def _dangling(self) -> Iterator[Problem]:
        """What is named and neither in the archive nor here."""
        missing: dict[Kind, list[str]] = defaultdict(list)
        for kind, key in self._needed.keys() - self._seen:
            missing[kind].append(key)
        for kind, keys in missing.items():
            here = KEEPERS[kind].read(keys, drafts=True)
            for key in sorted(set(keys) - here.keys()):
                fault = Fault.NO_PASSAGE if kind is Kind.SHARED else Fault.DANGLING
                yield Problem(fault, self._needed[kind, key], f"{kind} {key}")
        unknown = self._linked.keys() - self._pages.keys()
        here_too = Page.objects.filter(translation_key__in=unknown).values_list("translation_key", flat=True)
        for key in sorted(unknown - set(map(str, here_too))):
            yield Problem(Fault.DANGLING, self._linked[key], key)

    def _other_things(self) -> Iterator[Problem]:
        """Keys that are something else here."""
        keys = list(self._pages)
        for page in Page.objects.filter(translation_key__in=keys).select_related("content_type"):
            key = str(page.translation_key)
            if page.content_type.model_class() is not MODELS[self._pages[key]]:
                yield Problem(Fault.OTHER_THING, f"{self._pages[key]} {key}", page.title)
        for key in (key for kind, key in self._seen if kind is Kind.PASSAGES):
            if not any((kind, key) in self._seen for kind in PAGES):
                yield Problem(Fault.DANGLING, f"{Kind.PASSAGES} {key}")
        for key in (key for kind, key in self._seen if kind is Kind.SHARED_WORDS):
            if (Kind.SHARED, key) not in self._seen:
                yield Problem(Fault.DANGLING, f"{Kind.SHARED_WORDS} {key}")


class _Looking:
    """Goes through a stream only to see what is in it."""

    def __init__(self, vetting: _Vetting, where: str) -> None:
        self._vetting = vetting
        self._where = where
        self.problems: list[Problem] = []

    def medium(self, kind: Kind, name: Any, at: str) -> Any:
        if isinstance(name, str) and names.fits(kind, name):
            self._vetting.need(kind, name, self._where)
        else:
            self.fault(Fault.WRONG_TYPE, at)

    def text(self, html: str, at: str) -> str:
        if not richtext.is_plain(html):
            self.fault(Fault.UNSAFE_TEXT, at)
        for kind, name in richtext.links(html):
            if kind == "document":
                self._vetting.need(Kind.DOCUMENT, name, self._where)
            else:
                self._vetting.link(name, self._where)
        return html

    def kept(self, kind: Kind, key: str, at: str) -> None:
        """It need not be there: archives of the first format name such keys and carry no more of them."""

    def named(self, what: str, code: str, at: str) -> bool:
        kind, key_of = _NAMED[what]
        key = key_of(code)
        if names.fits(kind, key):
            self._vetting.need(kind, key, self._where)
        else:
            self.fault(Fault.WRONG_TYPE, at)
        return True

    def fault(self, fault: Fault, at: str) -> None:
        self.problems.append(Problem(fault, self._where, at))


def _recording(record: Record, sound: Sound, where: str) -> Iterator[Problem]:
    """It is known by its words, and lasts as long as it says."""
    fields = record.fields
    if record.key != mark(fields["language"], fields["words"]) or fields["seconds"] != sound.seconds:
        yield Problem(Fault.BAD_RECORDING, where)


def _film(record: Record, listed: Listed, where: str) -> Iterator[Problem]:
    """It is the very file that the record speaks of."""
    fields = record.fields
    named = PurePosixPath(fields["file"]).stem
    if {named, fields["sha256"]} != {listed.sha256} or fields["bytes"] != listed.size:
        yield Problem(Fault.BAD_FILM, where, FilmFault.NOT_WHOLE.value)
