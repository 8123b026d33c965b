"""What is wrong with a survey as its author wrote it, and what may still change once people have answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from assessments.surveys.kinds import ItemKind
from assessments.surveys.tallying import Item

SOURCE_LANGUAGE = "en"
MOST_CHOICES = 12


class Fault(StrEnum):
    NO_ITEMS = "no_items"
    NO_WORDS = "no_words"
    TOO_FEW_CHOICES = "too_few_choices"
    TOO_MANY_CHOICES = "too_many_choices"
    SAME_CHOICE_TWICE = "same_choice_twice"
    CHOICES_DIFFER = "choices_differ"


@dataclass(frozen=True)
class Written:
    """A question as its author wrote it: words by language, choices in their order."""

    key: str
    kind: ItemKind
    text: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def item(self) -> Item:
        offered = len(self.choices.get(SOURCE_LANGUAGE, ())) if self.kind is ItemKind.CHOICE else 0
        return Item(self.key, self.kind, offered)


def lines(text: str) -> tuple[str, ...]:
    """What an author wrote one to a line."""
    return tuple(stripped for line in text.splitlines() if (stripped := line.strip()))


def faults(items: Sequence[Written]) -> tuple[Fault, ...]:
    """Everything that keeps a survey from being asked, each once."""
    if not items:
        return (Fault.NO_ITEMS,)
    found = {fault for item in items for fault in _faults(item)}
    return tuple(fault for fault in Fault if fault in found)


def _faults(item: Written) -> set[Fault]:
    found = set() if item.text.get(SOURCE_LANGUAGE) else {Fault.NO_WORDS}
    if item.kind is not ItemKind.CHOICE:
        return found
    source = item.choices.get(SOURCE_LANGUAGE, ())
    checks = {
        Fault.TOO_FEW_CHOICES: len(source) < 2,
        Fault.TOO_MANY_CHOICES: len(source) > MOST_CHOICES,
        Fault.SAME_CHOICE_TWICE: any(len(set(offered)) < len(offered) for offered in item.choices.values()),
        Fault.CHOICES_DIFFER: any(len(offered) != len(source) for offered in item.choices.values() if offered),
    }
    return found | {fault for fault, there in checks.items() if there}


def asks_the_same(before: Sequence[Written], after: Sequence[Written]) -> bool:
    """Whether answers to the one can be counted with answers to the other: only missing words may be added."""
    if [(item.key, item.item) for item in before] != [(item.key, item.item) for item in after]:
        return False
    return all(_keeps(old.text, new.text) and _keeps(old.choices, new.choices)
               for old, new in zip(before, after, strict=True))  # fmt: skip


def _keeps(before: Mapping[str, object], after: Mapping[str, object]) -> bool:
    return all(after.get(language) == said for language, said in before.items() if said)
