"""Reads questions in Moodle's XML, one at a time, and never follows what an XML file may ask of its reader.

Writes nothing. Source of the shape: Moodle's documentation of its XML format and what Moodle 4 writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import IO, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate

from assessments.formats import tags
from assessments.formats.drafts import (
    Draft,
    DraftOption,
    Refusal,
    RefusedQuestion,
    Remark,
    RowError,
    Unreadable,
    UnreadableFile,
    vetted,
)
from assessments.formats.texts import amount, clean, plain_words, size_of
from assessments.questions import GAP_MARK, Kind, Number

_PIECE = 64 * 1024
_DEEPEST = 30
_ROOT = re.compile(r"^\s*(\$\w+\$/)?(top/|top$)?")
_MARKED_UP = frozenset({"html", "moodle_auto_format", "markdown"})
_UNMARKED = frozenset({"answer", "selectoption"})  # plain where they name no format


def read(file: IO[bytes], *, language: str) -> Iterator[Draft | RowError]:
    """The questions of a file, in this language, as they are asked for. Raises ``UnreadableFile``."""
    topic = ""
    for line, node in _questions(file):
        kind = node.get("type", "")
        if kind == "category":
            topic = clean(_ROOT.sub("", node.findtext("category/text", "")))
            continue
        try:
            yield vetted(_Reader(node, line, language).draft(topic))
        except RefusedQuestion as refused:
            yield RowError(line, refused.reason, refused.what)


def _questions(file: IO[bytes]) -> Iterator[tuple[int, Element]]:
    """Every ``question`` with its line, built while the file is read and forgotten after."""
    size_of(file)
    made = _Builder()
    try:
        while piece := file.read(_PIECE):
            made.parser.Parse(piece, False)
            yield from made.taken()
        made.parser.Parse(b"", True)
    except UnreadableFile:
        raise
    except (ExpatError, LookupError, ValueError) as error:
        raise UnreadableFile(Unreadable.NOT_XML, str(getattr(error, "lineno", ""))) from error
    yield from made.taken()


class _Builder:
    """Builds each question of a quiz apart. A document type, which entities need, ends the reading."""

    def __init__(self) -> None:
        self.parser = ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self._depth = 0
        self._line = 0
        self._tree: TreeBuilder | None = None
        self._made: list[tuple[int, Element]] = []

    def taken(self) -> list[tuple[int, Element]]:
        made, self._made = self._made, []
        return made

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._depth and name != "quiz":
            raise UnreadableFile(Unreadable.NOT_MOODLE)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnreadableFile(Unreadable.UNSAFE)
        if self._depth == 2:
            self._tree, self._line = TreeBuilder(), self.parser.CurrentLineNumber
        if self._tree is not None:
            self._tree.start(name, attributes)

    def _data(self, text: str) -> None:
        if self._tree is not None:
            self._tree.data(text)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._tree is None:
            return
        self._tree.end(name)
        if self._depth == 1:
            if name == "question":
                self._made.append((self._line, self._tree.close()))
            self._tree = None


def _refuse_doctype(*_declared: object) -> NoReturn:
    raise UnreadableFile(Unreadable.UNSAFE)


class _Reader:
    """Takes one question apart. What it loses on the way is gathered in ``remarks``."""

    def __init__(self, node: Element, line: int, language: str) -> None:
        self.node = node
        self.line = line
        self.language = language
        self.remarks: dict[Remark, None] = {}
        self.tags = tuple(clean(tag.findtext("text", "")) for tag in node.findall("tags/tag"))

    def draft(self, topic: str) -> Draft:
        named = self.node.get("type", "")
        read_one = _KINDS.get(named)
        if read_one is None:
            raise RefusedQuestion(_REFUSED.get(named, Refusal.UNKNOWN_KIND), named[:40])
        draft = read_one(self)
        scene, stem = tags.scene_and_stem(self._words(self.node.find("questiontext")), self.tags)
        return replace(
            draft, line=self.line, stem=self._said(stem), scene=self._said(scene) if scene else {},
            key=clean(self.node.findtext("idnumber", "")), topic=topic, remarks=tuple(self.remarks),
            **tags.told(self.tags),
        )  # fmt: skip

    def choice(self) -> Draft:
        one = self.node.findtext("single", "true").strip() in ("true", "1")
        kinds = (Kind.SINGLE, Kind.SCENARIO) if one else (Kind.MULTIPLE,)
        kind = tags.kind_told(self.tags, *kinds) or kinds[0]
        return self._combined(Draft(0, kind, {}, tuple(self._option(node, one=one) for node in self._answers())))

    def _option(self, node: Element, *, one: bool) -> DraftOption:
        share = _share(node)
        if one and 0 < share < 100:
            self.remarks[Remark.PARTIAL_CREDIT] = None
        correct = share >= 100 if one else share > 0
        return DraftOption(self._said(self._words(node)), correct=correct, feedback=self._feedback(node))

    def truth(self) -> Draft:
        found = {self._words(node).casefold(): node for node in self._answers()}
        if set(found) != {"true", "false"}:
            raise RefusedQuestion(Refusal.UNKNOWN_KIND, "truefalse")
        options = tuple(
            DraftOption(correct=_share(found[name]) >= 100, feedback=self._feedback(found[name]))
            for name in ("true", "false")
        )
        return self._general(Draft(0, Kind.TRUE_FALSE, {}, options))

    def matching(self) -> Draft:
        options = []
        for node in self.node.findall("subquestion"):
            text, partner = self._words(node), self._words(node.find("answer"))
            if text:
                options.append(DraftOption(self._said(text), self._said(partner)))
            else:
                self.remarks[Remark.EXTRA_PARTNER] = None
        repeated = len({option.match[self.language] for option in options}) < len(options)
        guessed = Kind.GROUPS if repeated else Kind.MATCHING
        kind = tags.kind_told(self.tags, Kind.MATCHING, Kind.GROUPS) or guessed
        return self._combined(Draft(0, kind, {}, tuple(options)))

    def numeric(self) -> Draft:
        answers = [(node, self._words(node)) for node in self._answers()]
        right = [(node, text) for node, text in answers if text != "*" and _share(node) >= 100]
        if len(right) != 1:
            raise RefusedQuestion(Refusal.SEVERAL_NUMBERS if right else Refusal.NOT_A_NUMBER)
        [(node, text)] = right
        if any(_share(other) > 0 for other, _text in answers if other is not node):
            self.remarks[Remark.PARTIAL_CREDIT] = None
        rest = next((other for other, said in answers if said == "*"), None)
        return self._general(
            Draft(
                0, Kind.NUMERIC, {}, number=Number(amount(text), amount(node.findtext("tolerance", "") or "0")),
                unit=self._unit(),
                feedback_right=self._feedback(node), feedback_wrong=self._feedback(rest),
            )
        )  # fmt: skip

    def _unit(self) -> dict[str, str]:
        """The unit that counts one. A unit may stand beside others that she could choose."""
        units = [(clean(node.findtext("unit_name", "")), clean(node.findtext("multiplier", "1")))
                 for node in self.node.findall("units/unit")]  # fmt: skip
        if len(units) > 1:
            self.remarks[Remark.UNITS_LOST] = None
        return self._said(next((name for name, times in units if re.fullmatch(r"1(\.0*)?", times)), ""))

    def gaps(self) -> Draft:
        """The number of a gap is that of the word which fills it."""
        nodes = [*self.node.findall("selectoption"), *self.node.findall("dragbox")]
        if len({node.findtext("group", "1").strip() for node in nodes}) > 1:
            self.remarks[Remark.WORD_GROUPS] = None
        asked = {int(number) for number in GAP_MARK.findall(self._words(self.node.find("questiontext")))}
        options = tuple(
            DraftOption(self._said(self._words(node)), gap=number if number in asked else 0)
            for number, node in enumerate(nodes, start=1)
        )
        return self._combined(Draft(0, Kind.GAP, {}, options))

    def ordering(self) -> Draft:
        """Moodle numbers the steps; a file without numbers has them in order."""
        steps = sorted(self._answers(), key=_share)
        options = tuple(DraftOption(self._said(self._words(step))) for step in steps)
        return self._combined(Draft(0, Kind.ORDERING, {}, options))

    def essay(self) -> Draft:
        self.remarks[Remark.ESSAY] = None
        return self._general(Draft(0, Kind.REFLECTION, {}))

    def _answers(self) -> list[Element]:
        return self.node.findall("answer")

    def _general(self, draft: Draft) -> Draft:
        """What is said to everybody is said after what is said of this answer."""
        general = self._words(self.node.find("generalfeedback"))
        right, wrong = (
            said if not general else self._said("\n".join(dict.fromkeys(filter(None, [*said.values(), general]))))
            for said in (draft.feedback_right, draft.feedback_wrong)
        )
        return replace(draft, feedback_right=right, feedback_wrong=wrong)

    def _combined(self, draft: Draft) -> Draft:
        right, wrong = (self._words(self.node.find(name)) for name in ("correctfeedback", "incorrectfeedback"))
        said = replace(draft, feedback_right=self._said(right), feedback_wrong=self._said(wrong))
        return self._general(said)

    def _feedback(self, node: Element | None) -> dict[str, str]:
        return self._said(self._words(node.find("feedback")) if node is not None else "")

    def _said(self, text: str) -> dict[str, str]:
        return {self.language: text}

    def _words(self, node: Element | None) -> str:
        """The words of an element that says in which format it stands. Files inside it are left out."""
        if node is None:
            return ""
        if node.find("file") is not None:
            self.remarks[Remark.PICTURE_LOST] = None
        text = node.findtext("text", "")
        if node.get("format", "plain_text" if node.tag in _UNMARKED else "html") not in _MARKED_UP:
            return clean(text)
        words, lost = plain_words(text)
        self.remarks.update(dict.fromkeys(lost))
        return words


_KINDS: dict[str, Callable[[_Reader], Draft]] = {
    "multichoice": _Reader.choice,
    "truefalse": _Reader.truth,
    "matching": _Reader.matching,
    "ddmatch": _Reader.matching,
    "numerical": _Reader.numeric,
    "ddwtos": _Reader.gaps,
    "gapselect": _Reader.gaps,
    "ordering": _Reader.ordering,
    "essay": _Reader.essay,
}
_REFUSED = {"shortanswer": Refusal.TYPED_ANSWER, "description": Refusal.DESCRIPTION}


def _share(node: Element) -> float:
    """Per cent of the mark; for a step its number."""
    try:
        return float(node.get("fraction", "0"))
    except ValueError:
        return 0.0
