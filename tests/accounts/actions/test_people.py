"""Making people, PINs and cards."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts import codes
from accounts.actions import (
    NotATrainee,
    create_staff,
    create_trainee,
    log_access,
    make_card,
    read_card,
    reset_pin,
    sign_in,
)
from accounts.actions.people import NoFreeCode
from accounts.models import AccessLog, SignInCard, SignInFailure, User


def chance(*values: bytes):
    """Randomness that gives these bytes, one after the other, whatever is asked for."""
    given = iter(values)
    return lambda _count: next(given)


def log_lines() -> list[tuple[str, str, str]]:
    return list(AccessLog.objects.order_by("id").values_list("actor__email", "verb", "subject"))


def test_a_trainee_has_a_code_a_pin_and_no_address(db, now):
    made = create_trainee(name="Maria Santos", name_own="मारिया", language="ne", now=now)
    user = User.objects.get(pk=made.user.pk)
    assert (user.name, user.name_own, user.language, user.email, user.date_joined) == (
        "Maria Santos",
        "मारिया",
        "ne",
        "",
        now,
    )
    assert codes.read_learner_code(user.username) == user.username
    assert user.check_password(made.pin)
    assert user.is_trainee


def test_a_taken_code_is_drawn_again(db, now):
    pin, taken, free = (491703).to_bytes(8, "big"), bytes(5), b"\xff" * 5
    create_trainee(name="A", name_own="", language="en", now=now, randomness=chance(pin, taken))
    made = create_trainee(name="B", name_own="", language="en", now=now, randomness=chance(pin, taken, taken, free))
    assert made.user.username == "ZZZZZZZZ"


def test_a_pin_that_is_guessed_first_is_drawn_again(db, now):
    randomness = chance(bytes(8), (123456).to_bytes(8, "big"), (491703).to_bytes(8, "big"), bytes(5))
    assert create_trainee(name="A", name_own="", language="en", now=now, randomness=randomness).pin == "491703"


def test_when_only_guessable_pins_come_up_it_is_an_error(db, now):
    with pytest.raises(NoFreeCode):
        create_trainee(name="A", name_own="", language="en", now=now, randomness=bytes)


def test_when_only_taken_codes_come_up_it_is_an_error(db, now):
    pin, taken = (491703).to_bytes(8, "big"), bytes(5)
    create_trainee(name="A", name_own="", language="en", now=now, randomness=chance(pin, taken))
    with pytest.raises(NoFreeCode):
        create_trainee(name="B", name_own="", language="en", now=now, randomness=chance(pin, *[taken] * 20))
    assert User.objects.count() == 1


def test_staff_sign_in_with_their_address_in_lower_case(db, now):
    user = create_staff(email=" Amina@Hope.example ", name="Amina", password="seven quiet rivers", now=now)
    assert (user.username, user.email, user.is_trainee) == ("amina@hope.example", "amina@hope.example", False)


@pytest.mark.parametrize("password", ["short", "eleven sign", "password1234"])
def test_a_weak_password_is_refused(db, now, password):
    with pytest.raises(ValidationError):
        create_staff(email="amina@hope.example", name="Amina", password=password, now=now)
    assert not User.objects.exists()


def test_a_reset_gives_a_new_pin_opens_the_account_and_is_logged(trainee, instructor, now):
    for _wrong in range(30):
        sign_in(username=trainee.user.username, secret="000000", address="10.0.0.1", now=now)
    assert User.objects.get(pk=trainee.user.pk).is_locked
    pin = reset_pin(user=trainee.user, by=instructor, now=now)
    user = User.objects.get(pk=trainee.user.pk)
    assert (user.is_locked, user.sign_in_failures, user.check_password(pin)) == (False, 0, True)
    assert not SignInFailure.objects.filter(username=user.username).exists()
    assert sign_in(username=user.username, secret=pin, address="10.0.0.1", now=now).user == user
    assert log_lines() == [("instructor@hope.example", "pin_reset", f"user:{user.pk}")]


def test_of_two_cards_only_the_later_opens(trainee, instructor, now):
    first = make_card(user=trainee.user, by=instructor, now=now)
    second = make_card(user=trainee.user, by=instructor, now=now)
    assert (read_card(token=first).user, read_card(token=second).user) == (None, trainee.user)
    assert SignInCard.objects.filter(user=trainee.user, revoked_at=None).count() == 1
    assert [verb for _actor, verb, _subject in log_lines()] == ["card_made", "card_made"]


def test_the_token_of_a_card_is_not_kept(trainee, instructor, now):
    token = make_card(user=trainee.user, by=instructor, now=now)
    assert len(token) >= 27
    assert token not in str(list(SignInCard.objects.values())) + str(list(AccessLog.objects.values()))


@pytest.mark.parametrize("give", [reset_pin, make_card])
def test_staff_get_neither_pin_nor_card(instructor, now, give):
    with pytest.raises(NotATrainee):
        give(user=instructor, by=instructor, now=now)
    assert log_lines() == []


def test_the_log_holds_the_beginning_of_a_long_reason(db, now):
    user = create_trainee(name="Maria Santos", name_own="", language="en", now=now).user
    assert log_access(actor=user, verb="read", subject="user:1", purpose="a" * 300, now=now).purpose == "a" * 200
