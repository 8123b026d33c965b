"""Who brings questions in and takes them out: whoever may edit the bank."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from assessments.models import Question


def may_export(user: Any) -> bool:
    return bool(ModelPermissionPolicy(Question).user_has_permission(user, "change"))


def may_import(user: Any) -> bool:
    return may_export(user) and bool(ModelPermissionPolicy(Question).user_has_permission(user, "add"))
