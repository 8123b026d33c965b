"""What a new module may begin with: ``templates.yaml``, read once. Makes nothing; ``actions`` does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

# Here and not with the data, so that the catalogues carry them.
OFFERED = {
    "blank": (_("Blank"), _("A module with no lessons yet. You add them one by one.")),
    "short": (_("Three short lessons"), _("Why it matters, how it works, what I do now. Good for most topics.")),
    "contract": (_("Reading a paper"), _("Clause by clause: she reads one, compares two, and checks her own.")),
    "skills": (
        _("Practising a skill"),
        _("See it, try it, make it hers. For saying no, asking for pay, calling for help."),
    ),
}
_FILE = Path(__file__).with_name("templates.yaml")
Block = tuple[str, Any]


@dataclass(frozen=True)
class LessonPlan:
    title: str
    slug: str
    minutes: int
    objective: str
    body: tuple[Block, ...]


@dataclass(frozen=True)
class Template:
    code: str
    name: Any
    about: Any
    minutes: int
    objectives: tuple[str, ...]
    lessons: tuple[LessonPlan, ...]


@lru_cache(maxsize=1)
def templates() -> dict[str, Template]:
    """By code, in the order in which authors are offered them."""
    return {raw["code"]: _template(raw) for raw in yaml.safe_load(_FILE.read_text(encoding="utf-8"))}


def _template(raw: dict[str, Any]) -> Template:
    lessons = tuple(LessonPlan(**{**lesson, "body": _blocks(lesson["body"])}) for lesson in raw["lessons"])
    objectives = tuple(raw.get("objectives", ()))
    name, about = OFFERED[raw["code"]]
    return Template(raw["code"], name, about, raw["minutes"], objectives, lessons)


def _blocks(body: Iterable[dict[str, Any]]) -> tuple[Block, ...]:
    return tuple((kind, value) for block in body for kind, value in block.items())
