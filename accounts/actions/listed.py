"""Makes the people that a list names. They have no PIN: cards are printed for them, or a PIN is given on the spot."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from accounts import codes
from accounts.actions.people import NoFreeCode, Randomness
from accounts.models import User

_TRIES = 20


@dataclass(frozen=True)
class Listed:
    """What a list says of a person's account."""

    name: str
    name_own: str
    language: str


def create_listed(
    people: Sequence[Listed], *, now: datetime, randomness: Randomness = secrets.token_bytes
) -> list[User]:
    """Make these people, each with a learner code of her own, in their order. Two statements, however many."""
    for _try in range(_TRIES):
        fresh = [
            User(
                username=codes.learner_code(randomness(codes.LEARNER_CODE_BYTES)), password=make_password(None),
                name=one.name, name_own=one.name_own, language=one.language, date_joined=now,
            )
            for one in people
        ]  # fmt: skip
        try:
            with transaction.atomic():
                User.objects.bulk_create(fresh)
        except IntegrityError:  # a code is taken
            continue
        return fresh
    raise NoFreeCode
