"""Makes people, and gives trainees their PINs and cards. What staff do to a person is logged here."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction

from accounts import codes, pictures
from accounts.actions.leading import leading_to
from accounts.models import AccessLog, SignInBy, SignInCard, SignInFailure, User

Randomness = Callable[[int], bytes]

_LOGGED = 200  # as much as ``AccessLog.purpose`` takes
_TRIES = 20
_LONGEST_ADDRESS = 150  # it stands as the name to sign in with
_LONGEST_NAME = 200


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


def create_staff(*, email: str, name: str, password: str | None, now: datetime, language: str = "en") -> User:
    """Make a person who signs in by e-mail and password, or by the ministry's own sign-in alone where it is ``None``.

    Raises ``ValidationError`` for a weak password.
    """
    address = email.strip().lower()
    user = User(username=address, email=address, name=name, language=language, date_joined=now)
    if password is not None:
        validate_password(password, user)
    user.set_password(password)
    user.save(force_insert=True)
    return user


def staff_of(*, mark: str, email: str, name: str, make: bool, now: datetime) -> User | None:
    """The account of staff that came in with this ``mark`` of the provider before, else the one of her address, which
    is hers from then on; ``make`` one without roles where there is none.

    Nobody for an account that came in with another mark (an address can be given to somebody else), for one
    that is switched off or a trainee's, or an address too long for one. Wrong passwords close the door of passwords
    alone: a stranger's must not keep her out at this one.
    """
    staff = User.objects.staff()
    known: User | None = staff.filter(provider_mark=mark).first()
    if known is not None:
        return known if known.is_active else None
    if len(email) > _LONGEST_ADDRESS or not email.isprintable():
        return None
    if make and not User.objects.filter(username=email).exists():
        called = "".join(sign for sign in name or email if sign.isprintable())[:_LONGEST_NAME]
        try:
            with transaction.atomic():
                create_staff(email=email, name=called, password=None, now=now)
        except IntegrityError:  # she came in by two doors at once
            pass
    if not staff.filter(username=email, is_active=True, provider_mark=None).update(provider_mark=mark):
        return None
    bound: User = User.objects.get(provider_mark=mark)
    return bound


def reset_pin(*, user: User, by: User, now: datetime, randomness: Randomness = secrets.token_bytes) -> str:
    """Give a trainee a new PIN and open her account again. Every phone she was signed in on is signed out."""
    pin = _new_pin(randomness)
    _renew(user, pin, SignInBy.PIN, verb="pin_reset", by=by, now=now)
    return pin


def reset_pictures(
    *, user: User, by: User, now: datetime, randomness: Randomness = secrets.token_bytes
) -> tuple[str, ...]:
    """Give a trainee four pictures instead of a PIN, and a number to type instead of her code, if she has none.

    Opens her account again; every phone she was signed in on is signed out.
    """
    drawn = pictures.draw(randomness(pictures.PICTURE_BYTES))
    _renew(user, pictures.secret(drawn), SignInBy.PICTURES, verb="pictures_reset", by=by, now=now)
    _give_number(user, randomness)
    return drawn


def _renew(user: User, secret: str, sign_in_by: SignInBy, *, verb: str, by: User, now: datetime) -> None:
    if not user.is_trainee:
        raise NotATrainee
    user.set_password(secret)
    user.sign_in_by = sign_in_by
    user.open_again()
    with transaction.atomic():
        user.save(update_fields=["password", "sign_in_by", "sign_in_failures", "locked_at"])
        # Whoever knew the old secret of either account is outside now.
        leading = User.objects.filter(pk__in=leading_to(user))
        leading.update(password=user.password, sign_in_by=sign_in_by, sign_in_failures=0, locked_at=None)
        SignInFailure.objects.filter(username=user.username).delete()
        log_access(actor=by, verb=verb, subject=subject_of(user), purpose="", now=now)


def _give_number(user: User, randomness: Randomness) -> None:
    for _try in range(_TRIES):
        if user.number:
            return
        number = codes.learner_number(randomness(codes.NUMBER_BYTES))
        try:
            with transaction.atomic():
                User.objects.filter(pk=user.pk, number=None).update(number=number)
        except IntegrityError:  # the number is taken
            continue
        user.refresh_from_db(fields=["number"])
    if not user.number:
        raise NoFreeCode


@transaction.atomic
def make_card(*, user: User, by: User, now: datetime, randomness: Randomness = secrets.token_bytes) -> str:
    """The token of a new sign-in card; earlier ones end, those of accounts that lead into hers as well."""
    if not user.is_trainee:
        raise NotATrainee
    # Lock first: two instructors can print at the same moment.
    User.objects.select_for_update().get(pk=user.pk)
    SignInCard.objects.filter(user__in={user.pk, *leading_to(user)}, revoked_at=None).update(revoked_at=now)
    token = codes.card_token(randomness(codes.CARD_TOKEN_BYTES))
    SignInCard.objects.create(user=user, token_hash=codes.card_hash(token), made_at=now)
    log_access(actor=by, verb="card_made", subject=subject_of(user), purpose="", now=now)
    return token


def choose_language(*, user: User, language: str) -> None:
    """Remember the language a person reads in."""
    user.language = language
    user.save(update_fields=["language"])


def log_access(*, actor: User, verb: str, subject: str, purpose: str, now: datetime) -> AccessLog:
    """Write down what staff read, exported or changed, and why; the log holds the beginning of a long reason."""
    return AccessLog.objects.create(actor=actor, verb=verb, subject=subject, purpose=purpose[:_LOGGED], at=now)


def subject_of(user: User) -> str:
    """How the access log names a person: by number, so that the log itself tells nothing of her."""
    return f"user:{user.pk}"


def _new_pin(randomness: Randomness) -> str:
    for _try in range(_TRIES):
        if pin := codes.pin(randomness(codes.PIN_BYTES)):
            return pin
    raise NoFreeCode
