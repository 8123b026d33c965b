"""What the rows of a question say, as the JSON that a version keeps: every language that has words, and no other."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import Model
from modeltranslation.utils import build_localized_fieldname

from assessments.models import Option, Question


def content_of(question: Question, options: Iterable[Option]) -> dict[str, Any]:
    """The shape that ``questions.read`` takes. The options come in their order."""
    return {
        "key": question.key,
        "kind": question.kind,
        "level": question.level,
        "must_know": question.must_know,
        "topic": question.topic.code,
        "destinations": sorted(question.destinations),
        "fact": question.fact,
        "origin_fact": question.origin_fact,
        "lesson": question.lesson,
        "scene": _words(question, "scene"),
        "stem": _words(question, "stem"),
        "feedback_right": _words(question, "feedback_right"),
        "feedback_wrong": _words(question, "feedback_wrong"),
        "options": [_option(option) for option in options],
    }


def fingerprint(content: dict[str, Any]) -> str:
    """The SHA-256 of the content as canonical JSON: keys sorted, no spaces, UTF-8."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def _option(option: Option) -> dict[str, Any]:
    return {
        "key": str(option.key),
        "text": _words(option, "text"),
        "match": _words(option, "match"),
        "match_key": str(option.match_key),
        "correct": option.correct,
        "feedback": _words(option, "feedback"),
    }


def _words(row: Model, field: str) -> dict[str, str]:
    columns = {code: build_localized_fieldname(field, code) for code, _name in settings.LANGUAGES}
    return {code: text for code, column in columns.items() if (text := getattr(row, column))}
