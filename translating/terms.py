"""The agreed terms of a language, as the glossary's rules take them. Only reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translating.glossary import Agreed, missing
from translating.messages import Message
from translating.models import TermTranslation


@dataclass(frozen=True)
class Unused:
    """A term that a translation does not call by its agreed name."""

    message: Message
    term: Agreed


def agreed(language: str) -> tuple[Agreed, ...]:
    """Every term that has a name in this language. One query."""
    rows = TermTranslation.objects.filter(language=language).select_related("term").order_by("term__term")
    return tuple(
        Agreed(
            row.term.term,
            row.text,
            also=tuple(form.strip() for form in row.term.also.split(",") if form.strip()),
            note=row.term.note,
            reviewed=row.native_reviewed,
        )
        for row in rows
    )


def unused(messages: Sequence[Message], terms: Sequence[Agreed]) -> tuple[Unused, ...]:
    """Where a translation is there but an agreed name is not in it. Never a reason not to publish."""
    return tuple(
        Unused(message, term)
        for message in messages
        if message.target and not message.before
        for term in missing(message.source, message.target, terms)
    )
