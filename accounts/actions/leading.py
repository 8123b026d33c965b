"""Which account leads into which, where one person had several. Changes nothing."""

from __future__ import annotations

from accounts.models import User


def account_of(user: User) -> User:
    """The account that this one leads to, near or far. A ring cannot come to be: what has gone is never kept."""
    while user.same_as is not None:
        user = user.same_as
    return user


def leading_to(user: User) -> frozenset[int]:
    """The accounts that lead to this one, near or far. One query, and one more for each step where there are any."""
    found: set[int] = set()
    nearest = {user.pk}
    while nearest:
        nearest = set(User.objects.filter(same_as__in=nearest).values_list("pk", flat=True))
        found |= nearest
    return frozenset(found)
