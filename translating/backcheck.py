"""When a native speaker may sign for a translation: who wrote back what, and what still hinders. Knows no rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Finding(StrEnum):
    """What the checker says of a passage written back."""

    OPEN = ""
    SAME = "same"
    DIFFERS = "differs"


@dataclass(frozen=True)
class Passage:
    """One passage in three forms: the English, the translation, and what a second person says it means.

    People are named by their ids.
    """

    key: str
    context: str
    source: str
    target: str
    back: str = ""
    finding: Finding = Finding.OPEN
    written_by: int | None = None
    checked_by: int | None = None


class Hindrance(StrEnum):
    """Why the translation cannot be signed for yet."""

    NOT_COMPLETE = "not_complete"
    NOT_PUBLISHED = "not_published"
    OWN_WORDS = "own_words"
    NOT_WRITTEN_BACK = "not_written_back"
    NOT_CHECKED = "not_checked"
    DIFFERS = "differs"


def hindrances(
    passages: Iterable[Passage], *, published: bool = True, back_check: bool, translators: frozenset[int], signer: int
) -> tuple[Hindrance, ...]:
    """Everything that keeps this person from signing; nothing when she may.

    ``published`` means that readers see these very words. A passage counts as written back and checked only by people
    who did not translate it; who checks did not write back.
    """
    found = dict.fromkeys(_hindrances(tuple(passages), back_check, translators, signer))
    return tuple(found) if published else (Hindrance.NOT_PUBLISHED, *found)


def _hindrances(
    passages: tuple[Passage, ...], back_check: bool, translators: frozenset[int], signer: int
) -> Iterator[Hindrance]:
    if not passages or any(not one.target for one in passages):
        yield Hindrance.NOT_COMPLETE
    if signer in translators:
        yield Hindrance.OWN_WORDS
    for one in passages if back_check else ():
        if not one.back or one.written_by in translators:
            yield Hindrance.NOT_WRITTEN_BACK
        elif one.finding is Finding.OPEN or one.checked_by in translators | {one.written_by}:
            yield Hindrance.NOT_CHECKED
        elif one.finding is Finding.DIFFERS:
            yield Hindrance.DIFFERS


def may_write_back(person: int, *, translators: frozenset[int]) -> bool:
    return person not in translators


def may_check(passage: Passage, person: int, *, translators: frozenset[int]) -> bool:
    return bool(passage.back) and person not in translators and person != passage.written_by
