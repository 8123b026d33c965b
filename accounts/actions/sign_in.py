"""Decides who may come in. Opening the session is the view's; the person never learns which reason it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password
from django.db.models import F, Q

from accounts import codes
from accounts.actions.leading import account_of
from accounts.actions.slowing import hash_of, is_waiting, note_failure
from accounts.models import SignInBy, SignInCard, SignInFailure, User


@dataclass(frozen=True)
class SignIn:
    """Who came in, or why nobody did: ``wrong``, ``waiting``, ``locked``. The reason is for tests and logs."""

    user: User | None = None
    reason: str = ""


def sign_in(*, username: str, secret: str, address: str, now: datetime) -> SignIn:
    """Check a learner code and PIN or pictures, or an e-mail address and password.

    The same statements run and one hash is computed whether or not the account exists, so that the time it takes
    tells nothing. No transaction is open while hashing: SQLite would keep everybody else from writing.
    """
    address_hash = hash_of(address)
    waiting = is_waiting(username, address_hash, now)
    counted = _count_try(username)
    user = User.objects.filter(username=username, is_active=True).first()
    right = check_password(secret, user.password if user else UNUSABLE_PASSWORD_PREFIX)
    if user is None or not right:
        note_failure(username, "" if waiting else address_hash, now)
        _lock_if_tried_out(username, now)
        return SignIn(reason="wrong")
    if not counted:
        return SignIn(reason="locked")
    if waiting:
        _take_back_try(username)
        return SignIn(reason="waiting")
    _forget_failures(user)
    return _let_in(user)


def read_card(*, token: str) -> SignIn:
    """Whom a printed card belongs to. An account that rests is not opened by its card either."""
    cards = SignInCard.objects.filter(token_hash=codes.card_hash(token), revoked_at=None, user__is_active=True)
    card = cards.select_related("user").first()
    if card is None or not card.user.is_trainee:
        return SignIn(reason="wrong")
    return SignIn(reason="locked") if card.user.is_locked else _let_in(card.user)


def _let_in(user: User) -> SignIn:
    """Into the account that hers became, if she had two. One that rests is not opened by another's code either, nor
    one of staff: who was appointed since has an e-mail address and a second factor."""
    account = account_of(user)
    if not account.is_active or (account is not user and not account.is_trainee):
        return SignIn(reason="wrong")
    return SignIn(reason="locked") if account is not user and account.is_locked else SignIn(user=account)


def username_of_number(number: str) -> str:
    """The learner code behind a learner number; empty for one that nobody has, which is then simply wrong."""
    found = User.objects.filter(number=number).values_list("username", flat=True).first()
    return found or ""


def _count_try(username: str) -> bool:
    """Count before looking at the PIN: guesses sent all at once cannot share one count. False: the account rests."""
    open_accounts = User.objects.filter(~_tried_out(), username=username, locked_at=None)
    return bool(open_accounts.update(sign_in_failures=F("sign_in_failures") + 1))


def _take_back_try(username: str) -> None:
    """The PIN was right, only too soon: that is no step towards the lock."""
    User.objects.filter(username=username, sign_in_failures__gt=0).update(sign_in_failures=F("sign_in_failures") - 1)


def _lock_if_tried_out(username: str, now: datetime) -> None:
    User.objects.filter(_tried_out(), username=username, locked_at=None).update(locked_at=now)


def _tried_out() -> Q:
    """Pictures are fewer than PINs, so fewer wrong ones lock."""
    pins = Q(sign_in_by=SignInBy.PIN, sign_in_failures__gte=settings.PIN_FAILURES_BEFORE_LOCK)
    return pins | Q(sign_in_by=SignInBy.PICTURES, sign_in_failures__gte=settings.PICTURE_FAILURES_BEFORE_LOCK)


def _forget_failures(user: User) -> None:
    user.open_again()
    user.save(update_fields=["sign_in_failures", "locked_at"])
    SignInFailure.objects.filter(username=user.username).delete()
