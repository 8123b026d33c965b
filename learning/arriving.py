"""Arriving with a phone: the square that changes on the instructor's screen, and what an arrival is marked as.

Plain Python. What is shown follows from the session's secret and the time, which are given; nothing is kept here.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

STEP_SECONDS = 20
STEPS_TAKEN = 2  # so that who points a camera at the last moment still comes in: a photo is worth nothing after 40 s
OPENS_BEFORE = timedelta(minutes=60)
_TOKEN_BYTES = 12


@dataclass(frozen=True)
class Sign:
    """What the screen shows for one step: a token in the square, and four digits for phones without a camera."""

    token: str
    digits: str


@dataclass(frozen=True)
class Arrival:
    """What an arrival is marked as: an ``Attendance.State`` and minutes."""

    state: str
    minutes: int


def step_at(now: datetime) -> int:
    """Steps are counted from 1970, so that no screen has to remember when it began."""
    return int(now.timestamp()) // STEP_SECONDS


def seconds_left(now: datetime) -> int:
    """How long the sign of this moment is shown still, from 1 to a whole step."""
    return STEP_SECONDS - int(now.timestamp()) % STEP_SECONDS


def sign(secret: str, *, step: int) -> Sign:
    """The sign of a step. The token tells nothing of the digits, nor of the next step."""
    mixed = _mixed(secret, f"step:{step}")
    token = base64.urlsafe_b64encode(mixed[:_TOKEN_BYTES]).decode()
    return Sign(token, f"{int.from_bytes(mixed[_TOKEN_BYTES:], 'big') % 10_000:04}")


def token_fits(token: str, *, secret: str, now: datetime) -> bool:
    """Whether a square with this token was on the screen in this step or the one before."""
    return any(_same(token, shown.token) for shown in _taken(secret, now))


def digits_fit(digits: str, *, secret: str, now: datetime) -> bool:
    """Whether these four digits were on the screen in this step or the one before."""
    return any(_same(digits, shown.digits) for shown in _taken(secret, now))


def phone_mark(secret: str, *, phone: str) -> str:
    """What tells one phone from another within a session, and of no other session anything."""
    return _mixed(secret, f"phone:{phone}").hex()[:32]


def arrival(*, starts_at: datetime, minutes: int, now: datetime, grace: timedelta) -> Arrival | None:
    """Present until the grace has passed, then late with the minutes that are left. None while no square is open."""
    # In one zone: Python subtracts clocks, not moments, where both have the same zone and it saves daylight.
    begins, seen = starts_at.astimezone(UTC), now.astimezone(UTC)
    ends = begins + timedelta(minutes=minutes)
    if not begins - OPENS_BEFORE <= seen < ends:
        return None
    if seen - begins <= grace:
        return Arrival("present", minutes)
    return Arrival("late", -((seen - ends) // timedelta(minutes=1)))


def _taken(secret: str, now: datetime) -> tuple[Sign, ...]:
    step = step_at(now)
    return tuple(sign(secret, step=step - back) for back in range(STEPS_TAKEN))


def _mixed(secret: str, text: str) -> bytes:
    return hmac.digest(secret.encode(), text.encode(), "sha256")


def _same(typed: str, shown: str) -> bool:
    return hmac.compare_digest(typed.encode(), shown.encode())
