"""Who makes H5P contents of questions: whoever may edit the bank and add contents."""

from __future__ import annotations

from typing import Any

from assessments.exchange.permissions import may_export
from h5p.permissions import may_add


def may_make(user: Any) -> bool:
    return may_export(user) and may_add(user)
