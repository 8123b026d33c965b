"""Two accounts of one trainee."""

from __future__ import annotations

import pytest

from accounts.actions import (
    NotATrainee,
    make_card,
    make_same,
    make_two,
    read_card,
    reset_pictures,
    reset_pin,
    sign_in,
    username_of_number,
)
from accounts.actions.leading import account_of, leading_to
from accounts.models import User
from accounts.pictures import secret
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def three() -> list[User]:
    """The first leads into the second, and that into the third."""
    first, second, third = (factories.UserFactory() for _each in range(3))
    make_same(gone=first, kept=second)
    make_same(gone=second, kept=third)
    return [User.objects.get(pk=one.pk) for one in (first, second, third)]


def test_one_account_leads_into_another_near_or_far(three):
    first, second, third = three
    assert [account_of(one) for one in three] == [third, third, third]
    assert [leading_to(one) for one in three] == [set(), {first.pk}, {first.pk, second.pk}]


def test_a_new_secret_is_that_of_all_and_of_one_alone_once_they_are_two(three):
    _first, second, third = three
    pin = reset_pin(user=third, by=third, now=NOW)

    def comes_in() -> list[User | None]:
        return [sign_in(username=one.username, secret=pin, address="", now=NOW).user for one in three]

    assert comes_in() == [third, third, third]
    make_two(gone=second, kept=User.objects.get(pk=third.pk))
    assert comes_in() == [None, None, third]


def test_the_number_and_pictures_of_one_that_went_open_the_other(three):
    first, _second, third = three
    drawn = reset_pictures(user=first, by=third, now=NOW)
    username = username_of_number(User.objects.get(pk=first.pk).number)
    assert sign_in(username=username, secret=secret(drawn), address="", now=NOW).user == third


def test_a_new_card_ends_those_of_all(three):
    first, _second, third = three
    old = make_card(user=first, by=third, now=NOW)
    assert read_card(token=old).user == third
    new = make_card(user=third, by=third, now=NOW)
    assert (read_card(token=old).user, read_card(token=new).user) == (None, third)


@pytest.mark.parametrize("staff", ["gone", "kept"])
def test_no_account_of_staff_is_opened_by_a_code(staff):
    accounts = {"gone": factories.UserFactory(), "kept": factories.UserFactory()}
    accounts[staff].email = "staff@example.org"
    with pytest.raises(NotATrainee):
        make_same(**accounts)


def test_who_was_appointed_since_is_not_let_in_by_the_code_that_led_to_her(three):
    first, _second, third = three
    pin = reset_pin(user=third, by=third, now=NOW)
    card = make_card(user=first, by=third, now=NOW)
    User.objects.filter(pk=third.pk).update(email="staff@example.org")
    found = (sign_in(username=first.username, secret=pin, address="", now=NOW), read_card(token=card))
    assert [one.reason for one in found] == ["wrong", "wrong"]
