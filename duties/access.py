"""Who may see how staff stand with their training: turns roles and the tree of organisations into a reach.

Plain Python; ``models`` turns the reach into a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SUPERVISING = frozenset({"consular_supervisor", "administrator"})


@dataclass(frozen=True)
class Reach:
    """The posts and services a person answers for. Whoever reports to her is within her reach besides."""

    user_id: int
    organisations: frozenset[int] = field(default_factory=frozenset)

    @property
    def decides(self) -> bool:
        """Whether she may exempt, recognise and bring lists along, and not only look."""
        return bool(self.organisations)


def reach_of(user_id: int, memberships: Iterable[tuple[str, int]], *, parents: Mapping[int, int | None]) -> Reach:
    """The reach of a person from her (role, organisation) pairs: where she supervises, and everything below."""
    tops = {organisation for role, organisation in memberships if role in SUPERVISING}
    return Reach(user_id, frozenset(one for one in parents if not tops.isdisjoint(_line_of(one, parents))))


def _line_of(organisation: int, parents: Mapping[int, int | None]) -> set[int]:
    """An organisation and those it answers to. A circle, which a slip of the pen can make, ends the line."""
    line: set[int] = set()
    above: int | None = organisation
    while above is not None and above not in line:
        line.add(above)
        above = parents.get(above)
    return line
