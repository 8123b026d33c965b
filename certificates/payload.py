"""What a certificate states, and its compact form inside a seal: a CBOR Web Token claims set (RFC 8392).

| claim        | meaning                                    |
|--------------|--------------------------------------------|
| 1 ``iss``    | who issued it                              |
| 4 ``exp``    | when it expires, seconds since 1970        |
| 6 ``iat``    | when it was issued, seconds since 1970     |
| 7 ``cti``    | the serial, twelve bytes                   |
| -65537       | a map of what only we state, see ``_Own``  |

One private claim with small keys inside is 30 bytes shorter than eight private claims: the QR code must stay small.

Statements sealed before 22 November 2026 say nothing of modules. Whoever knows but those reads the others as before.
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
MARK_BYTES = 4
OWN_CLAIM = -65537  # the first of RFC 8392's private-use numbers


class _Own(IntEnum):
    NAME = 1
    NAME_OWN = 2  # absent where there is none
    TITLE = 3
    COURSE = 4  # sixteen bytes
    DESTINATION = 5  # absent where the course has none
    EDITION = 6
    TENTHS_OF_HOURS = 7
    MODULES = 8  # [how many, marks of those recognised, marks of those exempt]; absent where nothing is said of them


class Unreadable(ValueError):
    """These claims are not those of a certificate of ours."""


@dataclass(frozen=True)
class Modules:
    """How many the course asks for; by their marks, which of them she had elsewhere and from which she was exempt."""

    count: int
    recognised: tuple[bytes, ...] = ()
    exempt: tuple[bytes, ...] = ()


def mark_of(module: UUID) -> bytes:
    """The first bytes of its key: enough to tell the modules of a course apart, and few enough for the QR code."""
    return module.bytes[:MARK_BYTES]


@dataclass(frozen=True)
class Statement:
    """What is sealed. Times are aware, in UTC and whole seconds; hours have one decimal. An older one says nothing of
    ``modules``."""

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
    modules: Modules | None = None


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
        _Own.MODULES: _packed(statement.modules),
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
        modules=_modules(own[_Own.MODULES]) if _Own.MODULES in own else None,
    )


def _packed(modules: Modules | None) -> list[Any] | str:
    """The marks one after the other; where there are none at the end, nothing."""
    if modules is None:
        return ""
    recognised, exempt = b"".join(modules.recognised), b"".join(modules.exempt)
    if exempt:
        return [modules.count, recognised, exempt]
    return [modules.count, recognised] if recognised else [modules.count]


def _modules(packed: Any) -> Modules:
    match packed:
        case [int(count)]:
            return Modules(count)
        case [int(count), bytes(recognised)]:
            return Modules(count, _marks(recognised))
        case [int(count), bytes(recognised), bytes(exempt)]:
            return Modules(count, _marks(recognised), _marks(exempt))
    raise TypeError(f"{packed!r} is not about modules")


def _marks(joined: bytes) -> tuple[bytes, ...]:
    if len(joined) % MARK_BYTES:
        raise ValueError("half a mark")
    return tuple(joined[at : at + MARK_BYTES] for at in range(0, len(joined), MARK_BYTES))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value
