"""The second factor as a browser meets it: on every way to the admin, the office and the classes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts import presence
from accounts.actions import begin_factor, ensure_groups, factor_of, next_code
from accounts.models import AccessLog, Role, SecondFactor, User
from tests.accounts.conftest import PASSWORD, at_the_door, come_to_work, with_app

DESKS = ["/teach/", "/office/", "/admin/", "/admin/pages/", "/admin/users/", "/admin/api/main/pages/", "/home/", "/me/"]


def signed_in(client) -> int | None:
    value = client.session.get("_auth_user_id")
    return int(value) if value else None


def by_password_alone(user: User) -> Client:
    """A session as it stood before there were second factors, or as any other way in would leave it."""
    client = Client()
    client.login(username=user.username, password=PASSWORD)
    assert signed_in(client) == user.pk
    return client


@pytest.fixture
def administrator(one_of) -> User:
    user = one_of(Role.ADMINISTRATOR)
    ensure_groups()
    return user


def test_after_the_password_nobody_is_signed_in_yet(client, administrator):
    assert at_the_door(client, administrator).url == "/sign-in/staff/set-up/"
    assert signed_in(client) is None
    with_app(administrator)
    assert at_the_door(client, administrator).url == "/sign-in/staff/code/"
    assert signed_in(client) is None


@pytest.mark.parametrize("address", DESKS)
def test_half_way_in_no_desk_opens(client, administrator, address):
    with_app(administrator)
    at_the_door(client, administrator)
    for browser in (client, by_password_alone(administrator)):
        assert re.match("/(sign-in|admin/login)/", browser.get(address).url)
        assert browser.post(address).status_code in {302, 403, 405}


def test_half_way_in_public_pages_and_the_way_out_are_open(client, administrator):
    at_the_door(client, administrator)
    for address in ("/sign-in/", "/sign-out/", "/verify/", "/sign-in/staff/set-up/"):
        assert client.get(address).status_code == 200


def test_wagtails_own_door_leads_to_ours_and_keeps_where_one_wanted_to_go(client, administrator):
    assert client.get("/admin/login/?next=/admin/pages/").url == "/sign-in/staff/?next=/admin/pages/"
    client.post("/admin/login/", {"username": administrator.username, "password": PASSWORD})
    assert signed_in(client) is None


def test_setting_up_shows_a_square_and_a_key_then_codes_once(client, administrator):
    at_the_door(client, administrator, next="/admin/pages/")
    page = client.get("/sign-in/staff/set-up/").content.decode()
    shared = SecondFactor.objects.get(user=administrator).secret
    assert "<svg" in page
    assert shared[:4] in page
    wrong = client.post("/sign-in/staff/set-up/", {"code": "000000"})
    assert "That did not work." in wrong.content.decode()
    assert signed_in(client) is None
    code = next_code(user=administrator, now=timezone.now())
    done = client.post("/sign-in/staff/set-up/", {"code": code})
    assert len(set(re.findall(r"<bdi class=\"code\">(\d{4} \d{4} \d{4})</bdi>", done.content.decode()))) == 10
    assert 'href="/admin/pages/"' in done.content.decode()
    assert "no-store" in done.headers["Cache-Control"]
    assert signed_in(client) == administrator.pk
    assert client.get("/admin/").status_code == 200
    assert client.get("/sign-in/staff/set-up/").url == "/sign-in/staff/"


def test_who_looked_at_the_set_up_before_her_has_seen_another_secret(client, administrator):
    def looked(browser: Client) -> str:
        browser.get("/sign-in/staff/set-up/")
        return SecondFactor.objects.get(user=administrator).secret

    thief = Client()
    at_the_door(thief, administrator)
    at_the_door(client, administrator)
    seen, hers = looked(thief), looked(client)
    assert seen != hers == looked(client)
    code = next_code(user=administrator, now=timezone.now())
    thief.post("/sign-in/staff/set-up/", {"code": code})  # though it were right
    assert signed_in(thief) is None
    client.post("/sign-in/staff/set-up/", {"code": next_code(user=administrator, now=timezone.now())})
    assert signed_in(client) is None  # the thief's look has made it another again: she is shown that
    client.post("/sign-in/staff/set-up/", {"code": next_code(user=administrator, now=timezone.now())})
    assert signed_in(client) == administrator.pk
    assert SecondFactor.objects.get(user=administrator).secret not in {seen, hers}


def test_who_has_an_app_cannot_set_up_another_with_the_password_alone(client, administrator):
    with_app(administrator)
    at_the_door(client, administrator)
    assert client.get("/sign-in/staff/set-up/").url == "/sign-in/staff/code/"
    assert client.post("/sign-in/staff/set-up/", {"code": "000000"}).url == "/sign-in/staff/code/"


def test_a_code_lets_in_and_leads_on(client, administrator):
    assert come_to_work(client, administrator, next="/admin/pages/").url == "/admin/pages/"
    assert client.get("/admin/").status_code == 200


def test_a_code_seen_over_her_shoulder_is_spent(client, administrator):
    with_app(administrator)
    SecondFactor.objects.update(last_step=0)
    code = next_code(user=administrator, now=timezone.now())
    at_the_door(client, administrator)
    client.post("/sign-in/staff/code/", {"code": code})
    assert signed_in(client) == administrator.pk
    thief = Client()
    at_the_door(thief, administrator)
    assert "That did not work." in thief.post("/sign-in/staff/code/", {"code": code}).content.decode()
    assert signed_in(thief) is None


def test_a_code_from_paper_lets_in_and_says_how_many_are_left(client, administrator):
    papers = with_app(administrator)
    at_the_door(client, administrator)
    client.post("/sign-in/staff/code/", {"code": papers[0]})
    assert signed_in(client) == administrator.pk
    assert "9 recovery codes are left." in client.get("/admin/").content.decode()


def test_every_failure_at_the_second_door_is_the_same_page(client, administrator):
    with_app(administrator)
    at_the_door(client, administrator)

    def page(code: str) -> str:
        text = client.post("/sign-in/staff/code/", {"code": code}).content.decode()
        return re.sub(r' value="[^"]*"| aria-[a-z]+="[^"]*"', "", text)

    pages = {page(code) for code in ["000000", "", "x", "000000000000", "00000", "1" * 400, "a\0b"]}
    pages.add(page(next_code(user=administrator, now=timezone.now())))  # waiting
    SecondFactor.objects.update(failures=30)
    pages.add(page("000000"))
    assert len(pages) == 1
    assert signed_in(client) is None


def test_half_way_is_ten_minutes_and_ends_with_another_password(client, administrator):
    with_app(administrator)
    at_the_door(client, administrator)
    session = client.session
    session[presence.HALF_WAY] = {**session[presence.HALF_WAY], "at": session[presence.HALF_WAY]["at"] - 601}
    session.save()
    assert client.get("/sign-in/staff/code/").url == "/sign-in/staff/"
    at_the_door(client, administrator)
    administrator.set_password("nine quiet rivers")
    administrator.save()
    assert client.get("/sign-in/staff/code/").url == "/sign-in/staff/"


def test_nobody_comes_to_the_second_door_first(client, db):
    for door in ("/sign-in/staff/code/", "/sign-in/staff/set-up/"):
        assert client.get(door).url == client.post(door, {"code": "123456"}).url == "/sign-in/staff/"


def test_a_trainee_is_not_let_in_at_the_door_of_staff(client, trainee):
    client.post("/sign-in/staff/", {"email": trainee.user.username, "password": trainee.pin})
    assert (signed_in(client), client.session.get(presence.HALF_WAY)) == (None, None)


def test_the_setting_lets_staff_in_by_password_alone(client, administrator, settings):
    settings.STAFF_SECOND_FACTOR = False
    assert at_the_door(client, administrator).url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_the_code_is_shown_only_on_a_demo_that_says_so(client, one_of, settings):
    user = one_of(Role.AUTHOR)
    with_app(user)
    at_the_door(client, user)
    shown = "data-demo-code"
    assert shown not in client.get("/sign-in/staff/code/").content.decode()
    settings.DEMO_CODES_FOR = "hope.example"
    assert shown in client.get("/sign-in/staff/code/").content.decode()
    settings.DEMO_CODES_FOR = "baon.example"
    assert shown not in client.get("/sign-in/staff/code/").content.decode()


def test_no_real_domain_can_have_its_codes_shown(client, centre, settings, now):
    from accounts.actions import create_staff
    from accounts.checks import doors

    user = create_staff(email="grace@ministry.gov", name="Grace", password=PASSWORD, now=now)
    begin_factor(user=user)
    settings.DEMO_CODES_FOR = "ministry.gov"
    at_the_door(client, user)
    assert "data-demo-code" not in client.get("/sign-in/staff/set-up/").content.decode()
    assert [found.id for found in doors()] == ["accounts.E002"]


def test_a_provider_without_encryption_is_told_before_the_start(settings, monkeypatch):
    from accounts.checks import doors

    monkeypatch.setitem(settings.OIDC, "issuer", "http://sign-in.ministry.example")
    assert [found.id for found in doors()] == ["accounts.E001"]


# ── Resetting ────────────────────────────────────────────────────────────────────────────────────


def reset_page(user: User) -> str:
    return f"/admin/people/{user.pk}/second-factor/"


def test_an_administrator_resets_with_a_reason_and_the_person_is_signed_out(client, administrator, instructor):
    at_work = Client()
    come_to_work(at_work, instructor)
    client.force_login(administrator)
    assert reset_page(instructor) in client.get("/admin/users/").content.decode()
    assert "see her, or call her" in client.get(reset_page(instructor)).content.decode()
    assert client.post(reset_page(instructor), {"reason": " "}).status_code == 422
    assert factor_of(instructor) is not None
    client.post(reset_page(instructor), {"reason": "Lost her phone, seen in person"})
    assert factor_of(instructor) is None
    assert AccessLog.objects.get(verb="second_factor_reset").purpose == "Lost her phone, seen in person"
    assert at_work.get("/home/").url == "/sign-in/?next=/home/"
    assert at_the_door(at_work, instructor).url == "/sign-in/staff/set-up/"


@pytest.mark.parametrize("role", sorted(set(Role.values) - {Role.ADMINISTRATOR, Role.TRAINEE}))
def test_nobody_else_resets(client, administrator, one_of, role):
    with_app(administrator)
    client.force_login(one_of(role))
    assert client.post(reset_page(administrator), {"reason": "because"}).status_code in {302, 403, 404}
    assert factor_of(administrator) is not None


def test_an_administrator_resets_neither_trainees_nor_those_above(client, administrator, trainee):
    above = User.objects.create_superuser("root", password=PASSWORD)
    client.force_login(administrator)
    for person in (trainee.user, above):
        assert client.post(reset_page(person), {"reason": "because"}).status_code == 404


# ── Coming back after a rest ─────────────────────────────────────────────────────────────────────


def away(client, user: User) -> None:
    """Half an hour passes on a page."""
    come_to_work(client, user)
    client.get("/sign-in/")
    session = client.session
    session[presence.STAFF_SEEN] -= settings.STAFF_IDLE_SECONDS + 5
    session.save()


def typed(client, fields: dict[str, object], to: str = "/teach/new/", **headers: str):
    return client.post(
        to, fields, headers={"Accept": "text/html", "Referer": "http://testserver/teach/new/", **headers}
    )


def test_what_she_sent_too_late_is_kept_and_sent_when_she_is_back(client, instructor):
    away(client, instructor)
    late = typed(client, {"title": "Morning\nclass", "languages": ["en", "ne"], "csrfmiddlewaretoken": "old"})
    assert late.url == "/sign-in/staff/?next=%2Fteach%2Fnew%2F"
    assert "what you sent last is kept for you" in client.get(late.url).content.decode()
    back = come_to_work(client, instructor, next="/teach/new/")
    assert back.url == "/sign-in/unsent/"
    page = client.get(back.url).content.decode()
    assert ">/teach/new/</bdi>" in page
    assert "<li><bdi>Morning<br>class</bdi></li>" in page
    assert re.findall(r'<textarea name="(\w+)" hidden>\n([^<]*)</textarea>', page) == [
        ("title", "Morning\nclass"),
        ("languages", "en"),
        ("languages", "ne"),
    ]
    again = client.post(back.url, {"title": "Morning\nclass"})
    assert (again.status_code, again.url) == (307, "/teach/new/")
    assert client.get(back.url).url == "/teach/"  # asked once


def test_she_may_let_it_go(client, instructor):
    away(client, instructor)
    typed(client, {"title": "Morning class"})
    come_to_work(client, instructor)
    assert client.post("/sign-in/unsent/", {"let_it_go": "1"}).url == "/teach/"
    assert presence.UNSENT not in client.session


def test_what_one_sent_is_never_shown_to_another(client, instructor, one_of):
    away(client, instructor)
    typed(client, {"title": "Hers alone"})
    assert come_to_work(client, one_of(Role.PROGRAMME_OFFICER)).url == "/office/"
    assert "Hers alone" not in str(dict(client.session))
    assert client.get("/sign-in/unsent/").url == "/office/"


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Mode": "cors"}, {"Accept": "application/json"}, {"Sec-Fetch-Mode": "no-cors"}]
)
def test_what_scripts_sent_is_not_kept(client, instructor, headers):
    away(client, instructor)
    typed(client, {"title": "Morning class"}, **headers)
    assert client.session[presence.RESTED]["unsent"] is None


def test_the_form_is_kept_too_when_a_script_met_the_resting_session_first(client, instructor):
    away(client, instructor)
    typed(client, {"draft": "x"}, **{"Sec-Fetch-Mode": "cors"})
    typed(client, {"title": "Morning class"})
    at_the_door(client, instructor)
    assert client.session[presence.RESTED]["unsent"]["fields"] == [["title", "Morning class"]]


def test_what_comes_hours_later_at_that_browser_is_not_kept(client, instructor):
    away(client, instructor)
    typed(client, {"draft": "x"}, **{"Sec-Fetch-Mode": "cors"})
    session = client.session
    session[presence.RESTED] = {**session[presence.RESTED], "at": session[presence.RESTED]["at"] - 601}
    session.save()
    typed(client, {"title": "Somebody else's"})
    assert client.session[presence.RESTED]["unsent"] is None


def test_what_is_typed_at_a_door_is_not_kept(client, instructor):
    away(client, instructor)
    typed(client, {"code": "123456"}, to="/sign-in/staff/code/")
    assert client.session[presence.RESTED]["unsent"] is None


SECRET = ["password1", "password-old_password", "password-new_password2", "id-newPassword", "pin", "0-pin", "picture4"]


def test_secrets_and_heaps_are_not_kept(client, instructor):
    away(client, instructor)
    typed(client, dict.fromkeys(SECRET, "seven quiet rivers") | {"title": "x"})
    assert client.session[presence.RESTED]["unsent"]["fields"] == [["title", "x"]]
    away(client, instructor)
    typed(client, {"title": "x" * 300_000})
    assert client.session[presence.RESTED]["unsent"] is None


def test_a_page_asked_for_too_late_is_shown_after_the_sign_in(client, instructor):
    away(client, instructor)
    assert client.get("/teach/?off=3").url == "/sign-in/staff/?next=%2Fteach%2F%3Foff%3D3"


def test_a_session_never_outlasts_twelve_hours(client, instructor):
    assert timedelta(seconds=settings.SESSION_COOKIE_AGE) == timedelta(hours=12)
