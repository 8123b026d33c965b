"""A lesson with something to try in it, and what a player sends."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

from courses import shelf
from courses.models import LessonPage
from h5p.models import Interactive, InteractiveVersion
from h5p.showing import Place
from learning.actions.playing import Played
from tests.factories import NOW

BLOCK = uuid.UUID(int=5)
LOAD = "0" * 32
CHOICES = {
    "question": "<p>Who pays?</p>",
    "answers": [{"text": "The employer", "correct": True}, {"text": "I do", "correct": False}],
}


@dataclass(frozen=True)
class Stage:
    """A content, and the lesson in which it stands."""

    content: Interactive
    lesson: uuid.UUID

    def played(self, *, load: str = LOAD, version: int = 1, place: Place | None = None) -> Played:
        return Played(self.content.pk, version, place or Place(self.lesson, BLOCK), load)

    @property
    def at(self) -> str:
        return str(Place(self.lesson, BLOCK))


def content(main: str = "H5P.MultiChoice 1.16", params: dict[str, Any] | None = None) -> Interactive:
    """One that plays, without a bundle that anybody could see."""
    made = Interactive.objects.create(title="Who pays?", language="en", library=main.partition(" ")[0], made_at=NOW)
    edition(made, main=main, params=params)
    return made


def edition(of: Interactive, *, main: str = "H5P.MultiChoice 1.16", params: Any = None) -> InteractiveVersion:
    of.version = InteractiveVersion.objects.create(
        content=of, number=of.versions.count() + 1, sha256="0" * 64, params=CHOICES if params is None else params,
        main=main, made_at=NOW, bundle_state="made", bundle_sha256="0" * 64,
    )  # fmt: skip
    of.save()
    return of.version


def stage(lesson: uuid.UUID, shown: Interactive, *, rule: str = "", percent: int | None = None) -> Stage:
    """Put the content into the lesson."""
    page = LessonPage.objects.get(translation_key=lesson, locale__language_code="en")
    block = {"title": "Who pays?", "why": "Try it.", "content": str(shown.pk), "rule": rule, "percent": percent}
    page.body = json.dumps(
        [
            {"type": "step", "value": "One idea", "id": str(uuid.UUID(int=4))},
            {"type": "interactive", "value": block, "id": str(BLOCK)},
        ]
    )
    page.save_revision().publish()
    shelf.renew()
    return Stage(shown, lesson)


def statement(verb: str = "answered", *, raw: float | None = 1, most: float = 1, part: bool = False) -> dict[str, Any]:
    """As a browser would write it."""
    return {
        "actor": {"name": "somebody else"},
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"id": "urn:x"},
        **({} if raw is None else {"result": {"score": {"raw": raw, "max": most}, "completion": True}}),
        **({"context": {"contextActivities": {"parent": [{"id": "urn:whole"}]}}} if part else {}),
    }


def answers(response: str = "0") -> dict[str, Any]:
    return {"statement": {**statement(), "result": {"response": response}}, "children": []}
