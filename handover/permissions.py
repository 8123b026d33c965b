"""Who hands courses over and who takes them in."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from accounts.models import Role
from accounts.permissions import roles_of

GIVERS = frozenset({Role.AUTHOR, Role.REVIEWER, Role.ADMINISTRATOR})
TAKERS = frozenset({Role.AUTHOR, Role.ADMINISTRATOR})


def may_hand_over(user: Any) -> bool:
    return bool(roles_of(user) & GIVERS)


def may_take_in(user: Any) -> bool:
    return bool(roles_of(user) & TAKERS)


def may_publish(user: Any) -> bool:
    """Whether she may show readers what she takes in. What review holds waits all the same."""
    return bool(Page.get_first_root_node().permissions_for_user(user).can_publish_subpage())
