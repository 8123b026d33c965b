"""Which keeper keeps which kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from handover.keepers.bank import Questions, Quizzes
from handover.keepers.facts import Facts
from handover.keepers.hand import Keeper, Shown
from handover.keepers.media import Media
from handover.keepers.pages import Pages
from handover.keepers.passages import Passages
from handover.keepers.vocabulary import Certificates, FactKeys, Phrases, Places, Terms, Topics
from handover.records import PAGES, Kind

PAGE_KEEPERS: Mapping[Kind, Pages] = {kind: Pages(kind) for kind in Kind if kind in PAGES}
_OTHERS: tuple[Keeper, ...] = (
    Topics(), Places(), FactKeys(), Phrases(), Terms(), Facts(), Questions(), Quizzes(), Passages(), Certificates(),
    Media(Kind.PICTURE, "title", "description", "credit", "licence"), Media(Kind.DOCUMENT, "title"),
)  # fmt: skip
KEEPERS: Mapping[Kind, Keeper] = {keeper.kind: keeper for keeper in (*_OTHERS, *PAGE_KEEPERS.values())}
SHOWN: Mapping[Kind, Shown] = {**PAGE_KEEPERS, Kind.QUESTION: Questions()}
AT_ONCE = 50
T = TypeVar("T")


def in_turns(listed: Sequence[T]) -> Iterator[Sequence[T]]:
    """So many at once that neither queries nor memory grow with a course."""
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]
