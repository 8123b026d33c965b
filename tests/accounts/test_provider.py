"""Staff who sign in at their ministry: the way there and back, against a provider that really answers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from accounts.actions import reset_factor, sign_in
from accounts.models import Membership, User
from accounts.permissions import roles_of
from accounts.presence import HALF_WAY
from tests.accounts import provider as making
from tests.accounts.conftest import with_app
from tests.accounts.provider import CLIENT, SECRET, Provider, serving

REFUSED = "That did not work. Try once more, or ask your administrator"


def person(email: str) -> dict[str, object]:
    return {"email": email, "email_verified": True, "name": "Grace Wanjiku"}


@pytest.fixture
def provider(instructor, monkeypatch) -> Iterator[Provider]:
    """One that has seen our instructor."""
    with serving(person(instructor.email)) as there:
        monkeypatch.setitem(settings.OIDC, "issuer", there.issuer)
        monkeypatch.setitem(settings.OIDC, "client_id", CLIENT)
        monkeypatch.setitem(settings.OIDC, "client_secret", SECRET)
        yield there


def to_provider(client, onward: str = "") -> str:
    """Go there, and be sent back; the address of the return."""
    sent = client.get("/sign-in/staff/provider/", {"next": onward} if onward else {})
    back = requests.get(sent.url, allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith(f"{settings.PUBLIC_URL}/sign-in/staff/return/?")
    return back.removeprefix(settings.PUBLIC_URL)


def there_and_back(client, onward: str = ""):
    return client.get(to_provider(client, onward))


def signed_in(client) -> int | None:
    value = client.session.get("_auth_user_id")
    return int(value) if value else None


def test_without_a_provider_there_is_no_such_door(client, db):
    assert "/sign-in/staff/provider/" not in client.get("/sign-in/staff/").content.decode()
    assert client.get("/sign-in/staff/provider/").url == "/sign-in/staff/"
    assert signed_in(client) is None


def test_the_page_offers_it_by_name(client, provider, monkeypatch):
    monkeypatch.setitem(settings.OIDC, "name", "Ministry of Labour")
    assert "Sign in with <bdi>Ministry of Labour</bdi>" in client.get("/sign-in/staff/").content.decode()


def test_she_is_asked_for_her_second_factor_all_the_same(client, provider, instructor):
    assert there_and_back(client, "/teach/new/").url == "/sign-in/staff/set-up/"
    assert signed_in(client) is None
    with_app(instructor)
    assert there_and_back(client, "/teach/new/").url == "/sign-in/staff/code/"
    assert client.session[HALF_WAY]["user"] == instructor.pk


def test_the_providers_second_factor_counts_where_the_setting_says_so(client, provider, instructor, monkeypatch):
    monkeypatch.setitem(settings.OIDC, "second_factor", ["mfa", "phr"])
    provider.claims = {"amr": ["pwd"]}
    assert there_and_back(client).url == "/sign-in/staff/set-up/"
    provider.claims = {"amr": ["pwd", "mfa"]}
    assert there_and_back(client, "/teach/new/").url == "/teach/new/"
    assert (signed_in(client), client.get("/home/").url) == (instructor.pk, "/teach/")
    provider.claims = {"acr": "phr"}
    assert there_and_back(client).url == "/teach/"


def test_what_is_asked_is_code_challenge_state_and_nonce_new_each_time(client, provider):
    for _time in range(2):
        to_provider(client)
    first, second = provider.asked
    assert first["code_challenge_method"] == "S256"
    assert not {first[name] for name in ("state", "nonce", "code_challenge")} & set(second.values())


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "somebody else"},
        {"aud": ["somebody else"]},
        {"aud": [CLIENT, "somebody else"]},  # for several, and not asked for by us
        {"aud": [CLIENT, "somebody else"], "azp": "somebody else"},
        {"azp": "somebody else"},
        {"aud": None},
        {"iss": "http://127.0.0.1:1"},
        {"iss": None},
        {"exp": -600},
        {"exp": None},
        {"exp": "never"},
        {"iat": 6000},
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "false"},
        {"email": None},
        {"email": "nobody@hope.example"},
        {"sub": None},
    ],
    ids=str,
)
def test_a_claim_that_does_not_hold_lets_nobody_in(client, provider, lie, monkeypatch):
    monkeypatch.setitem(settings.OIDC, "second_factor", ["mfa"])
    provider.claims = {"amr": ["mfa"], **_from_now(lie)}
    page = there_and_back(client)
    assert REFUSED in page.content.decode()
    assert (signed_in(client), client.session.get(HALF_WAY)) == (None, None)


def _from_now(lie: dict[str, object]) -> dict[str, object]:
    """A moment is given in seconds from now: the clock's own would name the test anew in each process."""
    return {name: int(time.time()) + said if isinstance(said, int) and name in {"exp", "iat"} else said
            for name, said in lie.items()}  # fmt: skip


@pytest.mark.parametrize(
    "sign",
    [making.unsigned, making.by_another_key, making.by_the_public_key_as_a_secret, making.one_sign_changed,
     lambda *_given: "not a token", lambda *_given: ""],
)  # fmt: skip
def test_a_signature_that_does_not_hold_lets_nobody_in(client, provider, sign):
    provider.sign = sign
    assert REFUSED in there_and_back(client).content.decode()
    assert (signed_in(client), client.session.get(HALF_WAY)) == (None, None)


def test_a_token_for_several_that_we_asked_for_is_taken(client, provider):
    provider.claims = {"aud": [CLIENT, "another"], "azp": CLIENT}
    assert there_and_back(client).url == "/sign-in/staff/set-up/"


def test_a_return_is_good_once(client, provider):
    back = to_provider(client)
    assert client.get(back).url == "/sign-in/staff/set-up/"
    client.session.flush()
    assert REFUSED in client.get(back).content.decode()


def test_a_return_into_another_browser_is_refused(client, provider):
    back = to_provider(client)
    from django.test import Client

    stranger = Client()
    assert REFUSED in stranger.get(back).content.decode()
    to_provider(stranger)  # a journey of her own does not help
    assert REFUSED in stranger.get(back).content.decode()
    assert stranger.session.get(HALF_WAY) is None


def test_a_code_cannot_be_exchanged_without_our_verifier(client, provider):
    """Somebody else's code put into one's own return: the provider knows whose challenge it belongs to."""
    hers = parse_qs(urlsplit(to_provider(client)).query)["code"][0]
    mine = parse_qs(urlsplit(to_provider(client)).query)["state"][0]
    page = client.get("/sign-in/staff/return/", {"code": hers, "state": mine})
    assert REFUSED in page.content.decode()


@pytest.mark.parametrize("said", [{}, {"error": "access_denied"}, {"code": "x"}, {"code": "x", "state": "é"}])
def test_a_return_that_says_something_else_is_refused(client, provider, said):
    to_provider(client)
    assert REFUSED in client.get("/sign-in/staff/return/", said).content.decode()


def test_a_return_from_another_provider_is_refused(client, provider):
    assert REFUSED in client.get(f"{to_provider(client)}&iss=https%3A%2F%2Fevil.example").content.decode()


def test_a_provider_that_is_away_says_so(client, provider):
    back = to_provider(client)
    provider.broken = True
    returned = client.get(back)
    cache.clear()  # ten minutes pass
    for answer in (returned, client.get("/sign-in/staff/provider/")):
        assert answer.status_code == 503
        assert "The other sign-in does not answer now." in answer.content.decode()


def test_a_stranger_has_no_account_unless_her_domain_gets_one(client, provider, monkeypatch):
    provider.claims = {"email": "Grace@Labour.example"}
    assert REFUSED in there_and_back(client).content.decode()
    assert not User.objects.filter(email__icontains="grace").exists()
    monkeypatch.setitem(settings.OIDC, "domains", ["labour.example"])
    assert there_and_back(client).url == "/sign-in/staff/set-up/"
    grace = User.objects.get(username="grace@labour.example")
    assert (grace.name, grace.has_usable_password(), Membership.objects.filter(user=grace).exists()) == (
        "Grace Wanjiku",
        False,
        False,
    )
    assert roles_of(grace) == {"trainee"}  # that is: none
    client.force_login(grace)
    assert "You have no role here yet." in client.get("/home/").content.decode()


@pytest.mark.parametrize("domain", ["evil-labour.example", "labour.example.evil", "sub.labour.example"])
def test_a_domain_is_the_whole_domain(client, provider, monkeypatch, domain):
    monkeypatch.setitem(settings.OIDC, "domains", ["labour.example"])
    provider.claims = {"email": f"grace@{domain}"}
    assert REFUSED in there_and_back(client).content.decode()


@pytest.mark.parametrize("known", [False, True])
def test_an_account_that_is_off_stays_closed(client, provider, instructor, monkeypatch, known):
    monkeypatch.setitem(settings.OIDC, "domains", ["hope.example"])
    if known:
        there_and_back(client)
    User.objects.filter(pk=instructor.pk).update(is_active=False)
    assert REFUSED in there_and_back(client).content.decode()


def test_wrong_passwords_of_a_stranger_do_not_close_this_door(client, provider, instructor):
    for _try in range(settings.PIN_FAILURES_BEFORE_LOCK):
        sign_in(username=instructor.username, secret="wrong", address="10.0.0.9", now=timezone.now())
    assert User.objects.get(pk=instructor.pk).is_locked
    assert there_and_back(client).url == "/sign-in/staff/set-up/"


def test_she_stays_herself_when_her_address_changes_there(client, provider, instructor):
    there_and_back(client)
    provider.claims = {"email": "married@hope.example"}
    there_and_back(client)
    assert client.session[HALF_WAY]["user"] == instructor.pk


def test_an_address_given_to_somebody_else_there_opens_no_account_of_hers(client, provider, instructor, now):
    there_and_back(client)
    provider.claims = {"sub": "8"}
    assert REFUSED in there_and_back(client).content.decode()
    reset_factor(user=instructor, by=instructor, reason="Her account there was made anew", now=now)
    assert there_and_back(client).url == "/sign-in/staff/set-up/"


@pytest.mark.parametrize(
    ("told", "called"),
    [({"name": "G" * 500}, "G" * 200), ({"name": "Gra\0ce"}, "Grace"), ({"name": ""}, "grace@labour.example")],
    ids=["long", "unprintable", "none"],
)
def test_a_name_that_does_not_fit_is_made_to_fit(client, provider, monkeypatch, told, called):
    monkeypatch.setitem(settings.OIDC, "domains", ["labour.example"])
    provider.claims = {"email": "grace@labour.example", **told}
    assert there_and_back(client).url == "/sign-in/staff/set-up/"
    assert User.objects.get(username="grace@labour.example").name == called


@pytest.mark.parametrize(
    "address", [f"{'g' * 140}@labour.example", "gra\0ce@labour.example"], ids=["long", "unprintable"]
)
def test_an_address_that_does_not_fit_is_refused(client, provider, monkeypatch, address):
    monkeypatch.setitem(settings.OIDC, "domains", ["labour.example"])
    provider.claims = {"email": address}
    assert REFUSED in there_and_back(client).content.decode()


def test_the_provider_is_asked_who_it_is_once_in_ten_minutes(client, provider):
    to_provider(client)
    provider.broken = True
    assert client.get("/sign-in/staff/provider/").status_code == 302


def test_a_provider_that_is_away_is_left_alone_for_seconds(client, provider):
    provider.broken = True
    assert client.get("/sign-in/staff/provider/").status_code == 503
    provider.broken = False
    assert client.get("/sign-in/staff/provider/").status_code == 503
    cache.clear()
    assert client.get("/sign-in/staff/provider/").status_code == 302


def test_a_trainee_is_not_reached_by_this_door(client, provider, trainee):
    provider.claims = {"email": trainee.user.username.lower()}
    assert REFUSED in there_and_back(client).content.decode()
