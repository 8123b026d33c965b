"""Everything that changes certificates: issuing, revoking, issuing again, and keeping the PDF."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.actions import log_access
from accounts.models import User
from certificates import keys, payload, pdf, rules, serials, signing
from certificates.models import Certificate, CertificateFile, CertificateRule
from certificates.payload import Modules, Statement, mark_of
from certificates.rules import Achievement, Decision
from work import outbox

Randomness = Callable[[int], bytes]

PDF_TASK = "certificates.tasks.make_pdf"


@dataclass(frozen=True)
class Issued:
    """The live certificate; ``new`` is false when it had been issued before."""

    certificate: Certificate
    new: bool


class NotLive(Exception):
    """The certificate was revoked, or has expired, before."""


def issue(
    *,
    person: User,
    rule: CertificateRule,
    destination: str,
    language: str,
    achievement: Achievement,
    now: datetime,
    randomness: Randomness = secrets.token_bytes,
) -> Issued | Decision:
    """Certify a person for the rule's course, or say why not yet. Asking twice, or at once, gives the same certificate.

    ``destination`` is a country code, or empty where the course has nothing about destinations; ``language`` is that
    of the words on the certificate.
    """
    decision = rules.decide(rules.Rule(rule.final_pass_mark, rule.attendance), achievement)
    if not decision.granted:
        return decision
    statement = _state(
        person=person, rule=rule, destination=destination, language=language, achievement=achievement, now=now,
        randomness=randomness,
    )  # fmt: skip
    try:
        with transaction.atomic():
            return Issued(_keep(statement, person=person, language=language, now=now), new=True)
    except IntegrityError:  # one_live_certificate: another asked first
        live = Certificate.objects.live().get(person=person, course=rule.course, destination=destination)
        return Issued(live, new=False)


@transaction.atomic
def revoke(*, certificate: Certificate, by: User, because: str, now: datetime) -> None:
    """Take a certificate back. Raises ``NotLive`` if that was done before."""
    _revoke(certificate, by=by, because=because, now=now)
    log_access(actor=by, verb="certificate_revoked", subject=_subject(certificate), purpose=because, now=now)


@transaction.atomic
def reissue(
    *,
    certificate: Certificate,
    by: User,
    because: str,
    now: datetime,
    name: str | None = None,
    name_own: str | None = None,
    randomness: Randomness = secrets.token_bytes,
) -> Certificate:
    """Revoke a certificate and put another in its place, with the names given. It expires when the old one would have.

    Raises ``NotLive`` if the old one was revoked before or has expired.
    """
    if certificate.expires_at <= now:
        raise NotLive(certificate.serial)
    _revoke(certificate, by=by, because=because, now=now)
    old = keys.statement_in(bytes(certificate.sealed))
    statement = replace(
        old,
        serial=serials.new_serial(randomness(serials.RANDOM_BYTES)),
        name=old.name if name is None else name,
        name_own=old.name_own if name_own is None else name_own,
        issued_at=_whole_seconds(now),
    )
    new = _keep(statement, person=certificate.person, language=certificate.language, now=now)
    certificate.replaced_by = new
    certificate.save(update_fields=["replaced_by"])
    log_access(actor=by, verb="certificate_reissued", subject=_subject(certificate), purpose=because, now=now)
    return new


def note_reading(*, certificate: Certificate, by: User, now: datetime) -> None:
    """Write down that staff opened a certificate."""
    log_access(actor=by, verb="certificate_read", subject=_subject(certificate), purpose="", now=now)


def make_pdf(*, serial: str, now: datetime) -> CertificateFile:
    """Make the PDF of a certificate, once, however often and by however many asked. Raises ``pdf.Unavailable``."""
    certificate = Certificate.objects.get(pk=serial)
    there = CertificateFile.objects.filter(certificate=certificate).first()
    if there:
        return there
    content = pdf.render(
        keys.statement_in(bytes(certificate.sealed)), sealed=bytes(certificate.sealed), language=certificate.language
    )
    try:
        return _keep_file(certificate, content, now)
    except IntegrityError:  # another worker was quicker
        return CertificateFile.objects.get(certificate=certificate)


@transaction.atomic
def find_pdf(*, certificate: Certificate, now: datetime) -> CertificateFile | None:
    """The PDF, if it has been made. One whose file got lost is made again: the seal holds all that is on it."""
    file = CertificateFile.objects.filter(certificate=certificate).first()
    if file is None or file.pdf.storage.exists(str(file.pdf.name)):
        return file
    file.delete()
    outbox.enqueue(PDF_TASK, certificate.serial, now=now)
    return None


def years_after(moment: datetime, years: int) -> datetime:
    """The same day so many years later; 28 February for one that has none."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28)


def _state(
    *, person: User, rule: CertificateRule, destination: str, language: str, achievement: Achievement, now: datetime,
    randomness: Randomness,
) -> Statement:  # fmt: skip
    """What a new certificate says of this person, in this language."""
    issued_at = _whole_seconds(now)
    name = person.get_full_name()
    with translation.override(language):
        title = rule.title
    return Statement(
        serial=serials.new_serial(randomness(serials.RANDOM_BYTES)),
        name=name,
        name_own=person.name_own if person.name_own != name else "",
        title=title,
        course=rule.course,
        destination=destination,
        edition=rule.edition,
        hours=rule.hours,
        issuer=settings.CERTIFICATE_ISSUER,
        issued_at=issued_at,
        expires_at=years_after(issued_at, settings.CERTIFICATE_YEARS),
        modules=_modules(achievement) if achievement.modules_total else None,
    )


def _modules(achievement: Achievement) -> Modules:
    recognised, exempt = (
        tuple(map(mark_of, keys)) for keys in (achievement.modules_recognised, achievement.modules_exempt)
    )
    return Modules(achievement.modules_total, recognised, exempt)


def _keep(statement: Statement, *, person: User, language: str, now: datetime) -> Certificate:
    key = keys.current()
    certificate = Certificate.objects.create(
        serial=statement.serial,
        person=person,
        course=statement.course,
        destination=statement.destination,
        language=language,
        sealed=signing.sign(payload.to_cbor(statement), key=key),
        key_id=key.id.hex(),
        issued_at=statement.issued_at,
        expires_at=statement.expires_at,
    )
    outbox.enqueue(PDF_TASK, certificate.serial, now=now)
    return certificate


def _revoke(certificate: Certificate, *, by: User, because: str, now: datetime) -> None:
    """The condition stands in the statement: of two administrators at once one revokes."""
    live = Certificate.objects.live().filter(pk=certificate.pk)
    if not live.update(revoked_at=now, revoked_by=by, revoked_because=because):
        raise NotLive(certificate.serial)
    certificate.refresh_from_db()


@transaction.atomic
def _keep_file(certificate: Certificate, content: bytes, now: datetime) -> CertificateFile:
    """The row first: its constraint decides who writes. One name: what a killed worker left is replaced."""
    file = CertificateFile(certificate=certificate, made_at=now)
    name = file.pdf.field.generate_filename(file, f"{certificate.serial}.pdf")
    file.pdf.name = name
    file.save(force_insert=True)
    file.pdf.storage.delete(name)
    file.pdf.storage.save(name, ContentFile(content))
    return file


def _whole_seconds(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(microsecond=0)


def _subject(certificate: Certificate) -> str:
    return f"certificate:{certificate.serial}"
