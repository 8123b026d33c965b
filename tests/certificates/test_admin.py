"""Where administrators keep rules, and revoke or reissue a certificate."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from wagtail.models import Locale

from accounts.actions import ensure_groups, grant
from accounts.models import AccessLog, Role
from certificates import serials
from certificates.models import Certificate, CertificateRule
from core import tongues
from tests.factories import OrganisationFactory, UserFactory, course, module

PAGES = ["", "{}/", "{}/revoke/", "{}/reissue/"]


@pytest.fixture
def sign_in(client, db):
    def enter(role: str):
        person = UserFactory(email=f"{role}@baon.example", username=f"{role}@baon.example")
        grant(user=person, organisation=OrganisationFactory(kind="ministry"), role=role)
        ensure_groups()
        client.force_login(person)
        return person

    return enter


def address(page: str, certificate: Certificate) -> str:
    return f"/admin/certificates/{page.format(certificate.serial)}"


@pytest.mark.parametrize("page", PAGES)
def test_administrators_open_every_page(client, sign_in, certificate, page):
    sign_in(Role.ADMINISTRATOR)
    assert client.get(address(page, certificate)).status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [Role.AUTHOR, Role.REVIEWER, Role.INSTRUCTOR, Role.PROGRAMME_OFFICER])
def test_nobody_else_does(client, sign_in, certificate, role, page):
    sign_in(role)
    response = client.get(address(page, certificate))
    assert response.status_code in {302, 403}
    assert "Maria" not in response.content.decode()


@pytest.mark.parametrize("page", PAGES[1:])
def test_nobody_else_changes_anything(client, sign_in, certificate, page):
    sign_in(Role.AUTHOR)
    client.post(address(page, certificate), {"because": "fraud", "name": "X"})
    assert Certificate.objects.live().count() == 1


def test_the_whole_number_finds_it_and_opening_it_is_logged(client, sign_in, certificate):
    person = sign_in(Role.ADMINISTRATOR)
    typed = serials.grouped(certificate.serial).lower()
    response = client.get("/admin/certificates/", {"serial": typed}, follow=True)
    assert response.redirect_chain == [(f"/admin/certificates/{certificate.serial}/", 302)]
    assert "Maria Clara Dimaculangan-Reyes" in response.content.decode()
    log = AccessLog.objects.get()
    assert (log.actor, log.verb, log.subject) == (person, "certificate_read", f"certificate:{certificate.serial}")


@pytest.mark.parametrize(
    ("typed", "said"), [("123", "typing mistake"), (serials.new_serial(bytes(12)), "among those you answer for")]
)
def test_a_number_that_finds_nothing_says_why(client, sign_in, certificate, typed, said):
    sign_in(Role.ADMINISTRATOR)
    assert said in client.get("/admin/certificates/", {"serial": typed}).content.decode()


def test_revoking_asks_first_and_then_shows_it(client, sign_in, certificate):
    sign_in(Role.ADMINISTRATOR)
    path = address("{}/revoke/", certificate)
    assert "Yes, revoke it" in client.get(path).content.decode()
    page = client.post(path, {"because": "fraud"}, follow=True).content.decode()
    assert "Got by fraud" in page
    assert Certificate.objects.live().count() == 0
    again = client.post(path, {"because": "lost"}, follow=True).content.decode()
    assert "Nothing was changed" in again


def test_issuing_again_begins_with_the_names_on_it(client, sign_in, certificate):
    sign_in(Role.ADMINISTRATOR)
    path = address("{}/reissue/", certificate)
    assert 'value="Maria Clara Dimaculangan-Reyes"' in client.get(path).content.decode()
    values = {"because": "name_changed", "name": "Maria Clara Reyes", "name_own": ""}
    page = client.post(path, values, follow=True).content.decode()
    assert "Maria Clara Reyes" in page
    certificate.refresh_from_db()
    assert certificate.replaced_by == Certificate.objects.live().get()


def test_a_rule_names_its_course_by_title(client, sign_in):
    sign_in(Role.ADMINISTRATOR)
    page = course(module())
    values = {
        "course": str(page.translation_key),
        "title_en": "Ready to go",
        "hours": "40",
        "final_pass_mark": "70",
        "attendance": "90",
        "edition": "2026.1",
    }
    add = reverse("wagtailsnippets_certificates_certificaterule:add")
    assert "Domestic work" in client.get(add).content.decode()
    client.post(add, values)
    rule = CertificateRule.objects.get()
    assert (rule.course, rule.title, rule.hours) == (page.translation_key, "Ready to go", Decimal(40))
    edit = reverse("wagtailsnippets_certificates_certificaterule:edit", args=[rule.pk])
    client.post(edit, {**values, "attendance": "80"})
    rule.refresh_from_db()
    assert rule.attendance == 80


def test_authors_do_not_set_the_rules(client, sign_in):
    sign_in(Role.AUTHOR)
    assert client.get(reverse("wagtailsnippets_certificates_certificaterule:add")).status_code == 302


def test_the_title_is_edited_in_every_open_language(client, sign_in, rule):
    sign_in(Role.ADMINISTRATOR)
    Locale.objects.get_or_create(language_code="ar")
    tongues.forget()
    page = client.get(reverse("wagtailsnippets_certificates_certificaterule:edit", args=[rule.pk])).content.decode()
    assert re.findall(r'name="(title_\w+)"', page) == ["title_en", "title_ar"]
