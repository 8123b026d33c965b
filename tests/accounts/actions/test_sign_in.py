"""Who may come in, who must wait, and when an account rests."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import SignIn, create_trainee, forget_old_failures, make_card, read_card, sign_in
from accounts.models import SignInFailure, User

WRONG = "907314"


@pytest.fixture
def attempt(trainee, now):
    """Try to sign the trainee in."""

    def attempt(secret=WRONG, *, after=0, address="10.0.0.1", username=trainee.user.username):
        return sign_in(username=username, secret=secret, address=address, now=now + timedelta(seconds=after))

    return attempt


def test_code_and_pin_let_in(attempt, trainee):
    assert attempt(trainee.pin) == SignIn(user=trainee.user)


def test_a_wrong_pin_an_unknown_code_and_an_account_switched_off_are_all_wrong(attempt, trainee):
    assert attempt() == SignIn(reason="wrong")
    assert attempt(username="ZZZZZZZZ") == SignIn(reason="wrong")
    User.objects.filter(pk=trainee.user.pk).update(is_active=False)
    assert attempt(trainee.pin) == SignIn(reason="wrong")


def test_five_wrong_pins_make_this_phone_wait_a_minute_and_no_other(attempt, trainee):
    for _try in range(5):
        attempt()
    assert attempt(trainee.pin, after=59).reason == "waiting"
    assert attempt(trainee.pin, after=59, address="10.0.0.2").user == trainee.user


def test_the_wait_ends_although_she_goes_on_trying(attempt, trainee):
    for second in range(12):
        attempt(after=second)
    assert attempt(trainee.pin, after=65).user == trainee.user


def test_a_right_pin_too_soon_is_no_step_towards_the_lock(attempt, trainee):
    for _try in range(5):
        attempt()
    for _try in range(40):
        assert attempt(trainee.pin).reason == "waiting"
    trainee.user.refresh_from_db()
    assert (trainee.user.sign_in_failures, trainee.user.is_locked) == (5, False)


def test_a_right_pin_forgets_the_wrong_ones(attempt, trainee):
    for _try in range(4):
        attempt()
    attempt(trainee.pin)
    trainee.user.refresh_from_db()
    assert trainee.user.sign_in_failures == 0
    assert not SignInFailure.objects.exists()


@pytest.mark.parametrize("seconds_between", [0, 20, 3600])
def test_thirty_wrong_pins_lock_the_account_until_it_is_reset(attempt, trainee, seconds_between, now):
    for number in range(30):
        assert attempt(after=number * seconds_between, address=f"10.0.0.{number}").reason == "wrong"
    trainee.user.refresh_from_db()
    assert trainee.user.locked_at == now + timedelta(seconds=29 * seconds_between)
    assert attempt(trainee.pin, after=10**7).reason == "locked"


def test_twenty_nine_wrong_pins_do_not(attempt, trainee):
    for number in range(29):
        attempt(after=number * 3600)
    assert attempt(trainee.pin, after=30 * 3600).user == trainee.user


def test_guesses_sent_at_once_share_no_count(attempt, trainee):
    """The count is raised in the database before the PIN is looked at; what was read earlier does not matter."""
    with CaptureQueriesContext(connection) as seen:
        attempt()
    kinds = [query["sql"].split()[0] for query in seen if "accounts_" in query["sql"]]
    assert kinds.index("UPDATE") < kinds.index("INSERT")
    assert any('"sign_in_failures" = ("accounts_user"."sign_in_failures" + 1)' in query["sql"] for query in seen)


def test_forty_behind_one_address_ten_mistyping_thirty_unaffected(db, now):
    people = [create_trainee(name=f"P{n}", name_own="", language="en", now=now) for n in range(40)]
    for person in people[:10]:
        for _try in range(12):
            sign_in(username=person.user.username, secret=WRONG, address="41.90.0.1", now=now)
    answers = [
        sign_in(username=person.user.username, secret=person.pin, address="41.90.0.1", now=now) for person in people
    ]
    assert [answer.reason for answer in answers] == ["waiting"] * 10 + [""] * 30


@pytest.mark.parametrize("state", ["valid", "unknown", "switched off", "locked", "waiting"])
def test_every_failure_costs_one_hash_and_the_same_statements(attempt, trainee, monkeypatch, state, now):
    if state == "switched off":
        User.objects.filter(pk=trainee.user.pk).update(is_active=False)
    if state == "locked":
        User.objects.filter(pk=trainee.user.pk).update(locked_at=now, sign_in_failures=30)
    if state == "waiting":
        for _try in range(5):
            attempt()
    hashes = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: hashes.append(1) or encode(*given))
    with CaptureQueriesContext(connection) as seen:
        attempt(username="ZZZZZZZZ") if state == "unknown" else attempt()
    assert len(hashes) == 1
    assert [query["sql"].split()[0] for query in seen if "accounts_" in query["sql"]] == [
        "SELECT",
        "UPDATE",
        "SELECT",
        "INSERT",
        "UPDATE",
    ]


def test_the_address_is_kept_as_a_hash_only(attempt):
    attempt(address="41.90.0.1")
    assert "41.90" not in str(list(SignInFailure.objects.values()))


def test_old_failures_are_forgotten(attempt, now):
    attempt()
    attempt(after=50)
    assert forget_old_failures(now=now + timedelta(seconds=70)) == 1
    assert SignInFailure.objects.count() == 1


def test_a_card_opens_neither_an_account_that_rests_nor_one_switched_off(trainee, instructor, now):
    token = make_card(user=trainee.user, by=instructor, now=now)
    User.objects.filter(pk=trainee.user.pk).update(locked_at=now)
    assert read_card(token=token) == SignIn(reason="locked")
    User.objects.filter(pk=trainee.user.pk).update(locked_at=None, is_active=False)
    assert read_card(token=token) == SignIn(reason="wrong")
    assert read_card(token="") == read_card(token="x" * 5000) == SignIn(reason="wrong")


def test_a_person_who_has_become_staff_is_not_let_in_by_an_old_card(trainee, instructor, now):
    token = make_card(user=trainee.user, by=instructor, now=now)
    User.objects.filter(pk=trainee.user.pk).update(email="maria@hope.example")
    assert read_card(token=token) == SignIn(reason="wrong")


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_at_once_are_all_counted(now):
    person = create_trainee(name="Maria", name_own="", language="en", now=now).user

    def guess(number: int) -> str:
        try:
            return sign_in(username=person.username, secret=WRONG, address=f"10.0.0.{number}", now=now).reason
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as crowd:
        reasons = list(crowd.map(guess, range(40)))
    person.refresh_from_db()
    assert (set(reasons), person.sign_in_failures, person.locked_at) == ({"wrong"}, 30, now)
