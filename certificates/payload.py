"""What a certificate states, and its compact form inside a seal: a CBOR Web Token claims set (RFC 8392).

| claim        | meaning                                    |
|--------------|--------------------------------------------|
| 1 ``iss``    | who issued it                              |
| 4 ``exp``    | when it expires, seconds since 1970        |
| 6 ``iat``    | when it was issued, seconds since 1970     |
| 7 ``cti``    | the serial, twelve bytes                   |
| -65537       | a map of what only we state, see ``_Own``  |

One private claim with small keys inside is 30 bytes shorter than seven private claims: the QR code must stay small.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import IntEnum
from typing import Any
from uuid import UUID

import cbor2

from certificates import serials

ISSUER, EXPIRES, ISSUED, SERIAL = 1, 4, 6, 7
OWN_CLAIM = -65537  # the first of RFC 8392's private-use numbers


class _Own(IntEnum):
    NAME = 1
    NAME_OWN = 2  # absent where there is none
    TITLE = 3
    COURSE = 4  # sixteen bytes
    DESTINATION = 5  # absent where the course has none
    EDITION = 6
    TENTHS_OF_HOURS = 7


class Unreadable(ValueError):
    """These claims are not those of a certificate of ours."""


@dataclass(frozen=True)
class Statement:
    """What is sealed. Times are aware, in UTC and whole seconds; hours have one decimal."""

    serial: str
    name: str
    title: str
    course: UUID
    edition: str
    hours: Decimal
    issuer: str
    issued_at: datetime
    expires_at: datetime
    name_own: str = ""
    destination: str = ""


def to_cbor(statement: Statement) -> bytes:
    """The claims in their one deterministic form."""
    own = {
        _Own.NAME: statement.name,
        _Own.NAME_OWN: statement.name_own,
        _Own.TITLE: statement.title,
        _Own.COURSE: statement.course.bytes,
        _Own.DESTINATION: statement.destination,
        _Own.EDITION: statement.edition,
        _Own.TENTHS_OF_HOURS: int(statement.hours * 10),
    }
    claims = {
        ISSUER: statement.issuer,
        EXPIRES: int(statement.expires_at.timestamp()),
        ISSUED: int(statement.issued_at.timestamp()),
        SERIAL: serials.to_bytes(statement.serial),
        OWN_CLAIM: {int(key): value for key, value in own.items() if value != ""},
    }
    return cbor2.dumps(claims, canonical=True)


def from_cbor(raw: bytes) -> Statement:
    """Read the claims. Raises ``Unreadable``."""
    try:
        claims = cbor2.loads(raw)
        return _statement(claims, claims[OWN_CLAIM])
    except (cbor2.CBORError, LookupError, TypeError, ValueError, ArithmeticError, OSError) as error:
        raise Unreadable(str(error)) from error


def _statement(claims: dict[int, Any], own: dict[int, Any]) -> Statement:
    return Statement(
        serial=serials.from_bytes(claims[SERIAL]),
        name=_text(own[_Own.NAME]),
        name_own=_text(own.get(_Own.NAME_OWN, "")),
        title=_text(own[_Own.TITLE]),
        course=UUID(bytes=own[_Own.COURSE]),
        destination=_text(own.get(_Own.DESTINATION, "")),
        edition=_text(own[_Own.EDITION]),
        hours=Decimal(own[_Own.TENTHS_OF_HOURS]) / 10,
        issuer=_text(claims[ISSUER]),
        issued_at=datetime.fromtimestamp(claims[ISSUED], tz=UTC),
        expires_at=datetime.fromtimestamp(claims[EXPIRES], tz=UTC),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value
