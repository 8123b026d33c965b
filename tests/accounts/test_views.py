"""The doors, as a browser meets them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from accounts import codes
from accounts.actions import make_card, reset_pin
from accounts.models import Role, SignInFailure, User
from core import tongues
from tests.accounts.conftest import PASSWORD, come_to_work

REFUSED = "That did not work. Check the code and the PIN."


def signed_in(client) -> int | None:
    value = client.session.get("_auth_user_id")
    return int(value) if value else None


@pytest.fixture
def arabic(db):
    Locale.objects.get_or_create(language_code="ar")
    tongues.forget()


@pytest.fixture
def enter(client, trainee):
    """Post the trainee's code and PIN, or others."""

    def enter(*, to="/sign-in/", by=client, **typed):
        return by.post(to, {"code": trainee.user.username, "pin": trainee.pin, **typed})

    return enter


@pytest.fixture
def card(trainee, instructor, now):
    return f"/card/{make_card(user=trainee.user, by=instructor, now=now)}/"


def test_the_page_asks_for_two_things_and_shows_nobody(client, trainee):
    page = client.get("/sign-in/").content.decode()
    assert re.findall(r'<input type="text" name="(\w+)"', page) == ["code", "pin"]
    assert page.count('autocomplete="off"') == 2
    assert 'inputmode="numeric"' in page
    assert trainee.user.name not in page


def test_a_trainee_comes_in(enter, client, trainee):
    response = enter()
    assert (response.status_code, response.url, signed_in(client)) == (302, "/me/", trainee.user.pk)


@pytest.mark.parametrize("show", [str.lower, codes.grouped, lambda code: f" {code[:3]} {code[3:]} "])
def test_the_code_may_be_typed_as_she_likes(enter, client, trainee, show):
    enter(code=show(trainee.user.username), pin=" ".join(trainee.pin))
    assert signed_in(client) == trainee.user.pk


def test_digits_of_her_script_do(enter, client, trainee):
    enter(pin=trainee.pin.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))
    assert signed_in(client) == trainee.user.pk


def test_every_failure_answers_with_the_same_page(enter, client):
    def page(**typed):
        response = enter(**typed)
        assert (response.status_code, signed_in(client)) == (200, None)
        return re.sub(r' value="[^"]*"| aria-[a-z]+="[^"]*"', "", response.content.decode())

    wrong = [{"pin": "907314"}, {"code": "ZZZZZZZZ"}, {"code": "ZZZ"}, {"code": "", "pin": ""}, {"pin": "x" * 500}]
    pages = [page(**typed) for typed in [*wrong, {"code": "a\0b"}]]
    for _try in range(5):
        page(pin="907314")
    pages.append(page())  # waiting
    User.objects.update(locked_at=timezone.now())
    pages.append(page())  # locked
    User.objects.update(locked_at=None, is_active=False)
    pages.append(page())
    assert len(set(pages)) == 1
    assert REFUSED in pages[0]


def test_what_was_typed_as_pin_is_not_sent_back(enter):
    assert "907314" not in enter(pin="907314").content.decode()


def test_on_a_shared_phone_the_session_ends_with_the_browser(enter, client):
    enter()
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


def test_on_her_own_phone_it_lasts_twelve_hours(enter, client):
    enter(own_phone="on")
    assert 12 * 3600 - 10 <= client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] <= 12 * 3600


def test_the_session_key_changes_and_nothing_of_the_person_before_stays(enter, client, instructor):
    client.force_login(instructor)
    session = client.session
    session["left_behind"] = "hers"
    session.save()
    before = session.session_key
    enter()
    assert client.session.session_key != before
    assert "left_behind" not in client.session
    assert not client.session.exists(before)


def test_asking_for_the_page_signs_nobody_in(client, trainee):
    client.get("/sign-in/", {"code": trainee.user.username, "pin": trainee.pin})
    assert signed_in(client) is None
    assert not SignInFailure.objects.exists()


def test_a_forged_post_is_refused(trainee):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/sign-in/", {"code": trainee.user.username, "pin": trainee.pin})
    assert (response.status_code, signed_in(client)) == (403, None)


@pytest.mark.parametrize("onward", ["/me/data/", "/en/jo-ph/contract/?screen=3#top"])
def test_she_goes_on_where_she_wanted_to(enter, onward):
    assert enter(next=onward).url == onward
    assert enter(to=f"/sign-in/?next={onward.partition('?')[0]}").url == onward.partition("?")[0]


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "evil.example",
        "/\x00/evil.example",
    ],
)
def test_nobody_is_led_off_the_site(enter, client, onward):
    assert enter(next=onward).url == "/me/"
    assert client.post("/language/set/", {"language": "en", "next": onward}).url == "/"


def test_the_language_of_the_person_is_the_language_of_the_pages(enter, client, trainee, arabic):
    User.objects.filter(pk=trainee.user.pk).update(language="ar")
    enter()
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "ar"


def test_who_comes_while_somebody_is_signed_in_is_told_and_not_by_name(enter, client, trainee):
    enter()
    page = client.get("/sign-in/").content.decode()
    assert "Somebody is signed in on this phone." in page
    assert trainee.user.name not in page


def test_the_doors_cost_few_queries(client, trainee, django_assert_num_queries, db):
    client.get("/sign-in/")
    with django_assert_num_queries(0):
        client.get("/sign-in/")


# ── Staff ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("role", "home"),
    [
        ("instructor", "/teach/"),
        ("programme_officer", "/office/"),
        ("consular_officer", "/duty/"),
        ("consular_supervisor", "/office/duties/"),
        ("author", "/admin/"),
        ("reviewer", "/admin/"),
        ("administrator", "/admin/"),
    ],
)
def test_staff_come_in_by_address_and_password(client, one_of, role, home):
    user = one_of(role)
    response = come_to_work(client, user, email=f" {user.email.upper()} ")
    assert (response.url, signed_in(client)) == (home, user.pk)
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""


def test_staff_who_press_the_box_by_hand_still_leave_with_the_browser(client, instructor):
    come_to_work(client, instructor, own_phone="on")
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""


def test_staff_failures_have_one_text_too(client, instructor):
    texts = set()
    for email, password in [(instructor.email, "x"), ("nobody@hope.example", PASSWORD), ("", ""), ("no address", "x")]:
        page = client.post("/sign-in/staff/", {"email": email, "password": password}).content.decode()
        texts.add(re.search(r'role="alert">.*?<span class="grow">(.*?)</span>', page)[1])
    assert texts == {
        "That did not work. Check the address and the password. After many tries the account rests: "
        "your administrator can open it again."
    }
    assert signed_in(client) is None


def test_neither_door_opens_with_the_key_of_the_other(client, enter, trainee, instructor):
    client.post("/sign-in/staff/", {"email": trainee.user.username, "password": trainee.pin})
    # The address of staff is no learner code, so it is never looked up.
    enter(code=instructor.email, pin=PASSWORD)
    assert signed_in(client) in {None, trainee.user.pk}


# ── Cards ────────────────────────────────────────────────────────────────────────────────────────


def test_opening_a_card_asks_and_signs_nobody_in(client, card):
    response = client.get(card)
    assert "Sign in on this phone?" in response.content.decode()
    assert client.head(card).status_code == 200
    assert (signed_in(client), response.headers["Cache-Control"].split(", ")[-1]) == (None, "private")
    assert "no-store" in response.headers["Cache-Control"]


def test_the_page_of_a_card_shows_no_name(client, card, trainee):
    page = client.get(card).content.decode()
    assert trainee.user.name not in page
    assert trainee.user.username not in page


def test_pressing_the_button_signs_in(client, card, trainee):
    response = client.post(card)
    assert (response.url, signed_in(client)) == ("/me/", trainee.user.pk)
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""


def test_wrong_revoked_and_resting_cards_get_one_text(client, card, trainee, instructor, now):
    later = make_card(user=trainee.user, by=instructor, now=now)
    User.objects.filter(pk=trainee.user.pk).update(locked_at=now)
    answers = [
        getattr(client, how)(to) for how in ("get", "post") for to in (card, f"/card/{later}/", "/card/no-such/")
    ]
    texts = {re.sub(r"card(/|%2F)[\w-]+", "", answer.content.decode()) for answer in answers}
    assert len(texts) == 1
    assert "This card does not open now" in texts.pop()
    assert signed_in(client) is None


# ── Going, and the choice of language ────────────────────────────────────────────────────────────


def test_asking_to_sign_out_shows_a_button(enter, client, trainee):
    enter()
    assert "Sign out of this phone?" in client.get("/sign-out/").content.decode()
    assert signed_in(client) == trainee.user.pk


def test_signing_out_clears_the_phone(enter, client):
    enter()
    key = client.session.session_key
    response = client.post("/sign-out/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "no-store" in response.headers["Cache-Control"]
    assert {name for name, cookie in response.cookies.items() if cookie["max-age"] == 0} >= {"s", "csrftoken", "in"}
    assert "You are signed out" in response.content.decode()
    assert not client.session.exists(key)


def test_the_way_out_of_the_admin_clears_as_much(client, one_of):
    client.force_login(one_of(Role.AUTHOR))
    response = client.post("/admin/logout/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert signed_in(client) is None


def test_signing_out_twice_is_harmless(client, db):
    assert client.post("/sign-out/").status_code == 200


def test_the_language_is_remembered_on_the_phone_and_with_the_person(enter, client, trainee, arabic):
    enter()
    response = client.post("/language/set/", {"language": "ar", "next": "/me/"})
    assert (response.url, client.cookies["lang"].value) == ("/me/", "ar")
    trainee.user.refresh_from_db()
    assert trainee.user.language == "ar"
    assert '<html lang="ar" dir="rtl"' in client.get("/sign-in/").content.decode()


def test_a_guest_may_choose_a_language(client, arabic):
    client.post("/language/set/", {"language": "ar"})
    assert client.cookies["lang"].value == "ar"


@pytest.mark.parametrize("language", ["", "xx", "sw", "../en", "\0"])
def test_a_language_that_is_not_open_is_not_remembered(client, db, language):
    assert "lang" not in client.post("/language/set/", {"language": language}).cookies
    assert client.get("/language/set/").status_code == 405


def test_home_leads_everybody_to_their_own_page(client, enter):
    assert client.get("/home/").url == "/sign-in/?next=/home/"
    enter()
    assert client.get("/home/").url == "/me/"


# ── A class behind one address ───────────────────────────────────────────────────────────────────


def test_an_account_locked_by_others_opens_after_a_reset(enter, client, trainee, instructor):
    for number in range(30):
        client.post(
            "/sign-in/",
            {"code": trainee.user.username, "pin": "907314"},
            REMOTE_ADDR=f"10.0.0.{number}",
        )
    enter()
    assert signed_in(client) is None
    enter(pin=reset_pin(user=trainee.user, by=instructor, now=timezone.now() + timedelta(seconds=1)))
    assert signed_in(client) == trainee.user.pk


def test_behind_our_proxy_the_address_is_what_the_proxy_added(enter, trainee, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    wrong = {"code": trainee.user.username, "pin": "907314"}
    for number in range(5):
        Client().post("/sign-in/", wrong, headers={"X-Forwarded-For": f"1.2.3.{number}, 41.90.0.1"})
    assert SignInFailure.objects.values("address_hash").distinct().count() == 1
