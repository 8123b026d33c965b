from __future__ import annotations

import json
import uuid

import pytest
from django.urls import reverse

from learning.keeping import everything_about
from learning.models import PlayState, Record
from tests.learning import playing
from tests.learning.playing import answers, statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(small):
    return playing.stage(small.lessons(small.contract)[0], playing.content(), rule="done")


def post(client, stage, message: object, **headers: str):
    body = message if isinstance(message, (str, bytes)) else json.dumps(message)
    return client.post(
        reverse("learning:play", args=[stage.content.pk]), body, content_type="application/json",
        headers={"sec-fetch-site": "same-origin", **headers},
    )  # fmt: skip


def message(stage, kind: str, **more) -> dict:
    return {"kind": kind, "version": 1, "at": stage.at, "load": playing.LOAD, **more}


def told(client, stage, version: int = 1) -> dict:
    return client.get(reverse("learning:play", args=[stage.content.pk]), {"version": version}).json()


def test_her_score_is_kept_once_however_often_it_is_sent(trainee, stage):
    result = message(stage, "xapi", statement=statement(), answers=answers())
    for _again in range(3):
        assert post(trainee, stage, result).json() == {"kept": True}
    assert Record.objects.filter(verb=Record.Verb.TRIED).count() == 1


def test_a_part_of_it_is_not_called_kept(trainee, stage):
    assert post(trainee, stage, message(stage, "xapi", statement=statement(part=True))).json() == {"kept": False}


def test_she_goes_on_where_she_was(trainee, stage):
    state = message(stage, "state", dataId="state", subContentId="0", data='{"x":1}', invalidate=True)
    assert post(trainee, stage, state).status_code == 204
    assert told(trainee, stage)["state"] == {"0/state": '{"x":1}'}
    playing.edition(stage.content)
    assert told(trainee, stage, version=2)["state"] == {"0/state": "RESET"}


def test_she_is_named_by_another_name_in_each_content(trainee, stage, small):
    name = told(trainee, stage)["learner"]
    other = playing.Stage(playing.content(), stage.lesson)
    assert len(name) == 24
    assert small.learner.user.username not in name
    assert told(trainee, other)["learner"] not in {"", name}


def test_of_a_guest_and_of_staff_nothing_is_kept_and_they_play_all_the_same(client, small, stage):
    result = message(stage, "xapi", statement=statement(), answers=answers())
    for person in (None, small.instructor):
        if person:
            client.force_login(person)
        assert told(client, stage) == {"learner": "", "state": {}}
        assert post(client, stage, result).status_code == 204
    assert not Record.objects.filter(verb=Record.Verb.TRIED).exists()


def test_of_who_has_not_agreed_nothing_is_kept(trainee, small, stage):
    small.learner.consented_at = None
    small.learner.save()
    assert told(trainee, stage)["learner"] == ""
    assert post(trainee, stage, message(stage, "opened")).status_code == 204
    assert not Record.objects.filter(verb=Record.Verb.TRIED).exists()


def test_outside_a_lesson_only_the_state_is_kept(trainee, stage):
    alone = {**message(stage, "xapi", statement=statement(), answers=answers()), "at": ""}
    assert post(trainee, stage, alone).status_code == 204
    assert not Record.objects.filter(verb=Record.Verb.TRIED).exists()


@pytest.mark.parametrize("origin", ["null", "https://evil.example"])
def test_a_frame_without_an_origin_and_other_sites_are_refused(trainee, stage, origin):
    answer = trainee.post(
        reverse("learning:play", args=[stage.content.pk]), "{}", content_type="application/json",
        headers={"origin": origin},
    )  # fmt: skip
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "wrong",
    ["", "[]", "{", "[" * 10_000, {"kind": "state"}, {"kind": "other", "version": 1, "load": "0" * 32, "at": "x"}],
    ids=["nothing", "list", "torn", "deep", "no version", "no place"],
)
def test_what_our_script_does_not_send_is_refused_without_a_fault(trainee, stage, wrong):
    assert post(trainee, stage, wrong).status_code in {204, 400}
    assert not PlayState.objects.exists()


def test_odd_values_are_refused(trainee, stage):
    wrong = [
        message(stage, "state", dataId="../x", subContentId="0", data="1"),
        message(stage, "state", dataId="state", subContentId="0", data={"x": 1}),
        message(stage, "state", dataId="state", subContentId="0", data="x" * 70_000),
        message(stage, "xapi", statement=[], answers=None),
        message(stage, "xapi", statement=statement(), answers=answers("0[,]9")),
        {**message(stage, "opened"), "load": "mine"},
        message(stage, "other"),
        "x" * 300_000,
    ]
    assert [post(trainee, stage, one).status_code for one in wrong] == [400] * len(wrong)


def test_what_is_not_there_is_not_found(trainee, stage):
    gone = {**message(stage, "opened"), "version": 9}
    elsewhere = {**message(stage, "opened"), "at": f"{stage.lesson}.{uuid.uuid4()}"}
    assert [post(trainee, stage, one).status_code for one in (gone, elsewhere)] == [404, 404]


def test_nothing_of_it_is_stored_on_the_way(trainee, stage):
    answer = trainee.get(reverse("learning:play", args=[stage.content.pk]))
    assert "no-store" in answer.headers["Cache-Control"]


def test_what_she_did_and_where_she_is_are_among_her_data(trainee, small, stage):
    post(trainee, stage, message(stage, "opened"))
    post(trainee, stage, message(stage, "state", dataId="state", subContentId="0", data="1"))
    kept = everything_about(small.learner)
    assert [row["data"] for row in kept["in_the_middle_of"]] == ["1"]
    assert "tried" in {row["verb"] for row in kept["records"]}


def test_asking_costs_the_same_however_far_she_is(trainee, stage, django_assert_max_num_queries):
    for number in range(20):
        post(trainee, stage, message(stage, "state", dataId="state", subContentId=str(number), data="1"))
    with django_assert_max_num_queries(6):
        assert len(told(trainee, stage)["state"]) == 20


@pytest.mark.parametrize("data", ["a\0b", "\ud800"], ids=["nul", "half a character"])
def test_a_state_that_no_database_takes_is_refused(trainee, stage, data):
    state = message(stage, "state", dataId="state", subContentId="0", data=data)
    assert post(trainee, stage, state).status_code == 400
    assert not PlayState.objects.exists()


def test_an_edition_of_a_hundred_figures_is_none(trainee, stage):
    address = reverse("learning:play", args=[stage.content.pk])
    assert trainee.get(address, {"version": "9" * 5000}).status_code == 200
