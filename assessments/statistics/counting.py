"""Counts how questions fare, in the worker, and keeps the figures. Counting again replaces them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from assessments import analysis, queries
from assessments.analysis import Counts
from assessments.models import ItemStatistic, QuestionVersion
from assessments.questions import CHOICES, Question
from assessments.statistics import reading
from assessments.statistics.reading import Counted
from work import outbox
from work.models import OutboxItem

TASK = "assessments.tasks.count_items"
_BATCH = 500
_FIGURES = ["version", "versions", "key_changed", "figures", "quizzes", "counted_at"]


def ask_to_count(*, now: datetime) -> None:
    """Promise a count; while one is promised, asking again is harmless."""
    if not is_counting():
        outbox.enqueue(TASK, now=now)


def is_counting() -> bool:
    return OutboxItem.objects.open().filter(task=TASK).exists()


def count_items(*, now: datetime) -> int:
    """Count all submitted attempts and replace the figures; how many attempts. ``now`` is the date of the data."""
    counted = reading.count()
    rows = [row for versions in _by_question(counted) for row in _rows(versions, counted, now)]
    with transaction.atomic():
        ItemStatistic.objects.bulk_create(
            rows, _BATCH, update_conflicts=True, unique_fields=["question", "number"], update_fields=_FIGURES
        )
        ItemStatistic.objects.filter(counted_at__lt=now).delete()
    return counted.attempts


def _by_question(counted: Counted) -> Iterator[list[QuestionVersion]]:
    """The versions that were asked, question by question, the newest last."""
    by_question: defaultdict[int, list[QuestionVersion]] = defaultdict(list)
    for version in QuestionVersion.objects.order_by("question", "number").defer("content"):
        if version.pk in counted.tally.items:
            by_question[version.question_id].append(version)
    yield from by_question.values()


def _rows(versions: list[QuestionVersion], counted: Counted, now: datetime) -> Iterator[ItemStatistic]:
    """One for each version, and one for all of them together, with the answers of the newest."""
    items = counted.tally.items
    said = [queries.question(version.pk) for version in versions]
    for version, question in zip(versions, said, strict=True):
        yield ItemStatistic(
            question_id=version.question_id, version=version, number=version.number,
            figures=_figures(items[version.pk], question), quizzes=sorted(counted.quizzes[version.pk]), counted_at=now,
        )  # fmt: skip
    newest, together = versions[-1], analysis.joined(items[version.pk] for version in versions)
    yield ItemStatistic(
        question_id=newest.question_id, version=newest, number=ItemStatistic.TOGETHER, versions=len(versions),
        figures=_figures(together, said[-1]), counted_at=now,
        quizzes=sorted(set().union(*(counted.quizzes[version.pk] for version in versions))),
        key_changed=len({(question.kind, question.right_keys, question.number) for question in said}) > 1,
    )  # fmt: skip


def _figures(counts: Counts, question: Question) -> dict[str, object]:
    taking = question.options if question.kind in CHOICES else ()
    options = [analysis.Option(option.key, option.correct) for option in taking]
    return asdict(analysis.figures(counts, options=options, must_know=question.must_know))
