from __future__ import annotations

from datetime import timedelta

import pytest

from assessments import actions
from assessments.models import Answer, Attempt, ItemStatistic, Option, Question
from assessments.statistics import counting, queries
from assessments.tasks import count_items as task
from tests.assessments.statistics.conftest import key, sit
from work.models import OutboxItem

pytestmark = pytest.mark.django_db


def rows():
    listed = ItemStatistic.objects.order_by("question__key", "number")
    return [(row.question.key, row.number, row.versions, row.key_changed, row.figures["answers"]) for row in listed]


def test_every_version_has_its_figures_and_so_have_all_together(pair, first, now):
    sit(pair, {first: key(first, 0)})
    question = Question.objects.get(key="first")
    question.stem = "When should you get your contract?"
    question.save()
    newer = actions.publish_question(question, now=now)
    for _number in range(2):
        sit(pair, {newer: key(newer, 0)})
    assert counting.count_items(now=now) == 3
    assert rows() == [
        ("first", 0, 2, False, 3),
        ("first", 1, 1, False, 1),
        ("first", 2, 1, False, 2),
        ("second", 0, 1, False, 3),
        ("second", 1, 1, False, 3),
    ]
    together = queries.item(question)
    assert (together.version, [one.number for one in queries.versions(question)]) == (newer.pk, [2, 1])


def test_it_is_noted_when_what_is_right_changed(pair, first, now):
    sit(pair, {first: key(first, 0)})
    for option in Option.objects.filter(question__key="first"):
        option.correct = not option.correct and option.position == 1
        option.save()
    newer = actions.publish_question(Question.objects.get(key="first"), now=now)
    sit(pair, {newer: key(newer, 1)})
    counting.count_items(now=now)
    assert rows()[0] == ("first", 0, 2, True, 2)


def test_counting_again_replaces_the_figures(pair, first, now):
    sit(pair, {first: key(first, 0)})
    counting.count_items(now=now)
    sit(pair, {first: key(first, 0)})
    later = now + timedelta(hours=1)
    for _time in range(2):
        counting.count_items(now=later)
        assert rows() == [
            ("first", 0, 1, False, 2),
            ("first", 1, 1, False, 2),
            ("second", 0, 1, False, 2),
            ("second", 1, 1, False, 2),
        ]
    assert queries.data_date() == later


def test_what_nobody_is_known_to_have_answered_any_more_is_forgotten(pair, first, now):
    sit(pair, {first: key(first, 0)})
    counting.count_items(now=now)
    Answer.objects.all().delete()
    Attempt.objects.all().delete()
    assert counting.count_items(now=now + timedelta(days=1)) == 0
    assert rows() == []


def test_a_count_is_promised_once_until_it_is_done(pair, now):
    counting.ask_to_count(now=now)
    counting.ask_to_count(now=now)
    promised = OutboxItem.objects.get()
    assert (promised.task, counting.is_counting()) == (counting.TASK, True)
    OutboxItem.objects.update(done_at=now, due_at=None)
    assert not counting.is_counting()
    counting.ask_to_count(now=now)
    assert OutboxItem.objects.count() == 2


def test_the_promise_names_the_task_of_the_worker(pair, first):
    sit(pair, {first: key(first, 0)})
    assert f"{task.__module__}.{task.__qualname__}" == counting.TASK
    task()
    assert len(rows()) == 4
