"""Live questions on the phones of a class: no sign-in, no session, no cookie."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from learning import actions
from learning.models import LiveQuiz, LiveTally
from learning.views import phones
from tests.factories import NOW
from tests.learning.live import begun, counts, kept, option

OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def at(small) -> str:
    small.cohort.code = "K7M42P"
    small.cohort.save()
    return "/live/K7M42P/"


@pytest.fixture
def live(small, at) -> LiveQuiz:
    return begun(small)


def hidden(page: str) -> dict[str, str]:
    """Which question a page answers, and its token."""
    return {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("version", "token")}


def field(page: str) -> str:
    return re.search(r'name="(answer-[\w-]+)"', page)[1]


def answer(client: Client, at: str, page: str, value: str, **more: str):
    return client.post(at, {**hidden(page), field(page): value, **more}, **OURS)


# ── Coming in ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("typed", ["K7M42P", "k7m-42p", " K7M 42P ", "K٧M٤٢P"])
def test_a_code_is_read_as_it_is_typed(client, at, typed):
    assert client.get("/live/", {"code": typed}).headers["Location"] == at
    assert client.get(f"/live/{typed}/", follow=True).redirect_chain in ([], [(at, 302)])


def test_an_unknown_code_is_said(client, at):
    assert "Class code" in text(client.get("/live/"))
    assert "No class has this code" in text(client.get("/live/", {"code": "ZZZZZZ"}), 422)
    assert client.get("/live/ZZZZZZ/").status_code == 404


def test_before_the_first_question_the_page_waits_and_looks_again(client, at):
    page = text(client.get(at))
    assert "The next question comes soon" in page
    assert '<meta http-equiv="refresh"' in page


# ── Answering ────────────────────────────────────────────────────────────────────────────────────


def test_an_answer_is_counted_and_can_be_changed(client, at, live):
    right, wrong = option(live, right=True), option(live, right=False)
    first = text(client.get(at))
    assert '<meta http-equiv="refresh"' not in first
    second = text(answer(client, at, first, wrong))
    assert "Your answer is counted. You may still change it." in second
    assert hidden(second) == hidden(first)
    text(answer(client, at, second, right))
    assert counts(live) == {right: (1, 0), LiveTally.PHONES: (1, 0)}


def test_two_phones_are_two_answers(client, at, live):
    right = option(live, right=True)
    pages = [text(client.get(at)) for _phone in range(2)]
    for page in pages:
        answer(client, at, page, right)
    assert counts(live) == {right: (2, 0), LiveTally.PHONES: (2, 0)}


def test_not_sure_is_an_answer(client, at, live):
    answer(client, at, text(client.get(at)), "not-sure")
    assert counts(live) == {LiveTally.NOT_SURE: (1, 0), LiveTally.PHONES: (1, 0)}


def test_looking_again_counts_nothing_twice_and_shows_what_is_shown_by_then(client, at, live):
    right = option(live, right=True)
    page = text(answer(client, at, text(client.get(at)), right))
    assert "Your answer is counted" in text(answer(client, at, page, right, look="1"))
    actions.show_live(live=live, number=1, now=NOW)
    shown = text(answer(client, at, page, right, look="1"))
    assert "About: Before I travel" in shown
    assert "closed before your answer came" not in shown
    assert counts(live) == {right: (1, 0), LiveTally.PHONES: (1, 0)}


def test_an_answer_that_comes_too_late_is_said_kindly(client, at, live):
    page = text(client.get(at))
    actions.show_live(live=live, number=1, now=NOW)
    assert "closed before your answer came" in text(answer(client, at, page, option(live, right=True)))
    actions.next_live(live=live, number=1, now=NOW)
    late = text(answer(client, at, page, option(live, right=True)))
    assert "closed before your answer came" in late
    assert hidden(late)["version"] == str(live.versions[1])
    assert (counts(live), counts(live, live.versions[1]), kept()) == ({}, {}, 0)


@pytest.mark.parametrize("value", ["", "elsewhere"])
def test_what_is_no_answer_is_asked_again(client, at, live, value):
    page = text(client.get(at))
    text(answer(client, at, page, value), 422)
    assert counts(live) == {}


@pytest.mark.parametrize("token", ["", "short", "x" * 5000, "ا" * 22])
def test_a_token_that_we_did_not_make_is_replaced(client, at, live, token):
    page = text(client.get(at))
    given = {**hidden(page), "token": token, field(page): option(live, right=True)}
    back = text(client.post(at, given, **OURS))
    assert re.fullmatch(r"[\w-]{22}", hidden(back)["token"])


# ── What stays ───────────────────────────────────────────────────────────────────────────────────


def test_no_cookie_is_set_and_no_session_begun(client, at, live):
    page = text(client.get(at))
    answers = [client.get("/live/"), client.get(at), answer(client, at, page, "not-sure"), client.get(f"{at}state/")]
    assert {response.status_code for response in answers} == {200}
    assert (dict(client.cookies), Session.objects.count()) == ({}, 0)
    assert {"no-store" in response.headers["Cache-Control"] for response in answers} == {True}
    assert {"Cookie" in response.headers.get("Vary", "") for response in answers} == {False}


def test_a_signed_in_trainee_leaves_no_trace_either(trainee, small, at, live):
    answer(trainee, at, text(trainee.get(at)), option(live, right=True))
    assert small.learner.records.count() == 0
    assert kept() == 1


def test_a_post_from_elsewhere_is_refused(client, at, live):
    page = text(client.get(at))
    given = {**hidden(page), field(page): option(live, right=True)}
    assert client.post(at, given, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert client.post(at, given).status_code == 403
    assert client.post(at, given, HTTP_ORIGIN="http://testserver").status_code == 200  # plain HTTP, a class network


def test_who_sends_faster_than_a_class_can_is_asked_to_wait(client, at, live, monkeypatch):
    monkeypatch.setattr(phones, "PER_MINUTE", 2)
    page = text(client.get(at))
    codes = [answer(client, at, page, "not-sure").status_code for _each in range(3)]
    assert codes == [200, 200, 429]


# ── What is told ─────────────────────────────────────────────────────────────────────────────────


def test_nothing_tells_what_is_right_before_the_answers_are_shown(client, at, live):
    """B11"""
    page = text(client.get(at))
    told = [page, text(answer(client, at, page, option(live, right=False))), text(client.get(f"{at}state/"))]
    for words in ("About:", "Right", "correct", "badge-done"):
        assert not [payload for payload in told if words in payload], words


def test_the_state_says_when_to_look_again(client, at, live):
    def state() -> dict[str, object]:
        return client.get(f"{at}state/").json()

    first = state()
    assert first == {"mark": live.mark, "phones": 0}
    assert f'data-mark="{live.mark}"' in text(client.get(at))
    answer(client, at, text(client.get(at)), "not-sure")
    assert state() == {"mark": live.mark, "phones": 1}
    actions.show_live(live=live, number=1, now=NOW)
    assert state()["mark"] != live.mark
    actions.end_live(live=live, now=NOW)
    assert state() == {"mark": "", "phones": 0}


def test_the_way_out_is_on_every_page(client, at, live):
    assert 'class="leave"' in text(client.get("/live/"))
    assert 'class="leave"' in text(client.get(at))
    actions.show_live(live=live, number=1, now=NOW)
    assert 'class="leave"' in text(client.get(at))
    actions.end_live(live=live, now=NOW)
    assert 'class="leave"' in text(client.get(at))


@pytest.mark.parametrize("answers", [1, 30])
def test_query_counts_are_flat(client, at, live, answers, django_assert_max_num_queries):
    pages = [text(client.get(at)) for _phone in range(answers)]
    for page in pages:
        answer(client, at, page, "not-sure")
    with django_assert_max_num_queries(6):
        text(client.get(at))
    with django_assert_max_num_queries(2):
        text(client.get(f"{at}state/"))
    page = text(client.get(at))
    with django_assert_max_num_queries(14):
        text(answer(client, at, page, "not-sure"))
