"""Every address of required training × who holds a role in the ministry or at another post: who comes in."""

from __future__ import annotations

import uuid

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import Role
from duties.actions import Had, ask_recognition, assign_everyone, cancel_posting
from duties.evidence import Evidence
from duties.models import StaffList
from tests.duties.conftest import NOW, assignment_of, days, member, person, posted, requirement

LOOKS = {Role.CONSULAR_OFFICER, Role.CONSULAR_SUPERVISOR, Role.ADMINISTRATOR}
KEEPS = {Role.CONSULAR_SUPERVISOR, Role.ADMINISTRATOR}

# How each address is asked.
OWN = ("home", "calendar", "data", "go_on", "outside")
ADDRESSES = {
    "home": ("get", "/duty/"),
    "calendar": ("get", "/duty/days.ics"),
    "data": ("get", "/duty/data.json"),
    "go_on": ("get", "/duty/{assignment}/go-on/"),
    "outside": ("get", "/duty/{assignment}/outside/"),
    "overview": ("get", "/office/duties/"),
    "export": ("post", "/office/duties.csv"),
    "recognitions": ("get", "/office/duties/recognitions/"),
    "recognition": ("get", "/office/duties/recognitions/{recognition}/"),
    "evidence": ("get", "/office/duties/recognitions/{recognition}/evidence/"),
    "exempt": ("get", "/office/duties/{assignment}/exempt/"),
    "end_exemption": ("post", "/office/duties/{assignment}/exempt/end/"),
    "lists": ("get", "/office/duties/lists/"),
    "list_template": ("get", "/office/duties/lists/template.csv"),
    "list": ("get", "/office/duties/lists/{list}/"),
    "write_list": ("post", "/office/duties/lists/{list}/write/"),
    "put_away_list": ("post", "/office/duties/lists/{list}/put-away/"),
    "undo_list": ("post", "/office/duties/lists/{list}/undo/"),
}
OF_ONE = {"recognition", "evidence", "exempt", "end_exemption", "list", "write_list", "put_away_list", "undo_list"}
DONE = {"undo_list": 409, "write_list": 302, "put_away_list": 302, "end_exemption": 302}


@pytest.fixture
def places(service, rule) -> dict[str, object]:
    staff = posted(service)
    asked = ask_recognition(
        form_id=uuid.uuid4(), assignment=assignment_of(staff), had=Had("Protection", "Academy", days(-5)),
        evidence=Evidence(b"%PDF-", "pdf"), by=staff.user, now=NOW,
    )  # fmt: skip
    brought = StaffList.objects.create(
        id=uuid.uuid4(), service=service.ministry, name="list.csv", brought_by=service.trainer, brought_at=NOW
    )
    return {"staff": staff, "assignment": assignment_of(staff).pk, "recognition": asked.pk, "list": brought.pk}


def answers(client: Client, places: dict[str, object]) -> dict[str, int]:
    """What each address answers to this browser, each asked as if it were the only one."""
    found = {}
    for name, (method, address) in ADDRESSES.items():
        with transaction.atomic():
            found[name] = getattr(client, method)(address.format(**places), {"purpose": "audit"}).status_code
            transaction.set_rollback(True)
    return found


def expected(**by_name: int) -> dict[str, int]:
    return {name: by_name.get(name, 403) for name in ADDRESSES}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.TRAINEE])
def test_roles_of_the_ministry(role, service, places, browser):
    """Who answers for all posts. She is no member of staff herself."""
    seen = [name for name in ADDRESSES if name not in OWN] if role in KEEPS else ["overview", "export"]
    opens = {name: DONE.get(name, 200) for name in seen} if role in LOOKS else {}
    assert answers(browser(person(role, service.ministry)), places) == expected(**opens)


@pytest.mark.parametrize("role", sorted(KEEPS))
def test_a_supervisor_of_another_post_finds_nobody(role, service, places, browser):
    other = browser(person(role, service.doha))
    opens = {name: 404 if name in OF_ONE else 200 for name in ADDRESSES if name not in OWN}
    assert answers(other, places) == expected(**opens)
    assert b"Officer 100" not in other.get("/office/duties/").content


def test_an_officer_sees_her_own_and_decides_nothing(places, browser):
    opens = dict.fromkeys([*OWN, "overview", "export"], 200)
    assert answers(browser(places["staff"].user), places) == expected(**opens)


def test_who_is_posted_nowhere_comes_to_her_own_pages(service, browser):
    requirement(service, basis="hire", days=30)
    staff = member(service, hired_on=days(-10))
    assign_everyone(now=NOW)
    here = {"assignment": assignment_of(staff).pk, "recognition": uuid.uuid4(), "list": uuid.uuid4()}
    assert answers(browser(staff.user), here) == expected(**dict.fromkeys(OWN, 200))


def test_a_posting_called_off_leaves_her_file_hers(places, browser):
    cancel_posting(posting=places["staff"].postings.get(), now=NOW)
    opens = {"home": 200, "calendar": 200, "data": 200, "go_on": 404, "outside": 404}
    assert answers(browser(places["staff"].user), places) == expected(**opens)


def test_who_left_stays_out(places, browser):
    places["staff"].left_on = days(0)
    places["staff"].save()
    assert set(answers(browser(places["staff"].user), places).values()) == {403, 200}
    assert answers(browser(places["staff"].user), places) == expected(overview=200, export=200)


def test_a_colleague_of_the_same_post_sees_nothing_of_hers(service, places, browser):
    colleague = browser(posted(service, "101").user)
    opens = {"home": 200, "calendar": 200, "data": 200, "go_on": 404, "outside": 404, "overview": 200, "export": 200}
    assert answers(colleague, places) == expected(**opens)
    for address in ("/duty/", "/office/duties/"):
        assert b"Officer 100" not in colleague.get(address).content


def test_who_reports_to_her_is_seen_by_a_supervisor_without_a_role(service, places, browser):
    head = posted(service, "1", at="doha")
    places["staff"].supervisor = head
    places["staff"].save()
    assert b"Officer 100" in browser(head.user).get("/office/duties/").content


def test_the_supervisor_of_an_embassy_answers_for_its_consulate_and_not_upwards(service, rule, browser):
    posted(service, "1", at="aqaba")
    posted(service, "2", at="doha")
    page = browser(person(Role.CONSULAR_SUPERVISOR, service.amman)).get("/office/duties/").content
    assert (b"Officer 1<" in page, b"Officer 2<" in page) == (True, False)
    nobody = browser(person(Role.CONSULAR_SUPERVISOR, service.aqaba, "low")).get("/office/duties/").content
    assert b"Officer 1<" in nobody
    assert b"Officer 2<" not in nobody
