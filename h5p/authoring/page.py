"""What the page of words shows: each text with its field, and beside it what it says in the original. Saves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from h5p_python import Shelf

from h5p.authoring.reading import Part, Text, parts
from h5p.authoring.rewriting import Problem, at
from h5p.authoring.wording import PROBLEMS
from h5p.models import Interactive, InteractiveVersion, Translation

PREFIX = "w."


@dataclass(frozen=True)
class Field:
    """One text in the form. ``words`` stand in its field; ``is_changed`` says that the original was, since."""

    text: Text
    words: str
    problem: str = ""
    is_changed: bool = False

    @property
    def name(self) -> str:
        return PREFIX + self.text.name

    @property
    def rows(self) -> int:
        return min(12, max(2, 1 + len(max(self.words, self.text.shown, key=len)) // 60))


@dataclass(frozen=True)
class Group:
    part: Part
    fields: tuple[Field, ...]

    @property
    def has_problem(self) -> bool:
        return any(field.problem for field in self.fields)


@dataclass(frozen=True)
class Work:
    """A content, the edition whose words are changed, and the language they go to, where it is another."""

    version: InteractiveVersion
    shelf: Shelf
    target: str = ""

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return parts(
            self.version.params, self.version.main_key, self.shelf,
            reader=(get_language() or "en").partition("-")[0], source=self.version.content.language, target=self.target,
        )  # fmt: skip

    @cached_property
    def known(self) -> Translation | None:
        """What was translated before."""
        rows = Translation.objects.filter(of=self.version.content_id, language=self.target)
        return rows.select_related("content").first() if self.target else None


def newest(content: Interactive) -> InteractiveVersion:
    return content.versions.select_related("content").latest("number")


def said(post: Mapping[str, str]) -> dict[str, str]:
    """What was written, by the names of texts. NUL, which no database takes, is no sign that anybody writes."""
    fields = ((name.removeprefix(PREFIX), words) for name, words in post.items() if name.startswith(PREFIX))
    return {name: str(words).replace("\0", "") for name, words in fields}


def groups(
    work: Work, *, written: Mapping[str, str] | None = None, problems: Mapping[str, Problem] | None = None
) -> tuple[Group, ...]:
    """All fields, in their groups: with what was written, else with what there is."""
    begun = _Begun.of(work)
    wrong = {name: str(PROBLEMS[problem]) for name, problem in (problems or {}).items()}
    shown = (Group(part, tuple(_fields(_to_write(part, work), begun, written, wrong))) for part in work.parts)
    return tuple(group for group in shown if group.fields)


def _to_write(part: Part, work: Work) -> list[Text]:
    """Where nothing stands, nothing is to be translated."""
    return [text for text in part.texts if text.value.strip() or not work.target]


def _fields(
    texts: Iterable[Text], begun: _Begun, written: Mapping[str, str] | None, problems: Mapping[str, str]
) -> Iterator[Field]:
    for text in texts:
        words = (written or {}).get(text.name)
        start = begun.words(text) if words is None else words
        yield Field(text, start, problems.get(text.name, ""), begun.is_changed(text))


@dataclass(frozen=True)
class _Begun:
    """What stands in the fields at first: the words themselves; of a translation those of before, or what the makers
    of a library say in that language."""

    translating: bool
    before: Mapping[str, Any] | None = None
    original: Mapping[str, Any] | None = None

    @classmethod
    def of(cls, work: Work) -> _Begun:
        known = work.known
        if known is None:
            return cls(bool(work.target))
        original = work.version.content.versions.filter(number=known.number).first()
        return cls(True, newest(known.content).params, original.params if original else None)

    def words(self, text: Text) -> str:
        if not self.translating:
            return text.shown
        before = at(self.before or {}, text.paths[0])
        if isinstance(before, str) and before and before != at(self.original or {}, text.paths[0]):
            return text.as_shown(before)
        return text.as_shown(text.suggested)

    def is_changed(self, text: Text) -> bool:
        return self.original is not None and at(self.original, text.paths[0]) != text.value
