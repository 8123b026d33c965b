"""The pages, as a verifier's and a holder's browser meet them."""

from __future__ import annotations

import re

import cwt
import pytest
from django.test import Client
from wagtail.models import Locale

from certificates import actions, pdf, qr, serials
from certificates.models import CertificateFile, VerificationCount
from core import tongues
from tests.certificates.conftest import EARNED
from tests.factories import UserFactory, staff
from work.models import OutboxItem

OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
NOTHING_FITS = "We know no certificate that fits."


@pytest.fixture
def strict() -> Client:
    """A browser without cookies that checks tokens."""
    return Client(enforce_csrf_checks=True)


def verify(client: Client, **typed: str):
    return client.post("/verify/", {"serial": "", "name": "", "issued_on": "", **typed}, **OURS)


def code_path(certificate) -> str:
    return qr.address(bytes(certificate.sealed), public_url="")


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2]))


def test_the_form_takes_a_number_from_the_address(strict, db):
    page = strict.get("/verify/", {"serial": "ABCD-1234"}).content.decode()
    assert 'value="ABCD-1234"' in page
    assert "<title>Check a certificate · Baon</title>" in page


@pytest.mark.parametrize("typed", [{"name": "Maria Clara Dimaculangan Reyes"}, {"issued_on": "2026-11-21"}])
def test_a_number_and_a_second_fact_show_the_certificate(strict, certificate, typed):
    page = text_of(verify(strict, serial=serials.grouped(certificate.serial), **typed))
    for shown in ("This certificate is valid today.", "M••• C••• D••• R•••", "Pre-departure orientation", "Jordan"):
        assert shown in page
    assert "Maria" not in page


def test_nothing_but_the_nine_facts_is_shown(strict, certificate):
    page = verify(strict, serial=certificate.serial, issued_on="2026-11-21").content.decode()
    assert re.findall(r"<dt>([^<]+)</dt>", page) == [
        "Name", "Course", "Destination", "Issued on", "Valid until", "Issued by",
    ]  # fmt: skip
    assert certificate.serial not in page


def test_unknown_and_wrong_look_alike(strict, certificate):
    wrong = verify(strict, serial=certificate.serial, name="Ana Cruz")
    unknown = verify(strict, serial=serials.new_serial(bytes(12)), name="Ana Cruz")
    assert wrong.content == unknown.content
    assert (wrong.status_code, unknown.status_code) == (200, 200)
    assert NOTHING_FITS in text_of(wrong)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"serial": "ABCD"}, "This number has a typing mistake."),
        ({"serial": ""}, "This field is required."),
        ({"serial": serials.new_serial(bytes(12))}, "Type the full name, or choose the day it was issued."),
        ({"serial": serials.new_serial(bytes(12)), "issued_on": "31.31.2026"}, "Enter a valid date."),
        ({"serial": "\x00\ud7ff", "name": "x"}, "Null characters are not allowed."),
    ],
)
def test_a_mistake_is_told_beside_its_field(strict, db, typed, said):
    response = verify(strict, **typed)
    assert response.status_code == 200
    assert said in text_of(response)
    assert VerificationCount.objects.count() == 0


def test_other_sites_cannot_post(strict, db):
    assert strict.post("/verify/", {}, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403


@pytest.mark.parametrize("lower", [False, True])
def test_a_scanned_code_opens_without_login_or_cookie(strict, certificate, lower):
    path = code_path(certificate)
    response = strict.get(path.lower() if lower else path)
    assert "This certificate is valid today." in text_of(response)
    assert "Maria" not in text_of(response)
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("name", "said"),
    [("maria clara dimaculangan reyes", "The name is the same."), ("Ana Cruz", "The name is not the same.")],
)
def test_the_full_name_is_compared(strict, certificate, name, said):
    response = strict.post(code_path(certificate), {"name": name}, **OURS)
    assert said in text_of(response)
    assert not response.cookies


@pytest.mark.parametrize("path", ["/V/AAAA", "/v/aaaa", "/V/" + "A" * 4000])
def test_a_code_of_somebody_else_is_not_found(strict, db, path):
    assert NOTHING_FITS in text_of(strict.get(path))


@pytest.mark.parametrize("path", ["/verify/", "/verify/keys.json", "/V/AAAA"])
def test_public_pages_set_no_cookie(strict, db, path):
    assert not strict.get(path).cookies


def test_too_many_checks_are_asked_to_wait(strict, certificate, settings):
    settings.VERIFY_CHECKS_PER_MINUTE = 2
    answers = [verify(strict, serial=certificate.serial, name="Ana") for _ in range(2)] + [
        strict.get(code_path(certificate))
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "60"
    assert "Wait a minute" in text_of(answers[-1])
    assert strict.get("/verify/").status_code == 200
    other = strict.post("/verify/", {"serial": certificate.serial, "name": "Ana"}, **OURS, REMOTE_ADDR="10.0.0.9")
    assert other.status_code == 200


def test_the_public_keys_open_the_code_elsewhere(strict, certificate):
    response = strict.get("/verify/keys.json")
    [key] = response.json()["keys"]
    assert response.headers["Cache-Control"] == "public, max-age=300"
    known = cwt.COSEKey.from_jwk({**key, "kid": bytes.fromhex(key["kid"]).decode("latin-1")}).to_dict()
    outside = cwt.COSEKey.new({1: 2, -1: 1, 2: bytes.fromhex(key["kid"]), 3: -7, -2: known[-2], -3: known[-3]})
    assert cwt.decode(bytes(certificate.sealed), keys=outside)[-65537][1] == "Maria Clara Dimaculangan-Reyes"


@pytest.fixture
def holder(client, maria) -> Client:
    client.force_login(maria)
    return client


def test_her_certificates_are_listed(holder, certificate):
    page = text_of(holder.get("/me/certificates/"))
    assert "Pre-departure orientation" in page
    assert "Valid" in page


def test_before_the_first_she_reads_how_to_get_one(holder, db):
    assert "You have none yet." in text_of(holder.get("/me/certificates/"))


def test_her_certificate_is_a_page_with_its_code(holder, certificate):
    response = holder.get(f"/me/certificates/{certificate.serial}/")
    page = text_of(response)
    for shown in ("Maria Clara Dimaculangan-Reyes", "40 hours", "Jordan", serials.grouped(certificate.serial)):
        assert shown in page
    assert "no-store" in response.headers["Cache-Control"]
    assert 'src="data:image/svg+xml' in response.content.decode()


def test_her_pdf_is_announced_and_then_there(holder, certificate, now, monkeypatch):
    path = f"/me/certificates/{certificate.serial}.pdf"
    waiting = holder.get(path)
    assert (waiting.status_code, "Look again" in text_of(waiting)) == (202, True)
    monkeypatch.setattr(pdf, "render", lambda *_args, **_kwargs: b"%PDF-1.7 quick")
    actions.make_pdf(serial=certificate.serial, now=now)
    ready = holder.get(path)
    assert (ready.status_code, ready.headers["Content-Type"]) == (200, "application/pdf")
    assert b"".join(ready.streaming_content) == b"%PDF-1.7 quick"
    assert serials.grouped(certificate.serial) in ready.headers["Content-Disposition"]


def test_a_file_that_went_missing_is_made_again(holder, certificate, now, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda *_args, **_kwargs: b"%PDF-1.7 quick")
    file = actions.make_pdf(serial=certificate.serial, now=now)
    file.pdf.storage.delete(file.pdf.name)
    assert holder.get(f"/me/certificates/{certificate.serial}.pdf").status_code == 202
    assert CertificateFile.objects.count() == 0
    assert OutboxItem.objects.filter(arguments=[certificate.serial]).count() == 2


def test_without_the_libraries_the_page_says_what_to_do(holder, certificate, monkeypatch):
    monkeypatch.setattr(pdf, "available", lambda: pdf.Engine(False, "no Pango"))
    assert "Your PDF comes later" in text_of(holder.get(f"/me/certificates/{certificate.serial}.pdf"))


@pytest.mark.parametrize("path", ["/me/certificates/{}/", "/me/certificates/{}.pdf"])
def test_nobody_else_opens_it(client, certificate, path):
    address = path.format(certificate.serial)
    assert client.get(address).headers["Location"].startswith("/sign-in/")
    for person in (UserFactory(), staff("administrator")):
        client.force_login(person)
        assert client.get(address).status_code == 404
        assert client.get(path.format("ABCD")).status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_costs_the_same_for_one_or_five(
    holder, certificate, give, rule, maria, now, count, django_assert_max_num_queries
):
    for code in ["QA", "HK", "KW", "SA"][: count - 1]:
        actions.issue(
            person=maria, rule=rule, destination=code, language="en", achievement=EARNED, now=now
        )  # fmt: skip
    with django_assert_max_num_queries(6):
        holder.get("/me/certificates/")


@pytest.fixture
def arabic(db):
    Locale.objects.get_or_create(language_code="ar")
    tongues.forget()


@pytest.mark.parametrize("path", ["/verify/", "/V/AAAA"])
def test_pages_turn_round_in_arabic(strict, arabic, path):
    page = strict.get(path, HTTP_ACCEPT_LANGUAGE="ar").content.decode()
    assert '<html lang="ar" dir="rtl"' in page


def test_no_style_or_script_stands_in_a_page(holder, certificate):
    for path in ("/verify/", code_path(certificate), "/me/certificates/", f"/me/certificates/{certificate.serial}/"):
        page = holder.get(path).content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]* src=)", page), path
