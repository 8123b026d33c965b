"""Every address × everyone, about the things of one class: who comes in, and that no stranger reads a name there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.test import Client

from tests.doors.addresses import Address, addresses
from tests.doors.country import GUEST, NEAR, STAFF, Country, country
from tests.doors.rules import (
    ADMINISTRATORS,
    DOOR,
    EVERYBODY,
    KEPT,
    KNOW_THE_CLASS,
    KNOW_THE_CONSUL,
    MISSING,
    PAGE,
    REFUSED,
    RULES,
    Rule,
)

READ = {name: rule for rule in RULES for name in rule.read}
SENT = {name: rule for rule in RULES for name in rule.sent}
OURS = {"Sec-Fetch-Site": "same-origin"}
# Where it makes a difference to which class or post one belongs. Elsewhere one of each role will do.
OF_PEOPLE = ("learning:", "returns:", "duties:", "reports:", "certificate", "my_certificates", "teach/", "wagtailusers")
SAME = {"classmate", "far_trainee", "far_teacher", "colleague", "far_officer", "ministry_officer", "far_supervisor",
        "far_administrator", "ministry_administrator", "far_consul"}  # fmt: skip
STRANGERS = {NEAR: set(EVERYBODY.split()) - set(KNOW_THE_CLASS.split()) - {"classmate"},
             STAFF: set(EVERYBODY.split()) - set(KNOW_THE_CONSUL.split())}  # fmt: skip


@pytest.fixture(scope="session")
def standing_country(ground: None) -> Country:
    return country()


@pytest.fixture
def browsers(db: None, standing_country: Country) -> dict[str, Client]:
    found = {GUEST: Client(headers=OURS)}
    for name, person in standing_country.people.items():
        found[name] = Client(headers=OURS)
        found[name].force_login(person)
    return found


def test_every_address_has_one_rule_and_every_rule_an_address():
    names = Counter(address.name for address in addresses())
    ruled = Counter(name for rule in RULES for name in {*rule.read, *rule.sent})
    assert sorted(set(names) - set(ruled)) == []
    assert sorted(set(ruled) - set(names)) == []


# ── Trying ───────────────────────────────────────────────────────────────────────────────────────


def tried(browsers: Mapping[str, Client], address: str, method: str) -> Iterator[tuple[str, HttpResponseBase]]:
    """Each of them at one address, as if she were the only one who ever came."""
    for name, browser in browsers.items():
        cookies = browser.cookies.copy()
        with transaction.atomic():
            yield name, browser.generic(method, address)
            transaction.set_rollback(True)
        browser.cookies = cookies


def answer(response: HttpResponseBase) -> str:
    way = response.headers.get("Location", "")
    if way.startswith(("/sign-in/", "/admin/login/")):
        return DOOR
    if response.status_code == 403 or (way == "/admin/" and response.wsgi_request.path.startswith("/admin/")):
        return REFUSED
    if response.status_code in {405, 500}:
        return str(response.status_code)
    return MISSING if response.status_code == 404 else PAGE


def who_comes(address: Address, rule: Rule, browsers: Mapping[str, Client]) -> Mapping[str, Client]:
    """Those for whom it may differ. At a desk that Wagtail makes, all who are kept out and one who is let in."""
    if address.name.startswith(OF_PEOPLE):
        return browsers
    roles = [name for name in browsers if name not in SAME]
    if address.model is not None:
        let_in = [name for name in roles if rule.meets[name] == PAGE]
        roles = [name for name in roles if name not in let_in[1:]]
    return {name: browsers[name] for name in roles}


def faults(country: Country, browsers: Mapping[str, Client], rooms: tuple[Address, ...]) -> str:
    """In words, where an answer is not the rule's, or holds a name that is not for her."""
    things = {**country.shared, **country.near}
    found: list[str] = []
    for address, method, rule in asked(rooms):
        cache.clear()
        for name, response in tried(who_comes(address, rule, browsers), address.written(things), method):
            if (met := answer(response)) != rule.meets[name]:
                found.append(f"{method} {address.name}: {name} meets {met}, not {rule.meets[name]}")
            if name not in keepers(address):
                found += [f"{method} {address.name}: {name} reads {canary}" for canary in names_in(response, name)]
    return "\n".join(found)


def asked(rooms: tuple[Address, ...]) -> Iterator[tuple[Address, str, Rule]]:
    for address in rooms:
        for method, rules in (("GET", READ), ("POST", SENT)):
            if address.name in rules:
                yield address, method, rules[address.name]


def keepers(address: Address) -> list[str]:
    return ADMINISTRATORS.split() if address.name in KEPT else []


def names_in(response: HttpResponseBase, name: str) -> list[str]:
    """What this person is not to read."""
    content = b"".join(response) if response.streaming else response.content
    return [canary for canary, people in STRANGERS.items() if name in people and canary.encode() in content]


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wagtail decides who comes in before it draws anything, and drawing all its desks takes a minute."""
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")


PEOPLE = tuple(address for address in addresses() if address.name.startswith(OF_PEOPLE))
DESKS = tuple(address for address in addresses() if address not in PEOPLE and address.route.startswith("admin/"))
OTHERS = tuple(address for address in addresses() if address not in PEOPLE + DESKS)


@pytest.mark.slow
def test_everybody_meets_at_every_address_of_people_what_its_rule_says(standing_country, browsers):
    assert not (wrong := faults(standing_country, browsers, PEOPLE)), wrong


@pytest.mark.slow
def test_and_at_every_desk(standing_country, browsers, undrawn):
    assert not (wrong := faults(standing_country, browsers, DESKS)), wrong


@pytest.mark.slow
def test_and_at_every_other_address(standing_country, browsers):
    assert not (wrong := faults(standing_country, browsers, OTHERS)), wrong


@pytest.mark.slow
def test_a_class_is_no_way_into_another(standing_country, browsers):
    """The code of her own class, and what belongs to the other: she comes in nowhere, and reads no name."""
    mixed = {**standing_country.shared, **standing_country.near, "code": standing_country.far["code"]}
    teacher = browsers["far_teacher"]
    inner = [
        address for address in PEOPLE if "teach/<str:code>/" in address.route and set(address.parts) - {"code", "key"}
    ]
    met = {
        (method, address.name): (answer(response), names_in(response, "far_teacher"))
        for address, method, rule in asked(tuple(inner))
        if rule.meets["teacher"] == PAGE
        for _name, response in tried({"far_teacher": teacher}, address.written(mixed), method)
    }
    # What is not hers looks as if it were taken back, or let in, already.
    assert {door: found for door, found in met.items() if found != (MISSING, [])} == {
        ("POST", "learning:paper_undo"): (PAGE, []),
        ("POST", "learning:waiting"): (PAGE, []),
    }
