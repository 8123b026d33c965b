"""What an import would change or has changed, group by group, for a person to decide about. Only reads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.templatetags.baon import language_name
from handover import keys as names
from handover.difference import TAKEN_UNLESS_KEPT, Verdict
from handover.models import Import, Line
from handover.records import BY_LANGUAGE, PAGES, Kind
from handover.wording import KINDS, NOTES, VERDICTS, Words
from media.models import Track

SHOWN = 60


@dataclass(frozen=True)
class Shown:
    """One line for people."""

    kind: Words
    title: str
    language: str
    changes: list[dict[str, str]]
    size: int
    taken: bool


@dataclass
class Part:
    """Lines of one group and one verdict. ``name`` is the name of its field in the form."""

    name: str
    group: str
    verdict: Verdict
    title: str
    count: int = 0
    size: int = 0
    lines: list[Shown] = field(default_factory=list)

    @property
    def said(self) -> Words:
        return VERDICTS[self.verdict]

    @property
    def decidable(self) -> bool:
        return self.verdict in TAKEN_UNLESS_KEPT

    @property
    def left_out(self) -> int:
        return self.count - len(self.lines)

    @property
    def note(self) -> Words:
        """What to do about lines that nobody can decide about."""
        return NOTES.get(self.verdict, "")


def tally(received: Import) -> list[tuple[Words, int]]:
    counted = Counter(received.lines.values_list("verdict", flat=True))
    return [(VERDICTS[verdict], counted[verdict]) for verdict in Verdict if counted[verdict]]


def decisions(received: Import) -> list[tuple[str, Verdict]]:
    """The groups about which somebody must decide."""
    asked = received.lines.filter(verdict__in=[verdict.value for verdict in TAKEN_UNLESS_KEPT])
    pairs = dict.fromkeys(asked.order_by("position").values_list("group", "verdict"))
    return [(group, Verdict(verdict)) for group, verdict in pairs]


def parts(received: Import) -> tuple[Part, ...]:
    """Everything that is not the same on both sides, what must be decided first. Two queries."""
    lines = received.lines.defer("before")
    titles = _titles(received)
    found: dict[str, Part] = {}
    for line in lines.exclude(verdict=Verdict.SAME):
        name = f"{line.group}:{line.verdict}"
        part = found.setdefault(name, Part(name, line.group, Verdict(line.verdict), _title(line.group, titles)))
        part.count += 1
        part.size += line.size
        if len(part.lines) < SHOWN:
            part.lines.append(_shown(line))
    return tuple(sorted(found.values(), key=lambda part: not part.decidable))


def _titles(received: Import) -> dict[tuple[str, str], str]:
    """What modules, topics and places are called, in the source language where there is one."""
    source = f"/{settings.LANGUAGE_CODE}"
    named = received.lines.filter(kind__in=[Kind.MODULE, Kind.TOPIC, Kind.PLACE])
    found: dict[tuple[str, str], str] = {}
    for kind, key, title in named.values_list("kind", "key", "title"):
        bare = names.of_page(key)[0] if kind in PAGES else key.rpartition("/")[2]
        if (kind, bare) not in found or key.endswith(source):
            found[kind, bare] = title
    return found


def _shown(line: Line) -> Shown:
    kind = Kind(line.kind)
    said: Words = KINDS[kind]
    language = names.of_page(line.key)[1] if kind in BY_LANGUAGE else ""
    if kind is Kind.TRACK:
        _film, which, language = names.of_track(line.key)
        said = capfirst(Track.Kind(which).label)
    return Shown(said, line.title, language, line.changes, line.size, line.taken)


def _title(group: str, titles: dict[tuple[str, str], str]) -> str:
    what, _stroke, which = group.partition("/")
    if what == "module":
        return titles.get((Kind.MODULE, which), _("Module"))
    if what == "questions":
        return _("Questions: %(topic)s") % {"topic": titles.get((Kind.TOPIC, which), which)}
    if what == "facts":
        return _("Facts: %(place)s") % {"place": titles.get((Kind.PLACE, which), which)}
    if what == "translations":
        return _("Translated passages: %(language)s") % {"language": language_name(which)}
    if what == "captions":
        return _("Words of films: %(language)s") % {"language": language_name(which)}
    if what == "recordings":
        return _("Recordings: %(language)s") % {"language": language_name(which)}
    plain = {
        "course": _("Course, quizzes, certificate"),
        "words": _("Countries, topics, phrases, glossary"),
        "media": _("Pictures and documents"),
        "shared": _("Shared passages"),
        "films": _("Films and sound"),
        "h5p": _("H5P contents"),
    }
    return plain[what]
