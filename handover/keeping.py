"""Which keeper keeps which kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from handover.keepers.bank import Questions, Quizzes
from handover.keepers.facts import Facts
from handover.keepers.films import Films, Tracks
from handover.keepers.hand import Keeper, Shown
from handover.keepers.interactive import Interactives
from handover.keepers.media import Media
from handover.keepers.pages import Pages
from handover.keepers.passages import Passages, SharedWords
from handover.keepers.recordings import Recordings
from handover.keepers.shared import Shared
from handover.keepers.templates import Templates
from handover.keepers.vocabulary import Certificates, FactKeys, Phrases, Places, Terms, Topics
from handover.records import PAGES, Kind

PAGE_KEEPERS: Mapping[Kind, Pages] = {kind: Pages(kind) for kind in Kind if kind in PAGES}
_OTHERS: tuple[Keeper, ...] = (
    Topics(), Places(), FactKeys(), Phrases(), Terms(), Facts(), Questions(), Quizzes(), Shared(), Passages(),
    SharedWords(), Certificates(), Recordings(), Films(), Tracks(), Interactives(), Templates(),
    Media(Kind.PICTURE, "title", "description", "credit", "licence"), Media(Kind.DOCUMENT, "title"),
)  # fmt: skip
KEEPERS: Mapping[Kind, Keeper] = {keeper.kind: keeper for keeper in (*_OTHERS, *PAGE_KEEPERS.values())}
# In the order in which readers are to see it: the course last, which leads to all else.
SHOWN: Mapping[Kind, Shown] = {
    Kind.QUESTION: Questions(), Kind.SHARED: Shared(), Kind.TEMPLATE: Templates(), **PAGE_KEEPERS,
}  # fmt: skip
# Their files are large. They write without a transaction round them, and make the last step one themselves.
LONG = frozenset({Kind.FILM, Kind.INTERACTIVE})
AT_ONCE = 50
T = TypeVar("T")


def in_turns(listed: Sequence[T]) -> Iterator[Sequence[T]]:
    """So many at once that neither queries nor memory grow with a course."""
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]
