from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from h5p.scoring import NotAnAnswer
from h5p.showing import Place
from learning import queries
from learning.actions import playing as actions
from learning.actions.playing import (
    MOST_STATES,
    NoSuchEdition,
    NotInThisLesson,
    TooMuchState,
    keep_opened,
    keep_result,
    keep_state,
)
from learning.models import PlayState, Progress, Record
from learning.models.playing import LARGEST
from tests.factories import NOW
from tests.learning import playing
from tests.learning.playing import answers, statement

pytestmark = pytest.mark.django_db
STATE = ("state", "0")


def send(small, stage, *, raw=1, response="0", load=playing.LOAD, said=None, by=None, now=NOW, **played):
    return keep_result(
        learner=by or small.learner, played=stage.played(load=load, **played), now=now,
        statement=said or statement(raw=raw), answers=answers(response),
    )  # fmt: skip


def done(small, stage) -> bool:
    return Progress.objects.filter(learner=small.learner, node=stage.lesson).exclude(done_at=None).exists()


@pytest.fixture
def stage(small):
    return playing.stage(small.lessons(small.contract)[0], playing.content(), rule="score", percent=60)


def test_a_result_is_judged_here_whatever_the_browser_says(small, stage):
    assert send(small, stage, raw=1, response="1").stored
    [record] = Record.objects.filter(verb=Record.Verb.TRIED)
    assert record.payload == {
        "block": str(playing.BLOCK), "content": str(stage.content.pk), "version": 1, "done": True, "percent": 0,
        "earned": 0, "possible": 1, "judged": True,
    }  # fmt: skip
    assert (record.node, record.scope, record.learner) == (stage.lesson, "", small.learner)


def test_what_cannot_be_judged_here_is_practice_as_the_browser_says(small):
    shown = playing.content("H5P.MarkTheWords 1.9", {"textField": "x"})
    stage = playing.stage(small.lessons(small.contract)[0], shown)
    send(small, stage, said=statement(raw=2, most=3))
    payload = Record.objects.get(verb=Record.Verb.TRIED).payload
    assert (payload["percent"], payload["judged"]) == (66, False)


def test_the_same_score_of_the_same_showing_is_kept_once(small, stage):
    assert send(small, stage).stored
    assert not send(small, stage).stored
    assert not send(small, stage, said=statement("completed")).stored
    assert send(small, stage, load="1" * 32).stored
    assert Record.objects.filter(verb=Record.Verb.TRIED).count() == 2


def test_a_part_of_it_and_looking_at_it_are_no_results(small, stage):
    assert send(small, stage, said=statement(part=True)) is None
    assert send(small, stage, said=statement("interacted", raw=None)) is None
    assert not Record.objects.filter(verb=Record.Verb.TRIED).exists()


def test_an_answer_that_no_player_sends_is_refused(small, stage):
    with pytest.raises(NotAnAnswer):
        send(small, stage, response="0[,]1[,]7")
    assert not Record.objects.filter(verb=Record.Verb.TRIED).exists()


def test_only_what_the_lesson_shows_counts_in_it(small, stage):
    other = Place(small.lessons(small.contract)[1], playing.BLOCK)
    with pytest.raises(NotInThisLesson):
        send(small, stage, place=other)
    with pytest.raises(NotInThisLesson):
        send(small, stage, place=Place(stage.lesson, uuid.UUID(int=77)))
    with pytest.raises(NoSuchEdition):
        send(small, stage, version=9)


def test_a_lesson_that_asks_for_a_score_is_done_when_it_is_read_and_the_score_is_reached(small, stage):
    small.read(stage.lesson)
    assert not done(small, stage)
    send(small, stage, response="1")
    assert not done(small, stage)
    send(small, stage, response="0", load="2" * 32)
    assert done(small, stage)


def test_the_order_of_reading_and_trying_is_hers(small, stage):
    send(small, stage)
    assert not done(small, stage)
    small.read(stage.lesson)
    assert done(small, stage)


def test_opening_is_enough_where_opening_is_asked(small):
    stage = playing.stage(small.lessons(small.contract)[0], playing.content(), rule="opened")
    small.read(stage.lesson)
    assert not done(small, stage)
    keep_opened(learner=small.learner, played=stage.played(), now=NOW)
    keep_opened(learner=small.learner, played=stage.played(load="3" * 32), now=NOW)
    assert done(small, stage)
    assert Record.objects.filter(verb=Record.Verb.TRIED).count() == 1


def test_opening_is_not_doing(small):
    stage = playing.stage(small.lessons(small.contract)[0], playing.content(), rule="done")
    small.read(stage.lesson)
    keep_opened(learner=small.learner, played=stage.played(), now=NOW)
    assert not done(small, stage)
    send(small, stage, response="1")
    assert done(small, stage)


def test_a_free_try_asks_for_nothing(small):
    stage = playing.stage(small.lessons(small.contract)[0], playing.content())
    small.read(stage.lesson)
    assert done(small, stage)


def test_a_try_that_is_added_later_undoes_nothing(small):
    lesson = small.lessons(small.contract)[0]
    small.read(lesson)
    stage = playing.stage(lesson, playing.content(), rule="score", percent=100)
    send(small, stage, response="1")
    assert done(small, stage)


def test_a_newer_edition_leaves_results_alone(small, stage):
    small.read(stage.lesson)
    send(small, stage)
    playing.edition(stage.content)
    assert send(small, stage, version=2, response="1").stored
    assert done(small, stage)
    assert Record.objects.filter(verb=Record.Verb.TRIED).count() == 2


def test_a_lesson_with_a_try_left_is_not_marked_as_done(small, stage):
    small.read(stage.lesson)
    assert stage.lesson not in queries.finished(queries.deeds(small.learner))
    send(small, stage)
    assert stage.lesson in queries.finished(queries.deeds(small.learner))


# ── A content that reports without end ───────────────────────────────────────────────────────────


def flood(small, stage, count: int, *, day: int = 0, by=None) -> None:
    """So many showings on a day, each with a result."""
    for number in range(count):
        load, now = f"{day:016x}{number:016x}", NOW + timedelta(days=day)
        send(small, stage, said=statement(raw=1, most=10), load=load, by=by, now=now)


@pytest.fixture
def noisy(small):
    """What cannot be judged here, so that the browser says what it likes."""
    shown = playing.content("H5P.MarkTheWords 1.9", {"textField": "x"})
    return playing.stage(small.lessons(small.contract)[0], shown, rule="score", percent=90)


def percents() -> list[int]:
    tried = Record.objects.filter(verb=Record.Verb.TRIED).order_by("sequence")
    return [payload["percent"] for payload in tried.values_list("payload", flat=True)]


def test_past_the_limit_of_a_day_the_latest_is_kept_in_one_row_that_counts(small, noisy, monkeypatch, caplog):
    monkeypatch.setattr(actions, "MOST_TRIES", 5)
    flood(small, noisy, 25)
    send(small, noisy, said=statement(raw=0, most=10), load="f" * 32)
    assert percents() == [10] * 5 + [0]
    [latest] = Record.objects.filter(payload__has_key="cut")
    assert latest.payload["cut"] == 21
    assert [record.getMessage() for record in caplog.records] == [
        f"content {noisy.content.pk} reports too often: {count} were cut" for count in (1, 10)
    ]


def test_a_better_result_is_kept_for_itself_however_many_there_were_and_counts(small, noisy, monkeypatch):
    monkeypatch.setattr(actions, "MOST_TRIES", 5)
    small.read(noisy.lesson)
    flood(small, noisy, 9)
    assert not done(small, noisy)
    assert send(small, noisy, said=statement(raw=9, most=10), load="f" * 32).stored
    assert done(small, noisy)
    assert sorted(percents()) == [10] * 6 + [90]


def test_what_was_kept_is_the_same_when_it_is_sent_again_past_the_limit(small, noisy, monkeypatch):
    monkeypatch.setattr(actions, "MOST_TRIES", 5)
    flood(small, noisy, 5)
    assert not send(small, noisy, said=statement(raw=1, most=10), load="0" * 32).stored
    assert len(percents()) == 5


def test_every_day_and_every_person_is_counted_for_itself(small, noisy, monkeypatch):
    monkeypatch.setattr(actions, "MOST_TRIES", 5)
    flood(small, noisy, 5)
    flood(small, noisy, 5, day=1)
    flood(small, noisy, 5, by=small.classmate())
    assert percents() == [10] * 15


# ── In the middle of it ──────────────────────────────────────────────────────────────────────────


def keep(small, stage, data: str | None = "{}", part=STATE, version=1, invalidate=True):
    keep_state(learner=small.learner, content=stage.content.pk, version=version, part=part, data=data,
               invalidate=invalidate, now=NOW)  # fmt: skip


def test_the_last_state_counts_and_null_forgets_it(small, stage):
    keep(small, stage, "1")
    keep(small, stage, "2")
    assert [row.data for row in PlayState.objects.all()] == ["2"]
    keep(small, stage, None)
    keep(small, stage, None)
    assert not PlayState.objects.exists()


def test_the_state_of_another_edition_begins_anew(small, stage):
    keep(small, stage, "1")
    keep(small, stage, "2", part=("always", "0"), invalidate=False)
    playing.edition(stage.content)
    told = {row.data_id: (row.for_edition(1), row.for_edition(2)) for row in PlayState.objects.all()}
    assert told == {"state": ("1", "RESET"), "always": ("2", "2")}


def test_a_state_has_a_largest_size_and_there_are_only_so_many(small, stage):
    keep(small, stage, "x" * LARGEST)
    with pytest.raises(TooMuchState):
        keep(small, stage, "x" * (LARGEST + 1))
    for number in range(MOST_STATES - 1):
        keep(small, stage, part=("state", str(number + 1)))
    with pytest.raises(TooMuchState):
        keep(small, stage, part=("state", "more"))
    keep(small, stage, "again")
