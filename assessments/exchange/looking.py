"""Says of every question in a file what taking it would do: new, changed, as it is, or refused. Writes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Q
from modeltranslation.utils import build_localized_fieldname

from assessments.exchange.rows import Standing, standing
from assessments.faults import problems
from assessments.formats.drafts import Draft, DraftOption, Refusal, Remark, RowError, Texts, excerpt
from assessments.formats.merging import key_of, merged
from assessments.models import ImportLine
from core.models import Topic
from media.models import Picture

AT_ONCE = 200
_LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
_ENGLISH_FIRST = (settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES))


class Refused(ValueError):
    """This bank does not take the question."""

    def __init__(self, *notes: tuple[str, str]) -> None:
        super().__init__(str(notes))
        self.notes = notes


@dataclass(frozen=True)
class Library:
    """The pictures that some questions name: those that are there, by number and by title."""

    numbers: frozenset[int] = frozenset()
    named: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def number_of(self, title: str) -> int:
        """Raises ``Refused`` where no picture is called so, or several are."""
        found = self.named.get(title, ())
        if len(found) != 1:
            raise Refused((Refusal.SEVERAL_PICTURES if found else Refusal.UNKNOWN_PICTURE, excerpt(title)))
        return found[0]


@dataclass
class Look:
    """One look through a file. ``chosen`` is the code of the topic for questions that name none that is known."""

    chosen: str
    topics: Mapping[str, str]
    met: dict[str, tuple[int, int]] = field(default_factory=dict)
    number: int = 0

    def lines(self, found: Iterable[Draft | RowError]) -> Iterator[list[ImportLine]]:
        """A line for each question, some hundred at a time. A flat number of queries for each such handful."""
        source = iter(found)
        while some := list(islice(source, AT_ONCE)):
            keys = {key_of(draft) for draft in some if isinstance(draft, Draft)}
            there, pictures = standing(keys), _pictures(some)
            yield [self._line(one, there, pictures) for one in some]

    def _line(self, found: Draft | RowError, there: Mapping[str, Standing], pictures: Library) -> ImportLine:
        self.number += 1
        line = ImportLine(number=self.number, line=found.line, outcome=ImportLine.Outcome.REFUSED)
        if isinstance(found, RowError):
            line.title, line.notes = found.what[:100], [(found.reason, found.what)]
            return line
        line.key, line.title = key_of(found), _title(found)
        try:
            self._judge(line, found, there.get(line.key), pictures)
        except Refused as refused:
            line.notes = list(refused.notes)
        return line

    def _judge(self, line: ImportLine, draft: Draft, was: Standing | None, pictures: Library) -> None:
        self._check_words(line, draft)
        remarks = [*draft.remarks]
        known, lost = _with_known_pictures(_numbered(draft, pictures), pictures)
        remarks += [Remark.PICTURE_UNKNOWN] if lost else []
        topic, by_choice = self._topic(draft, was)
        remarks += [Remark.TOPIC_CHOSEN] if by_choice else []
        entry = merged(known, was.entry if was else None, key=line.key, topic=topic, fresh=lambda: str(uuid.uuid4()))
        if found := problems(entry.question):
            raise Refused(*((problem.value, "") for problem in found))
        line.before = was.content if was else None
        line.after = {**entry.content, "retired_at": ""}
        line.outcome = _outcome(line.before, line.after)
        if was and was.row.template and line.outcome != ImportLine.Outcome.SAME:
            line.outcome = ImportLine.Outcome.REFUSED
            raise Refused((Refusal.MADE_FROM_FACT, ""))
        if line.before and line.before["retired_at"]:
            remarks.append(Remark.BACK_IN_USE)
        line.notes = [(remark.value, "") for remark in remarks]

    def _check_words(self, line: ImportLine, draft: Draft) -> None:
        number, first = self.met.setdefault(line.key, (line.number, line.line))
        if number != line.number:
            raise Refused((Refusal.TWICE_IN_FILE, str(first)))
        if unknown := {code for texts in _all_texts(draft) for code in texts} - _LANGUAGES:
            raise Refused((Refusal.UNKNOWN_LANGUAGE, ", ".join(sorted(unknown))))

    def _topic(self, draft: Draft, was: Standing | None) -> tuple[str, bool]:
        """The innermost part of the path that is known; else what stands; else what was chosen, and that it was."""
        for part in reversed(draft.topic.split("/")):
            if code := self.topics.get(part.strip().casefold()):
                return code, False
        if was:
            return was.entry.question.topic, False
        if not self.chosen:
            raise Refused((Refusal.UNKNOWN_TOPIC, excerpt(draft.topic)))
        return self.chosen, True


def topic_names() -> dict[str, str]:
    """The code of each topic by its code and by its names in all languages. One query."""
    found: dict[str, str] = {}
    for topic in Topic.objects.all():
        names = [getattr(topic, build_localized_fieldname("name", code)) for code in _LANGUAGES]
        found |= {str(name).casefold(): topic.code for name in names if name}
        found[topic.code.casefold()] = topic.code
    return found


def _outcome(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> ImportLine.Outcome:
    if before is None:
        return ImportLine.Outcome.NEW
    return ImportLine.Outcome.SAME if before == after else ImportLine.Outcome.CHANGED


def _title(draft: Draft) -> str:
    return excerpt(next((text for code in _ENGLISH_FIRST if (text := draft.stem.get(code, ""))), ""))


def _all_texts(draft: Draft) -> Iterator[Texts]:
    yield from (draft.stem, draft.scene, draft.unit, draft.feedback_right, draft.feedback_wrong)
    for option in draft.options:
        yield from (option.text, option.match, option.feedback)


def _pictures(some: Sequence[Draft | RowError]) -> Library:
    """Those of the library that these questions name. One query, or none."""
    naming = [one for draft in some if isinstance(draft, Draft) for one in draft.pictured]
    numbers = {one.picture for one in naming if one.picture}
    titles = {one.picture_name for one in naming if one.picture_name}
    if not numbers and not titles:
        return Library()
    named: dict[str, tuple[int, ...]] = {}
    rows = Picture.objects.filter(Q(pk__in=numbers) | Q(title__in=titles)).order_by("pk").values_list("pk", "title")
    for pk, title in rows:
        named[title] = (*named.get(title, ()), pk)
    return Library(frozenset(pk for pk, _title in rows), named)


def _numbered(draft: Draft, pictures: Library) -> Draft:
    """The draft with the numbers of the pictures that it calls by their titles. Raises ``Refused``."""
    options = tuple(
        replace(one, picture=pictures.number_of(one.picture_name), picture_name="") if one.picture_name else one
        for one in draft.options
    )
    number = pictures.number_of(draft.picture_name) if draft.picture_name else draft.picture
    return replace(draft, options=options, picture=number, picture_name="")


def _with_known_pictures(draft: Draft, pictures: Library) -> tuple[Draft, bool]:
    """The draft without numbers that no picture here has, and whether there were any. What stood stays."""

    def known(pk: int | None) -> int | None:
        return pk if not pk or pk in pictures.numbers else None

    options: tuple[DraftOption, ...] = tuple(replace(one, picture=known(one.picture)) for one in draft.options)
    made = replace(draft, picture=known(draft.picture), options=options)
    return made, made != draft
