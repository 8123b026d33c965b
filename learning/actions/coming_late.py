"""What waited on a phone for an entry that has meanwhile gone into another: it lands with the one that stays, and goes
back when the two are parted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.actions.leading import account_of, leading_to
from accounts.models import User
from assessments.models import Attempt
from learning.actions import tail
from learning.actions.carried_paper import Forged, read_paper
from learning.models import Learner, Merge, Record, Unplaced

ATTEMPTS = str(Attempt._meta.label)  # under which a merge names those that came along


class NotHers(Exception):
    """The account is not hers, and has not become hers."""


def accounts_of(learner: Learner) -> Iterator[int]:
    """Her own account, and then those that lead to it. Who takes only the first asks the database nothing."""
    yield learner.user_id
    yield from former_accounts(learner)


def former_accounts(learner: Learner) -> list[int]:
    """The accounts that lead to hers."""
    return sorted(leading_to(learner.user))


def entries_of(learner: Learner) -> list[int]:
    """Her own entry, and those that went into it."""
    return list(Learner.objects.filter(user__in=list(accounts_of(learner))).values_list("pk", flat=True))


@transaction.atomic
def hers(learner: Learner, *, person: int, attempt: UUID) -> None:
    """Write down where the attempt of an account that became hers came from. Nothing, where the account is her own.

    Raises ``NotHers``.
    """
    if person == learner.user_id:
        return
    tail.lock(learner)  # they may be parted at this moment
    account = User.objects.select_related("same_as").filter(pk=person).first()
    if account is None or account_of(account).pk != learner.user_id:
        raise NotHers(person)
    while account.pk != learner.user_id and account.same_as:
        _note(account, attempt)
        account = account.same_as


def bring(attempt: Attempt, *, learner: Learner) -> None:
    """Make an open attempt, which stayed with the entry that went, hers. Raises ``NotHers``, and ``IntegrityError``
    while she has one open in its place."""
    with transaction.atomic():
        hers(learner, person=attempt.person_id, attempt=attempt.pk)
        Attempt.objects.filter(pk=attempt.pk).update(person=learner.user)
    attempt.person = learner.user


def give_back(*, kept: Learner, gone: Learner, attempts: list[str]) -> None:
    """What came of attempts that go back, and what still waits for the other entry: both go along."""
    Record.objects.filter(pk__in=attempts, learner=kept).update(learner=gone)
    waiting = {row.pk: _told(row) for row in kept.unplaced.filter(placed_at=None)}
    theirs = {str(told.get("attempt")) for told in waiting.values() if _is_for(gone, told)} | set(attempts)
    going = [pk for pk, told in waiting.items() if str(told.get("attempt")) in theirs]
    Unplaced.objects.filter(pk__in=going).update(learner=gone)


def _note(account: User, attempt: UUID) -> None:
    merge = Merge.objects.select_for_update().get(gone__user=account)
    if str(attempt) not in merge.moved["rows"][ATTEMPTS]:
        merge.moved["rows"][ATTEMPTS].append(str(attempt))
        merge.save(update_fields=["moved"])


def _told(row: Unplaced) -> dict[str, Any]:
    told = json.loads(row.told)
    return told if isinstance(told, dict) else {}


def _is_for(gone: Learner, told: dict[str, Any]) -> bool:
    try:
        return read_paper(str(told.get("paper"))).person == gone.user_id
    except Forged:
        return False
