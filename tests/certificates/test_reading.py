"""What people read in a statement of the modules that something else stood in for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accounts.actions import ensure_groups, grant
from accounts.models import Role, User
from certificates.actions import issue
from certificates.payload import Modules, mark_of
from certificates.reading import Parts, reading
from tests import factories
from tests.certificates.conftest import EARNED
from tests.certificates.test_payload import STATEMENT

pytestmark = pytest.mark.django_db


def test_modules_have_the_titles_they_have_today_and_what_is_private_or_gone_is_only_counted():
    contract, private = factories.module(), factories.module("My body", sensitive=True)
    page = factories.course(contract, private)
    marks = tuple(mark_of(module.translation_key) for module in (contract, private))
    said = Modules(12, (*marks, b"gone"), marks[:1])
    read = reading(replace(STATEMENT, course=page.translation_key, modules=said))
    assert read.parts == Parts(12, 3, 1, ("My contract",), ("My contract",))


def test_of_an_older_statement_nothing_is_said():
    assert reading(STATEMENT).parts is None


@pytest.mark.parametrize("address", ["/verify/", "/me/certificates/{}/", "/admin/certificates/{}/"])
def test_every_page_says_it(client, rule, maria, now, address):
    """The checker's, the holder's and the administrator's."""
    contract = factories.module()
    rule.course = factories.course(contract).translation_key
    rule.save()
    earned = replace(EARNED, modules_recognised=(contract.translation_key,))
    issued = issue(person=maria, rule=rule, destination="JO", language="en", achievement=earned, now=now)
    serial = issued.certificate.serial
    if address == "/verify/":
        answer = client.post(address, {"serial": serial, "name": maria.name}, headers={"sec-fetch-site": "same-origin"})
    else:
        client.force_login(maria if address.startswith("/me/") else administrator())
        answer = client.get(address.format(serial))
    page = " ".join(answer.content.decode().split())
    assert "4 modules · 1 had elsewhere, and recognised" in page
    assert ("My contract" in page) is address.startswith("/admin/")


def administrator() -> User:
    person = factories.UserFactory(username="keeper@baon.example", email="keeper@baon.example")
    ministry = factories.OrganisationFactory(code="labour", kind="ministry")
    ensure_groups()
    grant(user=person, organisation=ministry, role=Role.ADMINISTRATOR)
    return person
