"""Who may see how questions fare: whoever may edit them."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from assessments.models import Question


def may_read(user: Any) -> bool:
    return bool(ModelPermissionPolicy(Question).user_has_permission(user, "change"))
