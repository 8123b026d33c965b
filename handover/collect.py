"""Writes a course into an archive, piece by piece: at no time does more than a handful of records stand in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from django.conf import settings

from courses.models import CoursePage
from handover import aloud, closure, records
from handover import keys as names
from handover.archive import LIMITS
from handover.crossing import Outgoing
from handover.faults import RefusedArchive
from handover.keepers import films, interactive, media, recordings
from handover.keepers.bank import Questions
from handover.keepers.shared import Shared
from handover.keeping import KEEPERS, PAGE_KEEPERS, in_turns
from handover.manifest import FORMAT, OLDER, Made, Manifest, digest_of
from handover.packing import Packer
from handover.records import FILES, Kind, Record

# Bytes of which an archive has room, beside words, pictures and recordings.
MOST_OF_FILMS = 1_400_000_000
MOST_OF_H5P = 200_000_000

Progress = Callable[[int, int], None]
Signing = Callable[[str], Made]


class CannotHandOver(RefusedArchive):
    """The course holds what no archive may, such as a text with a script. ``problems`` say where."""


@dataclass(frozen=True)
class Written:
    """What is in an archive; ``left`` are the titles of films and contents whose files did not go along."""

    manifest: Manifest
    left: tuple[str, ...]


def write_archive(
    course: CoursePage, out: IO[bytes], *, drafts: bool, with_films: bool, signing: Signing, progress: Progress
) -> Written:
    """The whole course with all it needs; with ``drafts`` as it was last saved, else as readers have it.

    Without films they are named all the same. ``signing`` says who made a content of this digest, and when. Raises
    ``CannotHandOver``.
    """
    writer = _Writer(course, out, drafts=drafts, with_films=with_films, progress=progress)
    return Written(writer.write(signing), tuple(writer.left))


class _Writer:
    def __init__(
        self, course: CoursePage, out: IO[bytes], *, drafts: bool, with_films: bool, progress: Progress
    ) -> None:
        self._course = course
        self._drafts = drafts
        self._with_films = with_films
        self._progress = progress
        self._packer = Packer(out)
        self._closure = closure.pages_of(course, drafts=drafts)
        self._across = Outgoing(pages=self._closure.pages, shared=closure.shared(drafts=drafts))
        self._counts: Counter[str] = Counter()
        self._fact_codes: set[str] = set()
        self._topics: set[str] = set()
        self._edition = ""
        self._taken: set[str] = set()
        self._marks: set[str] = set()  # of all words that are said aloud
        self._format = OLDER
        self.left: list[str] = []

    def write(self, signing: Signing) -> Manifest:
        quizzes = closure.quizzes_of(self._pages())
        self._shared()
        self._many(Kind.PASSAGES, self._closure.keys[Kind.PASSAGES])
        self._many(Kind.QUIZ, quizzes)
        self._questions(quizzes)
        self._beside()
        self._media()
        self._films()
        self._interactive()
        self._recordings()
        if self._across.problems:
            raise CannotHandOver(self._across.problems)
        manifest = self._manifest(signing)
        self._packer.finish(manifest)
        return manifest

    def _pages(self) -> Iterator[records.Fields]:
        """Each page is written as it goes by; what it names is remembered."""
        for kind, keeper in PAGE_KEEPERS.items():
            for turn in in_turns(self._closure.keys[kind]):
                found = keeper.read(turn, drafts=self._drafts, crossing=self._across)
                for key in turn:
                    self._add(self._page_file(kind, key), [Record(kind, key, found[key])])
                    self._remember(kind, found[key])
                    yield found[key]

    def _shared(self) -> None:
        """What lessons show of passages that stand in many; what those name comes along, too."""
        codes = [code for what, code in self._across.codes if what == "shared"]
        keys = closure.shared_of(codes, drafts=self._drafts)
        for turn in in_turns(keys):
            self._each(Kind.SHARED, turn, Shared().read(turn, drafts=self._drafts, crossing=self._across))
        self._many(Kind.SHARED_WORDS, [key for key in keys if names.of_page(key)[1] != settings.LANGUAGE_CODE])

    def _questions(self, quizzes: Sequence[str]) -> None:
        """A file for each; the pictures in them come along."""
        keys = closure.questions_of(list(quizzes), drafts=self._drafts)
        for turn in in_turns(keys):
            self._each(Kind.QUESTION, turn, Questions().read(turn, drafts=self._drafts, crossing=self._across))
        for template in self._one(Kind.TEMPLATE, closure.templates_of(keys)):
            self._remember(Kind.TEMPLATE, template.fields)

    def _many(self, kind: Kind, keys: Sequence[str]) -> None:
        """A file for each."""
        for turn in in_turns(keys):
            self._each(kind, turn, KEEPERS[kind].read(turn, drafts=self._drafts))

    def _each(self, kind: Kind, keys: Sequence[str], found: Mapping[str, records.Fields]) -> None:
        for key in (key for key in keys if key in found):
            record = Record(kind, key, found[key])
            self._remember(kind, record.fields)
            self._add(self._file(record), [record])

    def _remember(self, kind: Kind, fields: records.Fields) -> None:
        """What a record names that must come along."""
        if kind is Kind.QUESTION:
            self._fact_codes |= {code for code in (fields["fact"], fields["origin_fact"]) if code}
        self._fact_codes |= {fields["fact_key"]} if kind is Kind.TEMPLATE else set()
        self._topics |= {fields["topic"]} if fields.get("topic") else set()
        self._topics |= {part["topic"] for part in fields.get("parts", ())}
        for part in (fields, *fields.get("modules", ())):
            self._across.codes |= {("destination", code) for code in part.get("destinations", ())}

    def _beside(self) -> None:
        """Words and facts, a file for each sort or place."""
        named: dict[str, set[str]] = defaultdict(set)
        for what, code in self._across.codes:
            named[what].add(code)
        codes = sorted(named["fact_key"] | self._fact_codes)
        facts = closure.facts_of(codes, drafts=self._drafts)
        by_place: dict[str, list[str]] = defaultdict(list)
        for key in facts:
            _code, destination, origin = names.of_fact(key)
            by_place[f"to-{destination}" if destination else f"from-{origin}"].append(key)
        for place, keys in sorted(by_place.items()):
            self._one(Kind.FACT, keys, f"{FILES[Kind.FACT]}{place.lower()}.json")
        terms = self._one(Kind.TERM, closure.terms())
        self._topics |= {term.fields["topic"] for term in terms if term.fields["topic"]}
        self._one(Kind.FACT_KEY, codes)
        self._one(Kind.PHRASE, sorted(named["phrase"]))
        self._one(Kind.PLACE, closure.places_of(facts, self._across.codes))
        self._one(Kind.TOPIC, sorted(self._topics))
        for rule in self._one(Kind.CERTIFICATE, [str(self._closure.course)]):
            self._edition = rule.fields["edition"]

    def _media(self) -> None:
        for kind in (Kind.PICTURE, Kind.DOCUMENT):
            there = sorted({(name, pk) for found, pk, name in self._across.media if found is kind})
            for name, pk in there:
                media.remember(kind, pk, name)
            for record in self._one(kind, sorted({name for name, _pk in there})):
                self._packer.add_pieces(record.fields["file"], media.pieces_of(kind, record.key))

    def _films(self) -> None:
        """The smallest first, so that as many as possible go along; of the others it is told which they are."""
        keys = films.with_others(self._across.keys[Kind.FILM])
        there = self._read(Kind.FILM, keys)
        listed, room = [], MOST_OF_FILMS if self._with_films else 0
        for record in sorted(there, key=lambda record: (record.fields["bytes"], record.key)):
            size, file = record.fields["bytes"], record.fields["file"]
            if size > min(room, LIMITS.film) or not films.is_kept(record.key):
                listed.append(self._left_behind(record))
                continue
            listed.append(record)
            if file not in self._packer.files:
                room -= size
                self._packer.add_pieces(file, films.pieces_of(record.key))
        self._list(Kind.FILM, listed)
        self._many(Kind.TRACK, films.tracks_of(record.key for record in listed))

    def _interactive(self) -> None:
        listed, room = [], MOST_OF_H5P
        for record in self._read(Kind.INTERACTIVE, sorted(self._across.keys[Kind.INTERACTIVE])):
            try:
                with interactive.written(record.key) as (file, size):
                    if size > min(room, LIMITS.medium):
                        raise interactive.LibrariesMissing(record.key)
                    if record.fields["file"] not in self._packer.files:
                        self._packer.add_pieces(record.fields["file"], interactive.pieces_of(file))
                        room -= size
                listed.append(record)
            except interactive.LibrariesMissing:
                listed.append(self._left_behind(record))
        self._list(Kind.INTERACTIVE, listed)

    def _left_behind(self, record: Record) -> Record:
        self.left.append(record.fields["title"])
        return Record(record.kind, record.key, {name: said for name, said in record.fields.items() if name != "file"})

    def _recordings(self) -> None:
        """The voices of the words that go along. The same sound of two words is one file."""
        along = recordings.to_take_along(self._marks)
        for language, keys in along.items():
            for record in self._one(Kind.RECORDING, keys, f"{FILES[Kind.RECORDING]}{language}.json"):
                if record.fields["file"] not in self._packer.files:
                    self._packer.add_pieces(record.fields["file"], recordings.pieces_of(record.key))

    def _one(self, kind: Kind, keys: Sequence[str], file: str = "") -> list[Record]:
        """One file for all. Nothing, where there is nothing."""
        listed = self._read(kind, keys)
        self._list(kind, listed, file)
        return listed

    def _read(self, kind: Kind, keys: Sequence[str]) -> list[Record]:
        found: dict[str, records.Fields] = {}
        for turn in in_turns(keys):
            found |= KEEPERS[kind].read(turn, drafts=self._drafts)
        return [Record(kind, key, found[key]) for key in keys if key in found]

    def _list(self, kind: Kind, listed: Sequence[Record], file: str = "") -> None:
        if listed:
            self._add(file or FILES[kind], sorted(listed, key=lambda record: record.key))

    def _file(self, record: Record) -> str:
        if record.kind is Kind.PASSAGES:
            return self._page_file(record.kind, record.key)
        if record.kind in (Kind.SHARED, Kind.SHARED_WORDS):
            return self._shared_file(record.kind, record.key)
        folder = FILES[record.kind]
        if record.kind is Kind.TRACK:
            film, kind, language = names.of_track(record.key)
            return f"{folder}{language}/{film}-{kind}.json"
        if record.kind is Kind.QUESTION:
            topic = record.fields["topic"]
            folder += records.plain_name(topic, key=topic) + "/"
        return self._free(f"{folder}{records.plain_name(record.key, key=record.key)}.json", record.key)

    def _page_file(self, kind: Kind, key: str) -> str:
        stable, language = names.of_page(key)
        path = "/".join(records.plain_name(slug, key=slug) for slug in self._closure.slugs[stable])
        return self._free(f"{FILES[kind]}{language}/{path}.json", stable)

    def _shared_file(self, kind: Kind, key: str) -> str:
        code, language = names.of_page(key)
        return self._free(f"{FILES[kind]}{language}/{records.plain_name(code, key=code)}.json", code)

    def _free(self, file: str, key: str) -> str:
        if file.lower() not in self._taken:
            self._taken.add(file.lower())
            return file
        return f"{file.removesuffix('.json')}-{records.plain_name('', key=key)}.json"

    def _add(self, file: str, listed: Sequence[Record]) -> None:
        self._packer.add(file, records.dump(listed))
        self._counts.update(record.kind.value for record in listed)
        if any(record.is_newer for record in listed):
            self._format = FORMAT
        self._marks.update(*map(aloud.marks_of, listed))
        pages = self._closure.keys
        self._progress(len(self._packer.files), sum(map(len, pages.values())))

    def _manifest(self, signing: Signing) -> Manifest:
        languages = {names.of_page(key)[1] for key in self._closure.keys[Kind.COURSE] + self._closure.keys[Kind.LESSON]}
        return Manifest(
            course=str(self._closure.course),
            title=self._course.title[:200],
            edition=self._edition,
            made=signing(digest_of(self._packer.files)),
            languages=tuple(sorted(languages)),
            counts=dict(self._counts),
            files=self._packer.files,
            format=self._format,
        )
