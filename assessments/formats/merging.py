"""What becomes of a question of the bank when a file says something of it, and what a file may say of it. Pure values.

What a draft does not say stays as it is: a file in one language leaves the other languages alone, a format without
pictures leaves the pictures.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, TypeVar

from assessments.formats.drafts import TRUTHS, Draft, DraftOption, Texts
from assessments.questions import SOURCE_LANGUAGE, Kind, Option, Question, in_language
from assessments.responses import plain

_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,50}")
Said = TypeVar("Said")


@dataclass(frozen=True)
class Entry:
    """A question with what the bank alone knows of it."""

    question: Question
    family: str = ""
    form: str = ""

    @property
    def content(self) -> dict[str, Any]:
        """As JSON: what a version of the question would hold, and the rest."""
        return {**_content(self.question), "family": self.family, "form": self.form}


def key_of(draft: Draft) -> str:
    """The key in the bank: as the file has it, or made of it, or of what the question says. Always the same."""
    if _SLUG.fullmatch(draft.key):
        return draft.key
    if draft.key:
        words = "-".join(re.findall(r"[a-z0-9]+", draft.key.casefold()))[:36].strip("-")
        return f"{words or 'q'}-{_mark(draft.key)[:12]}"
    said = [draft.kind, *_plainly(draft.stem, draft.scene)]
    said += [str(draft.number.value), str(draft.number.tolerance)] if draft.number else []
    said += [json.dumps([_plainly(one.text, one.match), one.correct, one.gap]) for one in draft.options]
    return f"q-{_mark(json.dumps(said))[:16]}"


def _plainly(*said: Texts) -> list[list[tuple[str, str]]]:
    return [sorted((code, text) for code, text in texts.items() if text) for texts in said]


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def merged(draft: Draft, current: Entry | None, *, key: str, topic: str, fresh: Callable[[], str]) -> Entry:
    """The entry once the draft is taken. ``fresh`` makes keys for new answers; ``topic`` is a code of the bank."""
    kept = current or Entry(Question(key, draft.kind, {}, ()))
    was = kept.question
    number = _said(draft.number, was.number) if draft.kind is Kind.NUMERIC else None
    question = Question(
        key=key,
        kind=draft.kind,
        stem=_texts(draft.stem, was.stem),
        options=_options(draft, was.options, fresh),
        level=_said(draft.level, was.level),
        must_know=_said(draft.must_know, was.must_know),
        topic=topic,
        destinations=tuple(sorted(_said(draft.destinations, was.destinations))),
        origins=tuple(sorted(_said(draft.origins, was.origins))),
        fact=_said(draft.fact, was.fact),
        origin_fact=_said(draft.origin_fact, was.origin_fact),
        lesson=_said(draft.lesson, was.lesson),
        scene=_texts(draft.scene, was.scene),
        feedback_right=_texts(draft.feedback_right, was.feedback_right),
        feedback_wrong=_texts(draft.feedback_wrong, was.feedback_wrong),
        picture=_said(draft.picture, was.picture) or None,
        number=number,
        unit=_texts(draft.unit, was.unit),
    )
    return Entry(question, _said(draft.family, kept.family), _said(draft.form, kept.form))


def saying_all(draft: Draft, kept: Entry) -> Draft:
    """The draft with nothing left unsaid: a language that it lacks is said to be empty, wherever the entry has it."""
    used = {code for texts in _all_texts(kept.question) for code in texts}
    empty = dict.fromkeys(sorted(used), "")
    return replace(
        draft,
        stem={**empty, **draft.stem},
        scene={**empty, **draft.scene},
        unit={**empty, **draft.unit},
        feedback_right={**empty, **draft.feedback_right},
        feedback_wrong={**empty, **draft.feedback_wrong},
        options=tuple(
            replace(
                one, text={**empty, **one.text}, match={**empty, **one.match}, feedback={**empty, **one.feedback}
            )
            for one in draft.options
        ),
    )  # fmt: skip


def _all_texts(question: Question) -> Iterator[Texts]:
    said = [question.stem, question.scene, question.unit, question.feedback_right, question.feedback_wrong]
    said += [text for option in question.options for text in (option.text, option.match, option.feedback)]
    return (texts for texts in said if texts)


def _said(said: Said | None, kept: Said) -> Said:
    return kept if said is None else said


def _texts(said: Texts, kept: Texts | None) -> dict[str, str]:
    return {code: text for code, text in {**(kept or {}), **said}.items() if text}


def _options(draft: Draft, kept: Sequence[Option], fresh: Callable[[], str]) -> tuple[Option, ...]:
    pairs = _pairs(draft, kept)
    if draft.kind is Kind.GAP:  # the order of its words says nothing, and formats have their own
        places = {option.key: at for at, option in enumerate(kept)}
        pairs.sort(key=lambda pair: places[pair[1].key] if pair[1] else len(places))
    options = [_option(said, was, fresh) for said, was in pairs]
    if draft.kind is Kind.TRUE_FALSE:
        options = [_named(option, at) for at, option in enumerate(options)]
    return tuple(_grouped(options) if draft.kind is Kind.GROUPS else options)


def _pairs(draft: Draft, kept: Sequence[Option]) -> list[tuple[DraftOption, Option | None]]:
    """Each answer with the one it was: which reads the same, or stands in the place of one that is gone."""
    left = list(kept)
    found: dict[int, Option] = {}
    if draft.kind is not Kind.TRUE_FALSE:
        for at, said in enumerate(draft.options):
            same = next((option for option in left if _reads_as(said, option)), None)
            if same:
                found[at] = same
                left.remove(same)
    rest = iter(left)
    return [(said, found[at] if at in found else next(rest, None)) for at, said in enumerate(draft.options)]


def _reads_as(said: DraftOption, kept: Option) -> bool:
    return any(text and kept.text.get(code) == text for code, text in said.text.items())


def _option(said: DraftOption, kept: Option | None, fresh: Callable[[], str]) -> Option:
    was = kept or Option(key=fresh(), text={}, match_key=fresh())
    return Option(
        key=was.key,
        text=_texts(said.text, was.text),
        match_key=was.match_key,
        match=_texts(said.match, was.match),
        correct=_said(said.correct, was.correct),
        feedback=_texts(said.feedback, was.feedback),
        picture=_said(said.picture, was.picture) or None,
        gap=_said(said.gap, was.gap),
        area=_said(said.area, was.area),
    )


def _named(option: Option, at: int) -> Option:
    """Formats that have truths of their own do not say the words."""
    if in_language(option.text, SOURCE_LANGUAGE) or at >= len(TRUTHS):
        return option
    return replace(option, text={**option.text, SOURCE_LANGUAGE: TRUTHS[at]})


def _grouped(options: Sequence[Option]) -> list[Option]:
    """Every group has the key that its first answer calls it."""
    keys: dict[str, str] = {}
    for option in options:
        keys.setdefault(_group(option), option.match_key)
    return [replace(option, match_key=keys[_group(option)]) for option in options]


def _group(option: Option) -> str:
    return in_language(option.match, SOURCE_LANGUAGE).text.strip()


def draft_of(entry: Entry) -> Draft:
    """All that the bank has to say of a question, in every language."""
    question = entry.question
    return Draft(
        line=0,
        kind=question.kind,
        stem=question.stem,
        options=tuple(
            DraftOption(
                option.text, option.match or {}, option.correct, option.feedback or {}, option.gap, option.area,
                option.picture or 0,
            )
            for option in question.options
        ),
        key=question.key,
        topic=question.topic,
        level=question.level,
        must_know=question.must_know,
        destinations=question.destinations,
        origins=question.origins,
        fact=question.fact,
        origin_fact=question.origin_fact,
        lesson=question.lesson,
        family=entry.family,
        form=entry.form,
        scene=question.scene or {},
        unit=question.unit or {},
        feedback_right=question.feedback_right or {},
        feedback_wrong=question.feedback_wrong or {},
        number=question.number,
        picture=question.picture or 0,
    )  # fmt: skip


def _content(question: Question) -> dict[str, Any]:
    """The shape that ``questions.read`` takes, with what is empty left out as versions do."""
    number = [plain(question.number.value), plain(question.number.tolerance)] if question.number else None
    return {
        "key": question.key,
        "kind": question.kind.value,
        "level": question.level,
        "must_know": question.must_know,
        "topic": question.topic,
        "destinations": list(question.destinations),
        "fact": question.fact,
        "origin_fact": question.origin_fact,
        "lesson": question.lesson,
        "scene": dict(question.scene or {}),
        "stem": dict(question.stem),
        "feedback_right": dict(question.feedback_right or {}),
        "feedback_wrong": dict(question.feedback_wrong or {}),
        "options": [_option_content(option) for option in question.options],
        **_present(
            origins=list(question.origins), picture=question.picture, number=number, unit=dict(question.unit or {})
        ),
    }


def _option_content(option: Option) -> dict[str, Any]:
    area = option.area
    return {
        "key": option.key,
        "text": dict(option.text),
        "match": dict(option.match or {}),
        "match_key": option.match_key,
        "correct": option.correct,
        "feedback": dict(option.feedback or {}),
        **_present(
            picture=option.picture,
            gap=option.gap,
            area=[area.left, area.top, area.width, area.height] if area else None,
        ),
    }


def _present(**values: Any) -> Mapping[str, Any]:
    return {name: value for name, value in values.items() if value}
