"""What a new module may begin with: ``templates.yaml``, read once. Makes nothing; ``actions`` does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

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
    name: str
    about: str
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
    return Template(raw["code"], raw["name"], raw["about"], raw["minutes"], objectives, lessons)


def _blocks(body: Iterable[dict[str, Any]]) -> tuple[Block, ...]:
    return tuple((kind, value) for block in body for kind, value in block.items())
