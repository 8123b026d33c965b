"""Issuing, revoking and issuing again: exactly one live certificate, whoever asks and how often."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection

from accounts.models import AccessLog
from certificates import keys, pdf
from certificates.actions import Issued, NotLive, issue, make_pdf, reissue, revoke, years_after
from certificates.checking import State, state_of
from certificates.models import Certificate, CertificateFile
from certificates.payload import Modules, Statement, mark_of
from certificates.rules import Decision, Reason
from tests.certificates.conftest import COURSE, EARNED
from tests.factories import UserFactory, staff
from work.models import OutboxItem

RANDOM = bytes(range(12))


def ask(person, rule, now, **changes):
    wanted = {"destination": "JO", "language": "en", "achievement": EARNED, "now": now, **changes}
    return issue(person=person, rule=rule, **wanted)


def test_the_certificate_states_what_was_earned(maria, rule, now):
    issued = ask(maria, rule, now, randomness=lambda _count: RANDOM)
    assert keys.statement_in(bytes(issued.certificate.sealed)) == Statement(
        serial=issued.certificate.serial,
        name="Maria Clara Dimaculangan-Reyes",
        title="Pre-departure orientation",
        course=COURSE,
        destination="JO",
        edition="2026.1",
        hours=Decimal("40.0"),
        issuer="Baon",
        issued_at=now,
        expires_at=now.replace(year=2031),
        modules=Modules(4),
    )


def test_what_stood_in_for_modules_is_sealed_and_stays_when_it_is_issued_again(maria, rule, now):
    rights, health = UUID(int=1 << 96), UUID(int=2 << 96)
    achievement = replace(EARNED, modules_recognised=(rights,), modules_exempt=(health,))
    first = ask(maria, rule, now, achievement=achievement).certificate
    second = reissue(certificate=first, by=staff(), because="mistake", now=now)
    for one in (first, second):
        assert keys.statement_in(bytes(one.sealed)).modules == Modules(4, (mark_of(rights),), (mark_of(health),))


def test_its_title_is_in_her_language(maria, rule, now):
    rule.title_ar = "التهيئة قبل المغادرة"
    rule.save()
    certificate = ask(maria, rule, now, language="ar").certificate
    assert keys.statement_in(bytes(certificate.sealed)).title == "التهيئة قبل المغادرة"


@pytest.mark.parametrize(
    ("name", "name_own", "stated"),
    [
        ("Sita Tamang", "सीता तामाङ", ("Sita Tamang", "सीता तामाङ")),
        ("Sumiati", "", ("Sumiati", "")),
        ("", "सीता", ("सीता", "")),
    ],
)
def test_both_her_names_stand_on_it_once(rule, now, name, name_own, stated):
    certificate = ask(UserFactory(name=name, name_own=name_own), rule, now).certificate
    statement = keys.statement_in(bytes(certificate.sealed))
    assert (statement.name, statement.name_own) == stated


def test_what_was_not_earned_is_refused_with_its_reason(maria, rule, now):
    refused = ask(maria, rule, now, achievement=replace(EARNED, final_score=Decimal(69)))
    assert refused == Decision(False, Reason.FINAL_SCORE_TOO_LOW)
    assert (Certificate.objects.count(), OutboxItem.objects.count()) == (0, 0)


def test_asking_again_gives_the_same_one(maria, rule, now):
    first = ask(maria, rule, now)
    assert ask(maria, rule, now + timedelta(days=1)) == Issued(first.certificate, new=False)
    assert [(item.task, item.arguments) for item in OutboxItem.objects.all()] == [
        ("certificates.tasks.make_pdf", [first.certificate.serial])
    ]


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_at_once_one_issues(maria, rule, now):
    def in_thread(_number: int) -> Issued:
        try:
            return ask(maria, rule, now)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(in_thread, range(6)))
    assert [Certificate.objects.count(), OutboxItem.objects.count()] == [1, 1]
    assert sorted(result.new for result in results) == [False] * 5 + [True]


def test_each_destination_has_its_own(maria, rule, now):
    ask(maria, rule, now)
    assert ask(maria, rule, now, destination="QA").new


@pytest.mark.parametrize(
    ("day", "later"), [((2026, 11, 21), (2031, 11, 21)), ((2028, 2, 29), (2033, 2, 28))]
)  # fmt: skip
def test_it_lasts_whole_years(day, later):
    assert years_after(datetime(*day, tzinfo=UTC), 5) == datetime(*later, tzinfo=UTC)


def test_a_certificate_is_never_changed(certificate):
    certificate.language = "ar"
    with pytest.raises(TypeError):
        certificate.save()


def test_revoking_is_noted_and_happens_once(certificate, now):
    officer = staff("administrator")
    revoke(certificate=certificate, by=officer, because="fraud", now=now)
    with pytest.raises(NotLive):
        revoke(certificate=certificate, by=officer, because="lost", now=now + timedelta(days=1))
    certificate.refresh_from_db()
    assert (certificate.revoked_at, certificate.revoked_by, certificate.revoked_because) == (now, officer, "fraud")
    assert state_of(certificate, now=now) == State.REVOKED
    assert list(AccessLog.objects.values_list("actor", "verb", "subject", "purpose")) == [
        (officer.pk, "certificate_revoked", f"certificate:{certificate.serial}", "fraud")
    ]


def test_after_a_revocation_another_may_be_earned(certificate, maria, rule, now):
    revoke(certificate=certificate, by=staff("administrator"), because="mistake", now=now)
    assert ask(maria, rule, now).new


def test_issuing_again_takes_the_old_one_s_place(certificate, now):
    later = now + timedelta(days=30)
    new = reissue(
        certificate=certificate, by=staff("administrator"), because="name_changed", now=later, name="Maria Clara Reyes"
    )
    certificate.refresh_from_db()
    old, statement = (keys.statement_in(bytes(each.sealed)) for each in (certificate, new))
    assert statement == replace(old, serial=new.serial, name="Maria Clara Reyes", issued_at=later)
    assert (certificate.replaced_by, certificate.revoked_at) == (new, later)
    assert [state_of(each, now=later) for each in (certificate, new)] == [State.SUPERSEDED, State.VALID]
    assert AccessLog.objects.get().verb == "certificate_reissued"
    assert OutboxItem.objects.filter(arguments=[new.serial]).count() == 1


@pytest.mark.parametrize("years", [0, 6])
def test_what_is_over_is_not_issued_again(certificate, now, years):
    officer = staff("administrator")
    if not years:
        revoke(certificate=certificate, by=officer, because="fraud", now=now)
    with pytest.raises(NotLive):
        reissue(certificate=certificate, by=officer, because="mistake", now=now + timedelta(days=366 * years))
    assert Certificate.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_at_once_one_issues_again(certificate, now):
    officer = staff("administrator")

    def in_thread(_number: int) -> bool:
        try:
            reissue(certificate=Certificate.objects.get(), by=officer, because="mistake", now=now)
        except (NotLive, Certificate.MultipleObjectsReturned):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(in_thread, range(2))) == [False, True]
    assert Certificate.objects.live().count() == 1


needs_engine = pytest.mark.skipif(not pdf.available(), reason=f"WeasyPrint cannot run: {pdf.available().reason}")


@pytest.fixture
def quick_pdf(monkeypatch):
    """A press that takes no time: these tests are about who keeps the file."""
    monkeypatch.setattr(pdf, "render", lambda *_args, **_kwargs: b"%PDF-1.7 quick")


def stored(certificate: Certificate) -> list[str]:
    """Every file of this certificate, also what nobody refers to."""
    names = CertificateFile._meta.get_field("pdf").storage.listdir("certificates")[1]
    return [name for name in names if certificate.serial in name]


@needs_engine
def test_the_pdf_is_made_from_the_seal(certificate, now):
    file = make_pdf(serial=certificate.serial, now=now)
    with file.pdf.open("rb") as content:
        assert content.read(5) == b"%PDF-"


def test_making_it_twice_gives_one_file(certificate, now, quick_pdf):
    assert make_pdf(serial=certificate.serial, now=now) == make_pdf(serial=certificate.serial, now=now)
    assert stored(certificate) == [f"{certificate.serial}.pdf"]


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_make_one_file(certificate, now, quick_pdf):
    def in_thread(_number: int) -> object:
        try:
            return make_pdf(serial=certificate.serial, now=now).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(in_thread, range(4)))) == 1
    assert (CertificateFile.objects.count(), stored(certificate)) == (1, [f"{certificate.serial}.pdf"])


def test_a_worker_killed_half_way_leaves_no_second_file(certificate, now, quick_pdf, monkeypatch):
    storage = CertificateFile._meta.get_field("pdf").storage
    save = storage.save

    def killed(name, content):
        save(name, content)
        raise SystemExit

    monkeypatch.setattr(storage, "save", killed)
    with pytest.raises(SystemExit):
        make_pdf(serial=certificate.serial, now=now)
    assert CertificateFile.objects.count() == 0
    monkeypatch.setattr(storage, "save", save)
    make_pdf(serial=certificate.serial, now=now)
    assert (CertificateFile.objects.count(), stored(certificate)) == (1, [f"{certificate.serial}.pdf"])
