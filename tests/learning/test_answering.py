"""For whose certificates an administrator answers: of her centre's learners, of all for a ministry, never her own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from accounts.actions import ensure_groups, grant
from accounts.models import Role, User
from certificates.actions import issue
from certificates.models import Certificate, CertificateRule
from certificates.reach import within_reach
from certificates.rules import Achievement
from learning.actions.merging import merge
from tests import factories
from tests.factories import NOW, OrganisationFactory

EARNED = Achievement(modules_total=1, final_score=Decimal(80), final_passed=True)


def administrator(code: str, kind: str = "centre") -> User:
    place = OrganisationFactory(code=code, kind=kind, name=code)
    person = factories.UserFactory(username=f"{code}@baon.example", email=f"{code}@baon.example")
    ensure_groups()
    grant(user=person, organisation=place, role=Role.ADMINISTRATOR)
    return person


@pytest.fixture
def certificate(small, settings, tmp_path) -> Certificate:
    settings.SIGNING_KEYS_DIR = tmp_path
    return certify(small, small.learner.user)


def certify(small, person: User) -> Certificate:
    rule, _made = CertificateRule.objects.get_or_create(
        course=small.course.translation_key, defaults={"title": "Orientation", "hours": Decimal(40)}
    )
    issued = issue(person=person, rule=rule, destination="JO", language="en", achievement=EARNED, now=NOW)
    return issued.certificate


@pytest.mark.parametrize(
    ("code", "kind", "answers"),
    [("hope-centre", "centre", True), ("far-centre", "centre", False), ("labour", "ministry", True)],
)
def test_her_centre_and_a_ministry_answer_for_a_certificate_another_centre_does_not(certificate, code, kind, answers):
    assert within_reach(administrator(code, kind)).exists() is answers


def test_nobody_keeps_her_own(small, certificate):
    own = certify(small, administrator("labour", "ministry"))
    assert list(within_reach(own.person)) == [certificate]


def test_who_only_teaches_her_answers_for_none(small, certificate):
    assert not within_reach(small.instructor).exists()


def test_what_stayed_with_an_entry_that_went_into_hers_is_of_the_same_centre(small, certificate):
    twin = factories.learner(name="Entered Twice")
    left_behind = certify(small, twin.user)
    near = administrator("hope-centre")
    assert list(within_reach(near)) == [certificate]
    merge(kept=small.learner, gone=twin, reason="One", by=near, now=NOW)
    assert set(within_reach(near)) == {certificate, left_behind}


@pytest.mark.parametrize("page", ["", "revoke/", "reissue/"])
def test_another_centre_finds_nothing_and_changes_nothing(client, certificate, page):
    client.force_login(administrator("far-centre"))
    address = f"/admin/certificates/{certificate.serial}/{page}"
    fraud = {"because": "fraud", "name": "X"}
    assert [client.get(address).status_code, client.post(address, fraud).status_code] == [404, 404 if page else 405]
    assert Certificate.objects.live().count() == 1
    found = client.get("/admin/certificates/", {"serial": certificate.serial})
    assert "among those you answer for" in found.content.decode()
