"""Makes people, and gives trainees their PINs and cards. What staff do to a person is logged here."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction

from accounts import codes
from accounts.models import AccessLog, SignInCard, SignInFailure, User

Randomness = Callable[[int], bytes]

_TRIES = 20


@dataclass(frozen=True)
class NewTrainee:
    """A trainee just made. The PIN is known here and nowhere after."""

    user: User
    pin: str


class NoFreeCode(Exception):
    """Twenty codes in a row were taken: chance is broken, or the country is full."""


class NotATrainee(Exception):
    """PINs and cards are for trainees alone: neither guards what staff may see."""


def create_trainee(
    *, name: str, name_own: str, language: str, now: datetime, randomness: Randomness = secrets.token_bytes
) -> NewTrainee:
    """Make a person with a learner code of her own and a PIN.

    Hashing the PIN takes a third of a second. On SQLite, where one writes at a time, call this before opening a
    transaction when a whole class joins at once.
    """
    pin = _new_pin(randomness)
    password = make_password(pin)
    for _try in range(_TRIES):
        try:
            with transaction.atomic():
                user = User.objects.create(
                    username=codes.learner_code(randomness(codes.LEARNER_CODE_BYTES)),
                    password=password,
                    name=name,
                    name_own=name_own,
                    language=language,
                    date_joined=now,
                )
        except IntegrityError:  # the code is taken
            continue
        return NewTrainee(user=user, pin=pin)
    raise NoFreeCode


def create_staff(*, email: str, name: str, password: str, now: datetime, language: str = "en") -> User:
    """Make a person who signs in by e-mail and password. Raises ``ValidationError`` for a weak password."""
    address = email.strip().lower()
    user = User(username=address, email=address, name=name, language=language, date_joined=now)
    validate_password(password, user)
    user.set_password(password)
    user.save(force_insert=True)
    return user


def reset_pin(*, user: User, by: User, now: datetime, randomness: Randomness = secrets.token_bytes) -> str:
    """Give a trainee a new PIN and open her account again. Every phone she was signed in on is signed out."""
    if not user.is_trainee:
        raise NotATrainee
    pin = _new_pin(randomness)
    user.set_password(pin)
    user.open_again()
    with transaction.atomic():
        user.save(update_fields=["password", "sign_in_failures", "locked_at"])
        SignInFailure.objects.filter(username=user.username).delete()
        log_access(actor=by, verb="pin_reset", subject=subject_of(user), purpose="", now=now)
    return pin


@transaction.atomic
def make_card(*, user: User, by: User, now: datetime, randomness: Randomness = secrets.token_bytes) -> str:
    """The token of a new sign-in card; an earlier card ends."""
    if not user.is_trainee:
        raise NotATrainee
    # Lock first: two instructors can print at the same moment.
    User.objects.select_for_update().get(pk=user.pk)
    SignInCard.objects.filter(user=user, revoked_at=None).update(revoked_at=now)
    token = codes.card_token(randomness(codes.CARD_TOKEN_BYTES))
    SignInCard.objects.create(user=user, token_hash=codes.card_hash(token), made_at=now)
    log_access(actor=by, verb="card_made", subject=subject_of(user), purpose="", now=now)
    return token


def choose_language(*, user: User, language: str) -> None:
    """Remember the language a person reads in."""
    user.language = language
    user.save(update_fields=["language"])


def log_access(*, actor: User, verb: str, subject: str, purpose: str, now: datetime) -> AccessLog:
    """Write down what staff read, exported or changed, and why."""
    return AccessLog.objects.create(actor=actor, verb=verb, subject=subject, purpose=purpose, at=now)


def subject_of(user: User) -> str:
    """How the access log names a person: by number, so that the log itself tells nothing of her."""
    return f"user:{user.pk}"


def _new_pin(randomness: Randomness) -> str:
    for _try in range(_TRIES):
        if pin := codes.pin(randomness(codes.PIN_BYTES)):
            return pin
    raise NoFreeCode
