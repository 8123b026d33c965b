"""The second factor of staff: set up, asked for, reset. A code is good once; wrong ones are counted and slowed."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from accounts import onetime
from accounts.actions.people import log_access, subject_of
from accounts.actions.slowing import hash_of, is_waiting, note_failure
from accounts.models import RecoveryCode, SecondFactor, SignInFailure, User

Randomness = Callable[[int], bytes]


@dataclass(frozen=True)
class Proof:
    """Whether the second factor was proved, and why not: ``wrong``, ``waiting``, ``locked``.

    ``papers_left`` counts the recovery codes that are left, where one was used.
    """

    right: bool
    reason: str = ""
    papers_left: int | None = None


class NoReason(ValueError):
    """Taking somebody's second factor away is done for a reason that can be read later."""


def factor_of(user: User) -> SecondFactor | None:
    """The second factor that a person has confirmed."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).first()


def begin_factor(*, user: User, shown: str = "", randomness: Randomness = secrets.token_bytes) -> SecondFactor:
    """A fresh secret to put into her app, unless the one ``shown`` at this very sign-in still waits to be confirmed.

    Whoever knew the password before her and looked at a secret has looked at another one than hers.
    """
    shared = onetime.secret(randomness(onetime.SECRET_BYTES))
    factor, made = SecondFactor.objects.get_or_create(user=user, defaults={"secret": shared})
    waiting = SecondFactor.objects.filter(pk=factor.pk, confirmed_at=None).exclude(secret=shown)
    if not made and waiting.update(secret=shared):
        factor.secret = shared
    return factor


def confirm_factor(
    *, user: User, shown: str, typed: str, address: str, now: datetime, randomness: Randomness = secrets.token_bytes
) -> list[str] | None:
    """The recovery codes, to be shown this one time, once a code of the app was right; ``None`` when it was not.

    Only the secret that was ``shown`` at this sign-in can be confirmed.
    """
    factor = SecondFactor.objects.filter(user=user, secret=shown, confirmed_at=None).first()
    if factor is None or not _prove(factor, typed, address, now).right:
        return None
    with transaction.atomic():
        # Two tabs may confirm at the same moment, or another sign-in may begin: one of them gives codes.
        if not SecondFactor.objects.filter(pk=factor.pk, secret=shown, confirmed_at=None).update(confirmed_at=now):
            return None
        return _print_papers(factor, randomness)


def prove(*, user: User, typed: str, address: str, now: datetime) -> Proof:
    """Check a code of the app, or one from paper."""
    factor = factor_of(user)
    return _prove(factor, typed, address, now) if factor else Proof(right=False, reason="wrong")


@transaction.atomic
def reset_factor(*, user: User, by: User, reason: str, now: datetime) -> None:
    """Take the second factor away, so that she sets up another, and sign her out everywhere. Raises ``NoReason``.

    Her account at the provider is let go as well: the next one with her address joins in its place.
    """
    if not reason.strip():
        raise NoReason
    SecondFactor.objects.filter(user=user).delete()
    SignInFailure.objects.filter(username=_place(user)).delete()
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1, provider_mark=None)
    log_access(actor=by, verb="second_factor_reset", subject=subject_of(user), purpose=reason.strip(), now=now)


def next_code(*, user: User, now: datetime) -> str:
    """A code that would be taken now, for the demo, whose secrets are no secrets; empty where one must wait."""
    factor = SecondFactor.objects.filter(user=user).first()
    if factor is None:
        return ""
    step = onetime.unspent_step(last=factor.last_step, now=onetime.step_at(now.timestamp()))
    return onetime.code_of(factor.secret, step=step) if step is not None else ""


def _prove(factor: SecondFactor, typed: str, address: str, now: datetime) -> Proof:
    """The try is counted before the code is looked at: guesses sent all at once cannot share one count."""
    place, address_hash = _place(factor.user), hash_of(address)
    if is_waiting(place, address_hash, now):
        return Proof(right=False, reason="waiting")
    if not _count_try(factor):
        return Proof(right=False, reason="locked")
    read = onetime.read(typed)
    if not (_spend_code(factor, read.code, now) or _spend_paper(factor, read.paper, now)):
        note_failure(place, address_hash, now)
        return Proof(right=False, reason="wrong")
    SecondFactor.objects.filter(pk=factor.pk).update(failures=0)
    SignInFailure.objects.filter(username=place).delete()
    left = factor.recovery_codes.filter(used_at=None).count() if read.paper else None
    return Proof(right=True, papers_left=left)


def _count_try(factor: SecondFactor) -> bool:
    open_factors = SecondFactor.objects.filter(pk=factor.pk, failures__lt=settings.PIN_FAILURES_BEFORE_LOCK)
    return bool(open_factors.update(failures=F("failures") + 1))


def _spend_code(factor: SecondFactor, code: str, now: datetime) -> bool:
    """A code and those before it are spent by the database, so that of two who send it one comes in."""
    step = onetime.step_of(factor.secret, code, now=onetime.step_at(now.timestamp())) if code else None
    if step is None:
        return False
    return bool(SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step))


def _spend_paper(factor: SecondFactor, paper: str, now: datetime) -> bool:
    if not paper:
        return False
    unused = RecoveryCode.objects.filter(factor=factor, code_hash=_paper_hash(factor, paper), used_at=None)
    return bool(unused.update(used_at=now))


def _print_papers(factor: SecondFactor, randomness: Randomness) -> list[str]:
    papers = [onetime.paper_code(randomness(onetime.PAPER_BYTES)) for _number in range(onetime.PAPER_COUNT)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, code_hash=_paper_hash(factor, paper)) for paper in papers
    )
    return papers


def _paper_hash(factor: SecondFactor, paper: str) -> str:
    return salted_hmac(f"accounts.recovery:{factor.pk}", paper, algorithm="sha256").hexdigest()


def _place(user: User) -> str:
    """Under which name wrong codes are slowed: apart from wrong passwords."""
    return f"code:{user.pk}"
