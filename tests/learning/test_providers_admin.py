"""The ministry enters who may train and teach; nobody else does. The office and the first page say what ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from accounts.actions import ensure_groups, grant
from accounts.models import Organisation, Role
from learning.models import Accreditation, TrainerCertificate
from tests import factories
from tests.factories import NOW

TODAY = NOW.date()


def administrator(centre: Organisation) -> Client:
    ensure_groups()
    user = factories.UserFactory(email=f"admin@{centre.code}.example")
    grant(user=user, organisation=centre, role=Role.ADMINISTRATOR)
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def ministry(small) -> Client:
    place = factories.OrganisationFactory(code="ministry", kind=Organisation.Kind.MINISTRY, name="Ministry")
    return administrator(place)


def given(small, **values) -> dict[str, object]:
    return {
        "organisation": small.cohort.centre_id, "body": "Ministry", "valid_from": TODAY.isoformat(),
        "valid_until": (TODAY + timedelta(days=700)).isoformat(), **values,
    }  # fmt: skip


def test_the_ministry_accredits_and_corrects(ministry, small):
    assert ministry.post("/admin/accreditations/new/", given(small)).status_code == 302
    [kept] = Accreditation.objects.all()
    withdrawn = given(small, withdrawn_on=TODAY.isoformat())
    page = ministry.post(f"/admin/accreditations/edit/{kept.pk}/", withdrawn).content.decode()
    assert "Say why it was withdrawn." in page
    reason = {**withdrawn, "withdrawn_because": "No fire exit"}
    assert ministry.post(f"/admin/accreditations/edit/{kept.pk}/", reason).status_code == 302
    assert "Hope Centre" in ministry.get("/admin/accreditations/").content.decode()


def test_days_in_the_wrong_order_are_refused_in_words(ministry, small):
    wrong = given(small, valid_until=(TODAY - timedelta(days=1)).isoformat())
    assert "The last day is before the first day." in ministry.post(
        "/admin/accreditations/new/", wrong
    ).content.decode()  # fmt: skip
    assert not Accreditation.objects.exists()


def test_the_ministry_enters_a_certificate_of_a_trainer(ministry, small):
    certificate = given(small, trainer=small.instructor.pk)
    assert ministry.post("/admin/trainer_certificates/new/", certificate).status_code == 302
    assert TrainerCertificate.objects.get().trainer == small.instructor


def test_a_centre_does_not_accredit_itself(small):
    centre = administrator(small.cohort.centre)
    for desk in ("accreditations", "trainer_certificates"):
        assert centre.get(f"/admin/{desk}/").headers["Location"] == "/admin/"
        centre.post(f"/admin/{desk}/new/", given(small, trainer=small.instructor.pk))
    assert not Accreditation.objects.exists()
    assert not TrainerCertificate.objects.exists()


def test_the_first_page_says_how_many_need_care(ministry, small):
    page = ministry.get("/admin/").content.decode()
    assert "2 centres and trainers have no accreditation or certificate, or one that ends soon." in page


def test_the_office_lists_them_by_need(client, small):
    client.force_login(factories.staff(Role.PROGRAMME_OFFICER, email="officer@example.org"))
    page = client.get("/office/centres/").content.decode()
    assert "Hope Centre" in page
    assert "Teacher" in page
    assert page.count("none is entered") == 2
