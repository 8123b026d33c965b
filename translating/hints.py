"""What a translator may want to know of each passage of a page. Only reads."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail_localize.models import Translation

from translating import passages, terms
from translating.actions.work import remembered
from translating.glossary import Agreed, missing, occurring
from translating.memory import Near
from translating.messages import Mark, Message


@dataclass(frozen=True)
class Hint:
    """One passage: the terms in it, those its translation does not use, and what was made of the same or like words."""

    segment: int
    message: Message
    terms: tuple[Agreed, ...]
    unused: tuple[Agreed, ...]
    same: str
    near: tuple[Near, ...]

    @property
    def says_something(self) -> bool:
        return bool(self.terms or self.same or self.near or self.message.before)


def hints(translation: Translation) -> list[Hint]:
    """Every passage about which there is something to say. The number of queries does not grow with them."""
    language = translation.target_locale.language_code
    agreed = terms.agreed(language)
    memory = remembered(translation.target_locale)
    found = []
    for held in passages.passages([translation.source.object_id], language):
        message = held.message
        wanting = message.mark is not Mark.DONE
        hint = Hint(
            held.segment,
            message,
            occurring(message.source, agreed),
            () if wanting else missing(message.source, message.target, agreed),
            memory.same(message.source) if wanting else "",
            memory.near(message.source) if wanting else (),
        )
        if hint.says_something:
            found.append(hint)
    return found
