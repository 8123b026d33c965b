"""One-time slips: each page with a survey carries one, and it is spent when the page is sent. None is tied to a person.

A slip says no more than the half day in which its page was opened, and is good to the end of the next one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.core import signing

_SALT = "assessments.surveys.slips"
_HALF_DAY = 12 * 60 * 60
RANDOM_BYTES = 16


class BadSlip(ValueError):
    """The slip was not made here, or its page has been open for too long."""


@dataclass(frozen=True)
class Slip:
    """What is kept of a slip once it is spent."""

    mark: str
    half_day: int


def half_day_of(now: datetime) -> int:
    return int(now.timestamp()) // _HALF_DAY


def new_slip(random: bytes, *, now: datetime) -> str:
    """A slip from at least sixteen random bytes."""
    if len(random) < RANDOM_BYTES:
        raise ValueError(f"{RANDOM_BYTES} random bytes are needed, {len(random)} were given")
    return signing.Signer(salt=_SALT).sign(f"{half_day_of(now)}.{random.hex()}")


def read_slip(text: str, *, now: datetime) -> Slip:
    """The slip that was sent. Raises ``BadSlip``."""
    try:
        said = signing.Signer(salt=_SALT).unsign(text)
    except signing.BadSignature as error:
        raise BadSlip(text) from error
    half_day = int(said.partition(".")[0])
    if half_day_of(now) - half_day not in {0, 1}:
        raise BadSlip(text)
    return Slip(hashlib.sha256(said.encode()).hexdigest(), half_day)
