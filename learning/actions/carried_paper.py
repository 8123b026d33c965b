"""The paper that a phone takes along with the questions of a quiz: what is asked, and of whom, signed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing

from accounts.models import User
from assessments.models import Attempt

_SALT = "learning.carried"
_PINNED = ("quiz_id", "language", "origin", "destination", "versions", "pass_mark")


class Forged(ValueError):
    """We did not sign this."""


@dataclass(frozen=True)
class Paper:
    """``person`` is the account that the questions were made for; ``pinned`` what an attempt keeps of them."""

    attempt: uuid.UUID
    person: int
    placement: uuid.UUID
    pinned: dict[str, Any]

    def begun(self, *, by: User, now: datetime) -> Attempt:
        """The attempt that began on the phone; not kept yet."""
        return Attempt(pk=self.attempt, person=by, placement=self.placement, begun_at=now, **self.pinned)


def paper_of(attempt: Attempt) -> str:
    """The questions of a prepared attempt and whose they are, signed: what she saw is what will be scored."""
    pinned = {name: getattr(attempt, name) for name in _PINNED}
    mine = {"attempt": str(attempt.pk), "person": attempt.person_id, "placement": str(attempt.placement)}
    return signing.dumps(pinned | mine, salt=_SALT, compress=True)


def read_paper(paper: str) -> Paper:
    """Raises ``Forged``."""
    try:
        said = signing.loads(paper, salt=_SALT)
    except signing.BadSignature as error:
        raise Forged from error
    pinned = {name: said[name] for name in _PINNED}
    return Paper(uuid.UUID(said["attempt"]), said["person"], uuid.UUID(said["placement"]), pinned)
