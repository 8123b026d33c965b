"""Out into a file and in again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO
from typing import Any

from assessments.formats.drafts import Draft, Lack, RowError
from assessments.formats.merging import Entry, draft_of, merged
from assessments.questions import Question


def no_note(_draft: Draft, lack: Lack) -> None:
    raise AssertionError(lack)


def read_text(read: Callable[..., Iterable[Draft | RowError]], text: str, language: str = "en") -> list[Any]:
    return list(read(BytesIO(text.encode()), language=language))


def there_and_back(
    module_write: Any, module_read: Any, draft: Draft, language: str = "en"
) -> tuple[list[Any], list[Lack]]:
    """What comes back, and what the format said it would leave out."""
    lacks: list[Lack] = []
    text = "".join(module_write([draft], language=language, note=lambda _draft, lack: lacks.append(lack)))
    return read_text(module_read, text, language), lacks


def entry_of(draft: Draft) -> Entry:
    """The draft as a question of an empty bank."""
    return merged(draft, None, key=draft.key, topic=draft.topic, fresh=lambda: "new")


def back_in_the_bank(draft: Draft, read: Draft) -> tuple[Entry, Entry]:
    """The question as it stood, and as it stands once what was read is taken."""
    count = iter(range(1000))
    before = merged(draft, None, key=draft.key, topic=draft.topic, fresh=lambda: f"key-{next(count)}")
    again = replace(read, line=0)
    return before, merged(again, before, key=draft.key, topic=again.topic or draft.topic, fresh=lambda: "unknown")


def draft_of_question(question: Question) -> Draft:
    return draft_of(Entry(question))
