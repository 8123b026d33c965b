"""What changed between two kept states of a row, field by field. Knows no rows and no revisions."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Change:
    """One field, before and after. Empty is the empty string."""

    field: str
    old: Any
    new: Any


def differences(
    before: Mapping[str, Any] | None, after: Mapping[str, Any], *, leaving: Container[str] = ()
) -> tuple[Change, ...]:
    """The fields that differ, in the order of ``after``. Without a state before, every field that says something.

    Nothing, null and the empty string are the same.
    """
    earlier = before or {}
    return tuple(
        Change(field, _plain(earlier.get(field)), _plain(value))
        for field, value in after.items()
        if field not in leaving and _plain(earlier.get(field)) != _plain(value)
    )


def _plain(value: Any) -> Any:
    return "" if value is None else value
