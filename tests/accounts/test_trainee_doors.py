"""Pictures instead of a PIN, and a phone that is handed from one to the next."""

from __future__ import annotations

import random
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import presence
from accounts.actions import create_trainee, make_card, reset_pictures, reset_pin, sign_in
from accounts.models import AccessLog, SignInBy, User
from accounts.pictures import PICTURES, secret
from core.middleware import SHARED_SEEN

OURS = {"Sec-Fetch-Site": "same-origin"}


def signed_in(client) -> int | None:
    value = client.session.get("_auth_user_id")
    return int(value) if value else None


@pytest.fixture
def drawn(trainee, instructor, now) -> tuple[str, ...]:
    """The trainee signs in with these pictures."""
    return reset_pictures(user=trainee.user, by=instructor, now=now)


def chosen(pictures) -> dict[str, str]:
    return {f"picture{place}": picture for place, picture in enumerate(pictures, start=1)}


@pytest.fixture
def tap(client, trainee, drawn):
    """Send number and pictures, hers unless told otherwise."""

    def tap(pictures=drawn, number=None):
        return client.post("/sign-in/pictures/", {"number": number or trainee.user.number, **chosen(pictures)})

    return tap


# ── Pictures ─────────────────────────────────────────────────────────────────────────────────────


def test_she_comes_in_by_number_and_pictures_in_their_order(client, trainee, drawn, tap):
    tap(drawn[::-1])
    assert signed_in(client) is None
    assert (tap().url, signed_in(client)) == ("/me/", trainee.user.pk)


def test_the_number_may_be_typed_in_any_digits(client, trainee, tap):
    tap(number=" ".join(trainee.user.number).translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")))
    assert signed_in(client) == trainee.user.pk


def test_the_page_has_four_rows_of_twelve_named_pictures_and_asks_for_digits_only(client, db):
    page = client.get("/sign-in/pictures/").content.decode()
    assert len(re.findall(r'type="radio" name="picture[1-4]" value="(\w+)"', page)) == 48
    assert re.findall(r"<legend.*?<span>([^<]*)</span></legend>", page) == [
        "First picture", "Second picture", "Third picture", "Fourth picture",
    ]  # fmt: skip
    assert {"Sun", "Fish", "Umbrella"} <= set(re.findall(r'<span class="unseen">([^<]*)</span>', page))
    assert re.findall(r'<input type="text"[^>]*inputmode="(\w+)"', page) == ["numeric"]
    assert "checked" not in page


def test_what_was_chosen_is_not_sent_back(tap):
    assert "checked" not in tap(PICTURES[:4]).content.decode()


def test_every_failure_by_pictures_is_the_same_page(client, trainee, drawn, tap):
    wrong = PICTURES[:4] if PICTURES[:4] != drawn else PICTURES[4:8]

    def page(*given):
        return re.sub(r' value="[^"]*"| aria-[a-z]+="[^"]*"', "", tap(*given).content.decode())

    pages = {page(wrong), page(drawn, "000000001"), page(drawn, "x"), page([]), page(["dragon"] * 4), page(wrong)}
    assert not User.objects.get(pk=trainee.user.pk).is_locked
    pages |= {page(wrong), page(wrong), page(wrong), page(drawn)}
    assert User.objects.get(pk=trainee.user.pk).is_locked
    assert len(pages) == 1
    assert signed_in(client) is None


@pytest.mark.parametrize("number", ["hers", "000000001", "not a number"])
def test_every_failure_by_pictures_runs_the_same_statements(trainee, tap, number):
    with CaptureQueriesContext(connection) as seen:
        tap(PICTURES[:4], trainee.user.number if number == "hers" else number)
    kinds = [query["sql"].split()[0] for query in seen if "accounts_" in query["sql"]]
    assert kinds == ["SELECT", "SELECT", "UPDATE", "SELECT", "INSERT", "UPDATE"]


def test_five_wrong_pictures_lock_where_thirty_wrong_pins_do(trainee, drawn, now):
    wrong = secret(PICTURES[:4] if PICTURES[:4] != drawn else PICTURES[4:8])
    for number in range(5):
        sign_in(username=trainee.user.username, secret=wrong, address=f"10.0.0.{number}", now=now)
    trainee.user.refresh_from_db()
    assert trainee.user.locked_at == now
    assert sign_in(username=trainee.user.username, secret=secret(drawn), address="10.0.1.1", now=now).reason == "locked"


def test_a_new_pin_ends_the_pictures_and_new_pictures_the_pin(trainee, drawn, instructor, now):
    def opens(given: str) -> bool:
        return sign_in(username=trainee.user.username, secret=given, address="", now=now).user is not None

    assert (opens(secret(drawn)), opens(trainee.pin)) == (True, False)
    number = trainee.user.number
    pin = reset_pin(user=trainee.user, by=instructor, now=now)
    assert (opens(secret(drawn)), opens(pin)) == (False, True)
    again = reset_pictures(user=trainee.user, by=instructor, now=now)
    assert (opens(secret(again)), opens(pin), trainee.user.number) == (True, False, number)
    assert list(AccessLog.objects.order_by("pk").values_list("verb", flat=True)) == [
        "pictures_reset", "pin_reset", "pictures_reset",
    ]  # fmt: skip


def test_pictures_are_kept_as_a_pin_is(trainee, drawn):
    trainee.user.refresh_from_db()
    kept = str(User.objects.values().get(pk=trainee.user.pk))
    assert trainee.user.check_password(secret(drawn))
    assert not any(f"{one}-" in kept for one in drawn)


def test_neither_door_of_trainees_opens_with_the_secret_of_the_other(client, trainee, drawn):
    client.post("/sign-in/", {"code": trainee.user.username, "pin": secret(drawn)})
    client.post("/sign-in/pictures/", {"number": trainee.user.username, **chosen(drawn)})
    assert signed_in(client) is None


# ── She chooses herself ──────────────────────────────────────────────────────────────────────────


def test_she_chooses_pictures_herself_after_showing_that_it_is_she(client, trainee):
    client.post("/sign-in/", {"code": trainee.user.username, "pin": trainee.pin})
    refused = client.post("/me/secret/", {"pin": "907314", "by": "pictures"})
    assert "That was not your PIN." in refused.content.decode()
    page = client.post("/me/secret/", {"pin": trainee.pin, "by": "pictures"}).content.decode()
    trainee.user.refresh_from_db()
    assert trainee.user.sign_in_by == SignInBy.PICTURES
    assert trainee.user.number in page.replace(" ", "")
    shown = re.findall(r"pictures\.svg#(\w+)", page)
    assert trainee.user.check_password(secret(shown))
    assert (signed_in(client), presence.is_shared(client.session)) == (trainee.user.pk, True)
    again = client.post("/me/secret/", {**chosen(shown), "by": "pin"}).content.decode()
    pin = re.findall(r'shown-once">([^<]*)<', again)[1]
    trainee.user.refresh_from_db()
    assert (trainee.user.sign_in_by, trainee.user.check_password(pin)) == ("pin", True)


def test_another_phone_of_hers_is_signed_out(client, trainee):
    other = Client()
    for phone in (client, other):
        phone.post("/sign-in/", {"code": trainee.user.username, "pin": trainee.pin})
    client.post("/me/secret/", {"pin": trainee.pin, "by": "pin"})
    assert client.get("/home/").url == "/me/"
    assert other.get("/home/").url == "/sign-in/?next=/home/"


def test_staff_have_no_such_page(client, instructor):
    client.force_login(instructor)
    assert client.get("/me/secret/").status_code in {302, 403}


# ── A phone that is not hers ─────────────────────────────────────────────────────────────────────


@pytest.fixture
def at_hand(client, trainee):
    """A shared phone on which she has signed in."""
    client.post("/sign-in/", {"code": trainee.user.username, "pin": trainee.pin})
    return client


def wait(client, seconds: int) -> None:
    session = client.session
    session[SHARED_SEEN] -= seconds
    session.save()


def test_after_five_minutes_without_a_touch_the_phone_rests(at_hand):
    wait(at_hand, settings.SHARED_PHONE_IDLE_SECONDS - 10)
    assert at_hand.get("/home/").url == "/me/"
    wait(at_hand, settings.SHARED_PHONE_IDLE_SECONDS + 1)
    assert at_hand.get("/home/").url == "/sign-in/?next=/home/"
    assert signed_in(at_hand) is None


def test_her_own_phone_does_not(client, trainee):
    client.post("/sign-in/", {"code": trainee.user.username, "pin": trainee.pin, "own_phone": "on"})
    assert not presence.is_shared(client.session)


@pytest.mark.parametrize("by", ["pin", "pictures", "card"])
def test_every_door_takes_the_phone_for_a_shared_one(client, trainee, instructor, now, by):
    if by == "card":
        client.post(f"/card/{make_card(user=trainee.user, by=instructor, now=now)}/")
    elif by == "pictures":
        drawn = reset_pictures(user=trainee.user, by=instructor, now=now)
        client.post("/sign-in/pictures/", {"number": trainee.user.number, **chosen(drawn)})
    else:
        client.post("/sign-in/", {"code": trainee.user.username, "pin": trainee.pin})
    assert presence.is_shared(client.session)
    assert client.cookies["in"].value == "1s"


def test_a_resting_phone_asks_for_the_pin_alone_and_says_of_nobody_who_it_is(at_hand, trainee):
    wait(at_hand, 301)
    at_hand.get("/home/")
    page = at_hand.get("/sign-in/").content.decode()
    assert re.findall(r'<input type="text" name="(\w+)"', page) == ["pin"]
    assert trainee.user.name not in page
    assert trainee.user.username not in page
    at_hand.post("/sign-in/", {"pin": "907314"})
    assert signed_in(at_hand) is None
    assert at_hand.post("/sign-in/", {"pin": trainee.pin, "next": "/me/data/"}).url == "/me/data/"


def test_a_resting_phone_asks_for_pictures_where_she_has_them(client, trainee, drawn, tap):
    tap()
    wait(client, 301)
    client.get("/home/")
    assert client.get("/sign-in/?next=/me/data/").url == "/sign-in/pictures/?next=/me/data/"
    assert 'name="number"' not in client.get("/sign-in/pictures/").content.decode()
    client.post("/sign-in/pictures/", chosen(drawn))
    assert signed_in(client) == trainee.user.pk


def test_an_answer_sent_to_a_resting_phone_waits_for_her(at_hand, trainee):
    wait(at_hand, 301)
    at_hand.post("/me/secret/", {"answer": "b"}, headers={"Accept": "text/html"})
    assert at_hand.post("/sign-in/", {"pin": trainee.pin}).url == "/sign-in/unsent/"
    assert ("answer", "b") in presence.unsent(at_hand.session).fields


def test_a_page_that_nobody_touches_puts_the_phone_to_rest_at_once(at_hand, trainee):
    assert at_hand.post("/rest/").status_code == 403
    assert at_hand.post("/rest/", headers=OURS).status_code == 204
    assert signed_in(at_hand) is None
    kept = at_hand.session[presence.RESTED]
    assert (kept["user"], kept["unsent"]) == (trainee.user.pk, None)


def test_a_page_that_is_being_read_keeps_the_phone_awake(at_hand):
    wait(at_hand, 250)
    assert at_hand.post("/still/", headers=OURS).status_code == 204
    wait(at_hand, 250)
    assert at_hand.get("/home/").url == "/me/"
    assert Client().post("/still/", headers=OURS).status_code == 401


def test_her_own_phone_is_not_put_to_rest(client, trainee):
    client.post("/sign-in/", {"code": trainee.user.username, "pin": trainee.pin, "own_phone": "on"})
    client.post("/rest/", headers=OURS)
    assert signed_in(client) == trainee.user.pk


def test_last_seen_on_a_shared_phone_is_written_once_a_minute(at_hand, django_assert_num_queries):
    at_hand.get("/sign-in/")
    with django_assert_num_queries(2):  # session, person
        at_hand.get("/sign-in/")
    wait(at_hand, 90)
    at_hand.get("/sign-in/")
    assert timezone.now().timestamp() - at_hand.session[SHARED_SEEN] < 5


def test_one_tap_hands_the_phone_on(at_hand):
    assert at_hand.post("/switch/").status_code == 403  # from elsewhere
    gone = at_hand.post("/switch/", headers=OURS)
    assert (gone.url, signed_in(at_hand)) == ("/sign-in/", None)
    assert gone.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert 'name="code"' in at_hand.get("/sign-in/").content.decode()


def test_at_a_resting_phone_another_person_is_one_tap_away(at_hand):
    wait(at_hand, 301)
    at_hand.get("/home/")
    at_hand.post("/switch/", headers=OURS)
    assert presence.RESTED not in at_hand.session


@pytest.mark.parametrize("switches", [50, pytest.param(1000, marks=pytest.mark.slow)])
def test_any_number_of_switches_shows_nothing_of_one_to_another(client, now, db, switches):
    """Handed on by every way there is: a tap, a sign-out, a rest, a way out, or simply the next one signing in."""
    people = [create_trainee(name=f"Person-{n}-{n}", name_own="", language="en", now=now) for n in range(8)]
    luck = random.Random(2026)
    ways = ["/switch/", "/sign-out/", "/rest/", "/leave/", ""]
    for _switch in range(switches):
        one, way = luck.choice(people), luck.choice(ways)
        if way:
            client.post(way, headers=OURS)
        typed = {"answer": f"of {one.user.name}"}
        assert signed_in(client) is None or not way
        if luck.random() < 0.1:
            client.post("/switch/", headers=OURS)
        response = client.post("/sign-in/", {"code": one.user.username, "pin": one.pin})
        if response.status_code == 200:  # a resting phone asked for the PIN of who was there: another person, then
            client.post("/switch/", headers=OURS)
            response = client.post("/sign-in/", {"code": one.user.username, "pin": one.pin})
        page = client.get("/join/").content.decode() + str(sorted(client.session.items()))
        assert signed_in(client) == one.user.pk
        others = [other for other in people if other is not one]
        assert not any(other.user.name in page or other.user.username in page for other in others)
        assert client.session.get(presence.UNSENT, {}).get("fields", []) in ([], [["answer", typed["answer"]]])
        if luck.random() < 0.3:  # she sends something just after the phone went to rest
            wait(client, 301)
            client.post("/me/secret/", typed, headers={"Accept": "text/html"})
