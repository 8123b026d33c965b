"""One-time codes: of an app that counts half minutes (TOTP, RFC 6238), and on paper. Keeps nothing, knows no clock."""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass

import pyotp

from accounts.codes import plain_digits

CODE_LENGTH = 6
STEP_SECONDS = 30
LENIENCE = 1  # a phone's clock may be one step early or late
SECRET_BYTES = 20
PAPER_LENGTH = 12
PAPER_BYTES = 8
PAPER_COUNT = 10


@dataclass(frozen=True)
class Typed:
    """What was typed into the one field for codes: at most one of the two is there."""

    code: str = ""
    paper: str = ""


def read(typed: str) -> Typed:
    """A code of the app or one from paper, told by its length; digits of any script, spaces and dashes as one likes."""
    digits = plain_digits(typed)
    if len(digits) == CODE_LENGTH:
        return Typed(code=digits)
    return Typed(paper=digits) if len(digits) == PAPER_LENGTH else Typed()


def secret(random: bytes) -> str:
    """What the app and we share: 160 bits in base 32."""
    if len(random) < SECRET_BYTES:
        raise ValueError(f"{SECRET_BYTES} random bytes are needed, {len(random)} were given")
    return base64.b32encode(random[:SECRET_BYTES]).decode()


def address(shared: str, *, account: str, issuer: str) -> str:
    """What an app reads from the square: ``otpauth://totp/…``."""
    return str(pyotp.TOTP(shared).provisioning_uri(name=account, issuer_name=issuer))


def step_at(moment: float) -> int:
    """The half minute, counted from 1970, of a moment in seconds."""
    return int(moment) // STEP_SECONDS


def code_of(shared: str, *, step: int) -> str:
    """The six digits of one half minute."""
    return str(pyotp.TOTP(shared).generate_otp(step))


def step_of(shared: str, code: str, *, now: int) -> int | None:
    """The half minute that a code belongs to, at most one away from the present one; ``None`` for a wrong code."""
    for step in range(now - LENIENCE, now + LENIENCE + 1):
        if hmac.compare_digest(code_of(shared, step=step), code):
            return step
    return None


def unspent_step(*, last: int, now: int) -> int | None:
    """The first half minute whose code would be taken now, though codes up to ``last`` are spent."""
    step = max(last + 1, now)
    return step if step <= now + LENIENCE else None


def paper_code(random: bytes) -> str:
    """Twelve digits to print."""
    if len(random) < PAPER_BYTES:
        raise ValueError(f"{PAPER_BYTES} random bytes are needed, {len(random)} were given")
    return f"{int.from_bytes(random, 'big') % 10**PAPER_LENGTH:0{PAPER_LENGTH}}"


def in_fours(digits: str) -> str:
    """Digits as they are printed: ``1234 5678 9012``."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
