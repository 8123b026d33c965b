"""Answers whether a certificate is valid, to whoever holds it or its number. Keeps a count a day, and nothing else."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates import keys, names, payload, qr, serials, signing
from certificates.models import Certificate, VerificationCount
from certificates.payload import Statement
from certificates.reading import Parts, reading

logger = logging.getLogger(__name__)


class State(models.TextChoices):
    VALID = "valid", _("Valid")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")
    SUPERSEDED = "superseded", _("Replaced by a newer certificate")
    NOT_FOUND = "not_found", _("Not found")


@dataclass(frozen=True)
class SecondFact:
    """What somebody who has the certificate before her can read from it, besides the number. One of them is enough."""

    name: str = ""
    issued_on: date | None = None


@dataclass(frozen=True)
class Verdict:
    """All that a stranger is told. ``name`` is masked; ``name_matches`` is none where no name was typed."""

    state: State
    name: str = ""
    name_own: str = ""
    title: str = ""
    destination: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    issuer: str = ""
    parts: Parts | None = None
    name_matches: bool | None = None


NOT_FOUND = Verdict(State.NOT_FOUND)


def check(*, serial: str, second_fact: SecondFact, now: datetime) -> Verdict:
    """Look a certificate up by its number and a second fact.

    An unknown number and a wrong second fact get the same answer after the same work. Raises ``BadSerial`` for a
    number that cannot be one, which its check sign tells anybody.
    """
    certificate = Certificate.objects.filter(pk=serials.parse(serial)).first()
    statement = _opened(bytes(certificate.sealed) if certificate else _decoy())
    known = statement is not None and _knows(second_fact, statement)
    verdict = _verdict(statement, certificate, now) if certificate and statement and known else NOT_FOUND
    _count(verdict, now)
    return verdict


def check_sealed(*, code: str, name: str = "", now: datetime) -> Verdict:
    """Read a scanned code: having it is the proof of having the certificate. ``name`` is the full name, if typed."""
    try:
        statement = keys.statement_in(qr.from_text(code))
    except (qr.BadCode, signing.NotOurs, signing.Broken, payload.Unreadable):
        verdict = NOT_FOUND
    else:
        certificate = Certificate.objects.filter(pk=statement.serial).first()
        verdict = _verdict(statement, certificate, now, typed=name)
    _count(verdict, now)
    return verdict


def state_of(certificate: Certificate, *, now: datetime) -> State:
    """What has become of a certificate."""
    if certificate.replaced_by_id:
        return State.SUPERSEDED
    if certificate.revoked_at:
        return State.REVOKED
    return State.VALID if now < certificate.expires_at else State.EXPIRED


def is_named(typed: str, statement: Statement) -> bool:
    """Whether the typed name is hers, in either script."""
    return names.same(typed, statement.name) or names.same(typed, statement.name_own)


def _verdict(statement: Statement, certificate: Certificate | None, now: datetime, typed: str = "") -> Verdict:
    """A seal of ours without a row (the register was restored from an older copy) still holds until it expires."""
    sealed_state = State.VALID if now < statement.expires_at else State.EXPIRED
    shown = reading(statement)
    return Verdict(
        state=state_of(certificate, now=now) if certificate else sealed_state,
        name=names.masked(shown.name),
        name_own=names.masked(shown.name_own),
        title=shown.title,
        destination=shown.destination,
        issued_on=shown.issued_on,
        expires_on=shown.expires_on,
        issuer=shown.issuer,
        parts=shown.parts,
        name_matches=is_named(typed, statement) if typed.strip() else None,
    )


def _knows(fact: SecondFact, statement: Statement) -> bool:
    """What is given must be right, and something must be given."""
    right_name = is_named(fact.name, statement) if fact.name.strip() else None
    right_day = fact.issued_on == timezone.localdate(statement.issued_at) if fact.issued_on else None
    given = {right_name, right_day} - {None}
    return given == {True}


def _opened(sealed: bytes) -> Statement | None:
    try:
        return keys.statement_in(sealed)
    except (signing.NotOurs, signing.Broken, payload.Unreadable):
        logger.exception("A stored certificate cannot be read: was a key in SIGNING_KEYS_DIR lost?")
        return None


def _count(verdict: Verdict, now: datetime) -> None:
    """Add one. The row is made first, so that two checks at once lose no count."""
    row = {"day": timezone.localdate(now), "result": verdict.state.value}
    VerificationCount.objects.bulk_create([VerificationCount(**row)], ignore_conflicts=True)
    VerificationCount.objects.filter(**row).update(count=F("count") + 1)


@lru_cache(maxsize=1)
def _decoy() -> bytes:
    """Sealed by our key, for nobody: an unknown number takes as long to look up as a known one."""
    statement = Statement(
        serial=serials.new_serial(secrets.token_bytes(serials.RANDOM_BYTES)),
        name=secrets.token_hex(12),
        title="-",
        course=UUID(int=0),
        edition="-",
        hours=Decimal(0),
        issuer=settings.CERTIFICATE_ISSUER,
        issued_at=datetime(1970, 1, 1, tzinfo=UTC),
        expires_at=datetime(1970, 1, 2, tzinfo=UTC),
    )
    return signing.sign(payload.to_cbor(statement), key=keys.current())
