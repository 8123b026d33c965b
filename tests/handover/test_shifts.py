"""A long import lets others write in between; one worker at a time is at it, and what one left half-done is mended."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from assessments.models import Question
from courses.models import CoursePage, Fact, LessonPage, ModulePage
from handover import actions
from handover.actions import shifts, taking
from handover.models import Import
from tests.handover.conftest import NOW, exported, received, taken
from tests.handover.test_actions import emptied


def ready(data):
    """Sent in, looked through and decided about."""
    made = received(data)
    made.state, made.publish = Import.State.TAKING, True
    made.save()
    return made


def again(made):
    actions.apply(made, now=NOW)
    return exported(CoursePage.objects.get(locale__language_code="en"))


class Killed(BaseException):
    """As nothing can catch it."""


def killed(*_arguments):
    raise Killed


def test_each_turn_is_a_transaction_of_its_own_and_others_get_in_between(course, monkeypatch):
    noted = []

    def note(what):
        noted.append((what, len(transaction.get_connection().savepoint_ids)))

    monkeypatch.setattr(shifts, "TURN", 0)
    monkeypatch.setattr(shifts, "sleep", lambda _seconds: note("pause"))
    with shifts.begun(ready(exported(course)), Import.State.TAKING) as shift:
        outside = len(transaction.get_connection().savepoint_ids)
        shift.each("abc", note)
    assert noted == [(what, outside + (what != "pause")) for what in ("a", "pause", "b", "pause", "c", "pause")]


def test_while_one_worker_is_at_it_another_must_wait(course):
    made = ready(exported(course))
    with shifts.begun(made, Import.State.TAKING), pytest.raises(actions.NotNow):
        actions.apply(made, now=NOW)
    actions.apply(made, now=NOW)


def test_a_worker_that_was_thought_dead_stops_when_another_has_begun(course, monkeypatch):
    made = ready(exported(course))
    with shifts.begun(made, Import.State.TAKING) as first:
        Import.objects.filter(pk=made.pk).update(turned_at=timezone.now() - shifts.SILENCE - timedelta(seconds=1))
        with shifts.begun(made, Import.State.TAKING), pytest.raises(actions.NotNow):
            first.each("a", print)


def test_what_a_dead_worker_wrote_is_put_back_and_written_anew(course, monkeypatch):
    data = exported(course)
    emptied()
    made = ready(data)
    with monkeypatch.context() as dying:
        dying.setattr(taking, "_write_or_put_back", taking._write)
        dying.setattr(taking, "_sign", killed)
        with pytest.raises(Killed):
            actions.apply(made, now=NOW)
    assert ModulePage.objects.exists()
    assert not LessonPage.objects.live().exists()
    assert again(made) == data


def test_where_all_is_written_the_next_worker_only_shows_it(course, monkeypatch):
    data = exported(course)
    emptied()
    made = ready(data)
    with monkeypatch.context() as dying:
        dying.setattr(taking, "_show", killed)
        with pytest.raises(Killed):
            actions.apply(made, now=NOW)
    monkeypatch.setattr(taking, "_write", killed)
    assert again(made) == data


def test_a_worker_that_dies_while_undoing_is_followed_by_one_that_goes_on(course, monkeypatch):
    data = exported(course)
    emptied()
    made = taken(data, publish=False)
    made.state = Import.State.UNDOING
    made.save()
    monkeypatch.setattr(shifts, "TURN", 0)
    turns = iter(range(5))
    with monkeypatch.context() as dying:
        dying.setattr(shifts, "sleep", lambda _seconds: killed() if next(turns, None) is None else None)
        with pytest.raises(Killed):
            actions.undo_import(made, now=NOW)
    actions.undo_import(made, now=NOW)
    made.refresh_from_db()
    counted = [model.objects.count() for model in (CoursePage, LessonPage, Question, Fact)]
    assert (made.state, made.left, counted) == (Import.State.UNDONE, [], [0] * 4)
