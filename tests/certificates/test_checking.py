"""What a verifier is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from certificates import keys, qr, serials
from certificates.actions import reissue, revoke
from certificates.checking import NOT_FOUND, SecondFact, State, Verdict, check, check_sealed
from certificates.models import Certificate, VerificationCount
from certificates.reading import Parts
from certificates.serials import BadSerial, new_serial
from tests.factories import UserFactory, staff

NAME = SecondFact(name="maria clara dimaculangan reyes")
DAY = SecondFact(issued_on=date(2026, 11, 21))
VALID = Verdict(
    state=State.VALID,
    name="M••• C••• D••• R•••",
    title="Pre-departure orientation",
    destination="Jordan",
    issued_on=date(2026, 11, 21),
    expires_on=date(2031, 11, 21),
    issuer="Baon",
    parts=Parts(4, 0, 0),
)


def code_of(certificate: Certificate) -> str:
    return qr.to_text(bytes(certificate.sealed))


@pytest.mark.parametrize("fact", [NAME, DAY, SecondFact(NAME.name, DAY.issued_on)])
def test_a_number_and_a_second_fact_show_the_state_and_little_else(certificate, now, fact):
    assert check(serial=serials.grouped(certificate.serial).lower(), second_fact=fact, now=now) == VALID


def test_her_name_in_her_own_script_is_a_second_fact(give, now):
    certificate = give(UserFactory(name="Sita Tamang", name_own="सीता तामाङ"))
    verdict = check(serial=certificate.serial, second_fact=SecondFact(name="तामाङ सीता"), now=now)
    assert (verdict.state, verdict.name, verdict.name_own) == (State.VALID, "S••• T•••", "सी••• ता•••")


WRONG = [
    SecondFact(),
    SecondFact(name=" "),
    SecondFact(name="Maria"),
    SecondFact(issued_on=date(2026, 11, 20)),
    SecondFact(NAME.name, date(2026, 11, 20)),
    SecondFact("Maria", DAY.issued_on),
]


@pytest.mark.parametrize("fact", WRONG)
def test_a_wrong_second_fact_is_answered_like_an_unknown_number(certificate, now, fact):
    assert check(serial=certificate.serial, second_fact=fact, now=now) == NOT_FOUND
    assert check(serial=new_serial(bytes(12)), second_fact=fact, now=now) == NOT_FOUND


def test_an_unknown_number_costs_the_same_work(certificate, now, monkeypatch, django_assert_num_queries):
    opened: list[bytes] = []
    genuine = keys.statement_in
    monkeypatch.setattr(keys, "statement_in", lambda sealed: opened.append(sealed) or genuine(sealed))
    for serial in (certificate.serial, new_serial(bytes(12))):
        with django_assert_num_queries(3):
            check(serial=serial, second_fact=SecondFact(name="Somebody Else"), now=now)
    assert len(opened) == 2


def test_a_misread_number_says_so(db, now):
    with pytest.raises(BadSerial):
        check(serial="1234", second_fact=NAME, now=now)


def test_a_seal_changed_in_the_database_is_not_found(certificate, now):
    broken = bytearray(certificate.sealed)
    broken[-1] ^= 1
    Certificate.objects.filter(pk=certificate.pk).update(sealed=bytes(broken))
    assert check(serial=certificate.serial, second_fact=NAME, now=now) == NOT_FOUND


def test_the_last_moment_is_no_longer_valid(certificate, now):
    assert check_sealed(code=code_of(certificate), now=certificate.expires_at).state == State.EXPIRED
    just_before = certificate.expires_at - timedelta(seconds=1)
    assert check_sealed(code=code_of(certificate), now=just_before).state == State.VALID


def test_a_revocation_shows_at_once_and_for_good(certificate, now):
    revoke(certificate=certificate, by=staff("administrator"), because="fraud", now=now)
    assert check(serial=certificate.serial, second_fact=NAME, now=now).state == State.REVOKED
    assert check_sealed(code=code_of(certificate), now=certificate.expires_at).state == State.REVOKED


def test_a_replaced_certificate_says_so(certificate, now):
    reissue(certificate=certificate, by=staff("administrator"), because="lost", now=now)
    assert check_sealed(code=code_of(certificate), now=now).state == State.SUPERSEDED


@pytest.mark.parametrize(
    ("typed", "matches"), [("", None), ("Reyes-Dimaculangan Maria Clara", True), ("Ana Cruz", False)]
)
def test_a_scanned_code_needs_no_second_fact_and_compares_the_name(certificate, now, typed, matches):
    verdict = check_sealed(code=code_of(certificate).lower(), name=typed, now=now)
    assert (verdict.state, verdict.name, verdict.name_matches) == (State.VALID, VALID.name, matches)


@pytest.mark.parametrize("code", ["AAAA", "A", "MZXW6YTBOI"])
def test_a_code_that_is_not_ours_is_not_found(db, now, code):
    assert check_sealed(code=code, now=now) == NOT_FOUND


def test_a_seal_outlives_its_row(certificate, now):
    code = code_of(certificate)
    Certificate.objects.all().delete()
    assert check_sealed(code=code, now=now) == VALID


def test_checks_are_counted_by_day_and_result_and_nothing_else(certificate, now):
    for fact in (NAME, NAME, SecondFact(name="Ana")):
        check(serial=certificate.serial, second_fact=fact, now=now)
    check_sealed(code=code_of(certificate), now=now + timedelta(days=1))
    assert list(VerificationCount.objects.order_by("day", "result").values_list("day", "result", "count")) == [
        (date(2026, 11, 21), "not_found", 1),
        (date(2026, 11, 21), "valid", 2),
        (date(2026, 11, 22), "valid", 1),
    ]
    assert {field.name for field in VerificationCount._meta.fields} == {"id", "day", "result", "count"}
