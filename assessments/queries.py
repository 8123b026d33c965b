"""Reads the bank and the attempts into plain values, each in a flat number of queries. Changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum

from assessments import drawing, explaining, questions, scoring, showing
from assessments.components import Component, Kind
from assessments.drawing import Item, Part
from assessments.models import (
    Answer,
    Attempt,
    QuestionVersion,
    Quiz,
    QuizComponent,
    QuizItem,
    QuizPart,
)
from assessments.models import Question as QuestionRow
from assessments.questions import OBSERVED, Question
from assessments.responses import parse_response
from assessments.scoring import Given, Score
from core.prepared import Prepared, Slot

_KEY = Slot("key", Attempt._meta.pk)
_ATTEMPT = Prepared(lambda: Attempt.objects.filter(pk=_KEY))
_LOCKED = Prepared(lambda: Attempt.objects.select_for_update().filter(pk=_KEY))


def attempt(key: UUID) -> Attempt | None:
    """The attempt with this key, whoever's it is. One query."""
    return _ATTEMPT.first(key=key)


def locked(key: UUID) -> Attempt:
    """The attempt with this key, locked until the transaction ends. One query. Raises ``Attempt.DoesNotExist``."""
    found = _LOCKED.first(key=key)
    if found is None:
        raise Attempt.DoesNotExist(str(key))
    return found


def parts(quiz: Quiz) -> tuple[Part, ...]:
    """The blueprint. One query."""
    rows = QuizPart.objects.filter(quiz=quiz).order_by("pk").values_list("topic__code", "count", "level")
    return tuple(Part(*row) for row in rows)


def fixed(quiz: Quiz) -> tuple[str, ...]:
    """The keys of the questions it always asks, without those that an instructor watches. One query."""
    rows = QuizItem.objects.filter(quiz=quiz).exclude(question__kind__in=OBSERVED).order_by("sort_order")
    return tuple(rows.values_list("question__key", flat=True))


@dataclass(frozen=True)
class Checklist:
    """What a quiz has an instructor watch or hear: the newest version of a question that it names."""

    quiz: str
    question: str
    version: int
    destinations: frozenset[str] = frozenset()

    def meant_for(self, destination: str) -> bool:
        return not self.destinations or destination in self.destinations


def checklists() -> tuple[Checklist, ...]:
    """The checklists of every quiz, as they stand in it. One query."""
    newest = QuestionVersion.objects.filter(question=OuterRef("question")).order_by("-number").values("pk")[:1]
    rows = (
        QuizItem.objects.filter(question__kind__in=OBSERVED, question__retired_at=None)
        .annotate(version=Subquery(newest))
        .exclude(version=None)
        .order_by("quiz__key", "sort_order", "pk")
        .values_list("quiz__key", "question__key", "version", "question__destinations")
    )
    return tuple(Checklist(quiz, key, version, frozenset(places)) for quiz, key, version, places in rows)


@dataclass(frozen=True)
class Weighing:
    """The parts of a quiz whose result is put together, and what their whole must reach, in per cent."""

    components: tuple[Component, ...]
    pass_mark: int


def weighing(quizzes: Collection[str]) -> dict[str, Weighing]:
    """Those of these quizzes that are put together from parts. One query."""
    found: dict[str, Weighing] = {}
    rows = QuizComponent.objects.filter(quiz__key__in=quizzes).order_by("pk")
    for quiz, mark, kind, weight, own in rows.values_list(
        "quiz__key", "quiz__pass_mark", "kind", "weight", "pass_mark"
    ):
        before = found[quiz].components if quiz in found else ()
        found[quiz] = Weighing((*before, Component(Kind(kind), weight, own)), mark)
    return found


def before(quizzes: Collection[str]) -> dict[str, str]:
    """The tests that are asked before a course, by the final test they belong to. One query."""
    rows = Quiz.objects.filter(key__in=quizzes).exclude(before=None)
    return dict(rows.values_list("key", "before__key"))


def question_count(quiz: str) -> int:
    """How many questions a quiz asks, if the bank can fill it. Two queries."""
    drawn: int | None = QuizPart.objects.filter(quiz__key=quiz).aggregate(asked=Sum("count"))["asked"]
    return (drawn or 0) + QuizItem.objects.filter(quiz__key=quiz).exclude(question__kind__in=OBSERVED).count()


def mark_to_reach(quiz: Quiz) -> int:
    """What an attempt at its questions must reach, in per cent: the mark of this part, else of the quiz. One query."""
    theory = QuizComponent.objects.filter(quiz=quiz, kind=Kind.THEORY).values_list("pass_mark", flat=True).first()
    return quiz.pass_mark if theory is None else theory


def bank(topics: Collection[str] = (), *, keys: Collection[str] = ()) -> tuple[Item, ...]:
    """The published questions of these topics, and of these keys with their families, each with its latest version.

    Only those that a trainee can answer by herself. One query.
    """
    newest = QuestionVersion.objects.filter(question=OuterRef("pk")).order_by("-number").values("pk")[:1]
    rows = (
        QuestionRow.objects.filter(Q(topic__code__in=topics) | Q(key__in=keys) | Q(family__in=_families(keys)))
        .annotate(version=Subquery(newest))
        .exclude(version=None)
        .exclude(kind__in=OBSERVED)
        .values_list("version", "key", "topic__code", "level", "destinations", "fact", "origin_fact", "retired_at",
                     "family", "form", "origins")
    )  # fmt: skip
    return tuple(
        Item(version, key, topic, level, frozenset(places), fact, origin_fact, retired_at is not None, family, form,
             frozenset(origins))
        for version, key, topic, level, places, fact, origin_fact, retired_at, family, form, origins in rows
    )  # fmt: skip


def _families(keys: Collection[str]) -> models.QuerySet[QuestionRow, Any]:
    return QuestionRow.objects.filter(key__in=keys).exclude(family="").values("family")


# A version never changes, so a process that has met one need not ask again. Emptied when it grows past the limit.
_met: dict[int, Question] = {}
_MOST_MET = 5000


def question(version_id: int) -> Question:
    """One question as it stood in this version. Raises ``QuestionVersion.DoesNotExist``."""
    try:
        return _versions([version_id])[version_id]
    except KeyError:
        raise QuestionVersion.DoesNotExist(version_id) from None


def questions_of(version_ids: Sequence[int]) -> dict[int, Question]:
    """These versions, in order. One query for those that are new to this process."""
    return _versions(version_ids)


def pinned(attempt: Attempt) -> dict[int, Question]:
    """The questions this attempt asks, in order, by version. One query for those that are new to this process."""
    return _versions(attempt.versions)


def forget_versions() -> None:
    """Ask the database again, as after it was put back to an earlier state."""
    _met.clear()


def _versions(ids: Sequence[int]) -> dict[int, Question]:
    if unmet := [pk for pk in ids if pk not in _met]:
        if len(_met) > _MOST_MET:
            _met.clear()
            unmet = list(ids)
        found = QuestionVersion.objects.filter(pk__in=unmet).values_list("pk", "content")
        _met.update((pk, questions.read(content)) for pk, content in found)
    return {pk: _met[pk] for pk in ids}


def given(attempt: Attempt, asked: Mapping[int, Question]) -> list[Given]:
    """Every answer to these questions. One query."""
    rows = Answer.objects.filter(attempt=attempt).values_list("pk", "version", "sequence", "response")
    return [
        Given(pk, asked[version].key, sequence, parse_response(asked[version], response))
        for pk, version, sequence, response in rows
    ]


@dataclass(frozen=True)
class SheetItem:
    """One question of an attempt on its page. ``number`` counts from 1."""

    number: int
    version_id: int
    asked: showing.Asked


@dataclass(frozen=True)
class Sheet:
    """All that the quiz page needs."""

    attempt_id: UUID
    items: tuple[SheetItem, ...]

    @property
    def first_open(self) -> SheetItem | None:
        """The question to go on with: the first that has no answer."""
        return next((item for item in self.items if not item.asked.answered), None)

    @property
    def left(self) -> int:
        """How many questions have no answer yet."""
        return sum(not item.asked.answered for item in self.items)


def sheet(attempt: Attempt, language: str) -> Sheet:
    """The attempt's questions in this language, with her latest answers and no key to the right ones. Two queries."""
    asked = pinned(attempt)
    last = scoring.latest(given(attempt, asked))
    return Sheet(
        attempt.pk,
        tuple(
            SheetItem(number, version, _asked(question, attempt.pk, language, last.get(question.key)))
            for number, (version, question) in enumerate(asked.items(), start=1)
        ),
    )


def _asked(question: Question, seed: UUID, language: str, answer: Given | None) -> showing.Asked:
    options, partners = drawing.arrange(question, seed=seed)
    return showing.ask(
        question,
        language=language,
        options=options,
        partners=partners,
        answered=answer is not None,
        response=answer.response if answer else None,
    )


class NotSubmitted(ValueError):
    """The attempt is still open: what is right must not leave the server yet."""


@dataclass(frozen=True)
class Review:
    """All that the page after submission needs."""

    score: Score
    passed: bool
    lacking: tuple[scoring.Lacking, ...]
    items: tuple[explaining.Explained, ...]


def review(attempt: Attempt, language: str) -> Review:
    """The score, what was right and why, and where to read again. Two queries. Raises ``NotSubmitted``."""
    score = score_of(attempt)
    asked = pinned(attempt)
    last = scoring.latest(given(attempt, asked))
    return Review(
        score=score,
        passed=bool(attempt.passed),
        lacking=scoring.lacking(score, pass_mark=attempt.pass_mark),
        items=tuple(
            explaining.explain(each, last[each.key].response if each.key in last else None, language=language)
            for each in asked.values()
        ),
    )


def score_of(attempt: Attempt) -> Score:
    """The score that is stored. No query. Raises ``NotSubmitted``."""
    if attempt.submitted_at is None:
        raise NotSubmitted(str(attempt.pk))
    return Score(Decimal(attempt.earned or 0), Decimal(attempt.possible or 0), tuple(attempt.missed_must_know))
