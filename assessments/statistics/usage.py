"""Reads where questions stand and how they fared, for the list of the bank and the panel beside one. Only reads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from assessments.models import ItemStatistic, Question, QuestionVersion, Quiz, QuizItem, QuizPart
from assessments.questions import OBSERVED
from assessments.statistics.queries import Item, told_of


@dataclass(frozen=True)
class Usage:
    """``fixed`` are the quizzes that name the question or one of its family, ``drawn`` those that may draw it.

    ``item`` is missing where it was never counted. A question that is not published, or retired, is drawn nowhere.
    """

    fixed: tuple[Quiz, ...]
    drawn: tuple[Quiz, ...]
    versions: int
    is_retired: bool
    item: Item | None

    @property
    def quizzes(self) -> int:
        return len({quiz.pk for quiz in (*self.fixed, *self.drawn)})


def usage(question: Question) -> Usage:
    return beside([question])[question.pk]


def beside(questions: Sequence[Question]) -> dict[int, Usage]:
    """By primary key. Four queries, however many questions."""
    fixed, parts = _fixed(questions), list(QuizPart.objects.select_related("quiz").order_by("quiz__key"))
    pks = [question.pk for question in questions]
    counted = QuestionVersion.objects.filter(question__in=pks).order_by().values_list("question").annotate(Count("pk"))
    versions: Counter[int] = Counter(dict(counted))
    rows = ItemStatistic.objects.together().filter(question__in=pks).select_related("question__topic")
    items = {row.question_id: told_of(row) for row in rows}
    return {
        question.pk: Usage(
            fixed=tuple(fixed[question.pk]),
            drawn=_drawing(question, parts) if versions[question.pk] else (),
            versions=versions[question.pk],
            is_retired=question.retired_at is not None,
            item=items.get(question.pk),
        )
        for question in questions
    }


def _fixed(questions: Sequence[Question]) -> dict[int, list[Quiz]]:
    """A quiz that names a question asks the one of its family that is in its own form."""
    found: dict[int, list[Quiz]] = defaultdict(list)
    names = QuizItem.objects.select_related("quiz", "question").order_by("quiz__key", "sort_order")
    for row in names:
        for question in questions:
            kin = bool(question.family) and row.question.family == question.family
            if (row.question_id == question.pk or kin) and row.quiz not in found[question.pk]:
                found[question.pk].append(row.quiz)
    return found


def _drawing(question: Question, parts: Iterable[QuizPart]) -> tuple[Quiz, ...]:
    if question.retired_at or question.kind in OBSERVED:
        return ()
    return _once(part.quiz for part in parts if part.topic_id == question.topic_id and _level_fits(part, question))


def _level_fits(part: QuizPart, question: Question) -> bool:
    return part.level is None or part.level == question.level


def _once(quizzes: Iterable[Quiz]) -> tuple[Quiz, ...]:
    return tuple({quiz.pk: quiz for quiz in quizzes}.values())
