"""Files of questions, brought in as the worker would."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from assessments.exchange import importing
from assessments.models import QuestionImport
from core.models import Topic
from tests.factories import NOW, TopicFactory

GIFT = """$CATEGORY: $course$/top/contracts

// [id:when]
When should you have your contract? {
    =Before I travel#You can ask.
    ~After a month#Too late to compare.
}

// [id:blank]
It is fine to sign a blank page. {F}

Name the ministry. {=Labour =Work}
"""


@pytest.fixture(autouse=True)
def no_breath(monkeypatch):
    monkeypatch.setattr(importing, "BREATH", 0)


@pytest.fixture
def topic(db) -> Topic:
    return TopicFactory()


@pytest.fixture
def bring(author, topic):
    """Looks through a file."""

    def bring_one(text: str | bytes = GIFT, format: str = "gift", **values: object) -> QuestionImport:
        data = text if isinstance(text, bytes) else text.encode()
        given = {"language": "en", "topic": None, **values}
        received = importing.receive(ContentFile(data), name=f"a.{format}", format=format, by=author, now=NOW, **given)
        importing.look(received)
        received.refresh_from_db()
        return received

    return bring_one


@pytest.fixture
def take(author):
    """Takes over what was looked through."""

    def take_one(received: QuestionImport, *, now=NOW) -> QuestionImport:
        importing.ask_to_take(received, by=author, now=now)
        received.refresh_from_db()
        importing.take_over(received, now=now)
        received.refresh_from_db()
        return received

    return take_one


@pytest.fixture
def undo(author):
    def undo_one(received: QuestionImport, *, now=NOW) -> QuestionImport:
        importing.ask_to_undo(received, by=author, now=now)
        received.refresh_from_db()
        importing.undo(received, now=now)
        received.refresh_from_db()
        return received

    return undo_one


def told(received: QuestionImport) -> list[tuple[str, str, list[str]]]:
    """Key, outcome and the codes of the notes, line by line."""
    return [(line.key, line.outcome, [code for code, _what in line.notes]) for line in received.lines.all()]
