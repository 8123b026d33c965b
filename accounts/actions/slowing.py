"""Slows guessing down per account and address, never per address alone: a class sits behind one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.models import SignInFailure


def hash_of(address: str) -> str:
    """What is kept of an address, for minutes."""
    return salted_hmac("accounts.address", address, algorithm="sha256").hexdigest()


def is_waiting(name: str, address_hash: str, now: datetime) -> bool:
    """Whether too many wrong tries came to this account from this address just now."""
    since = now - timedelta(seconds=settings.PIN_WAIT_SECONDS)
    recent = SignInFailure.objects.filter(username=name, address_hash=address_hash, at__gt=since)
    return bool(recent.count() >= settings.PIN_FAILURES_BEFORE_WAIT)


def note_failure(name: str, address_hash: str, now: datetime) -> None:
    """Remember a wrong try. One while waiting is kept without its address, so that the wait ends all the same."""
    SignInFailure.objects.create(username=name, address_hash=address_hash, at=now)


def forget_old_failures(*, now: datetime) -> int:
    """Delete wrong tries that slow nobody down any more; how many there were."""
    kept_from = now - timedelta(seconds=settings.PIN_WAIT_SECONDS)
    deleted, _by_model = SignInFailure.objects.filter(at__lt=kept_from).delete()
    return deleted
