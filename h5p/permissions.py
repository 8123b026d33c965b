"""Who brings contents in, who changes them, and who allows libraries. The groups of the house give the rights."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from h5p.models import Interactive, Library

_CONTENTS, _LIBRARIES = ModelPermissionPolicy(Interactive), ModelPermissionPolicy(Library)


def may_look(user: Any) -> bool:
    return bool(_CONTENTS.user_has_any_permission(user, ["add", "change", "delete", "view"]))


def may_add(user: Any) -> bool:
    return bool(_CONTENTS.user_has_permission(user, "add"))


def may_change(user: Any) -> bool:
    return bool(_CONTENTS.user_has_permission(user, "change"))


def may_delete(user: Any) -> bool:
    return bool(_CONTENTS.user_has_permission(user, "delete"))


def may_install(user: Any) -> bool:
    """Libraries run in everybody's browser: whoever allows one answers for it."""
    return bool(_LIBRARIES.user_has_permission(user, "add"))
