"""What the rows of a question say, as the JSON that a version keeps: every language that has words, and no other."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import Model
from modeltranslation.utils import build_localized_fieldname

from assessments.models import Option, Question
from assessments.responses import plain


def content_of(question: Question, options: Iterable[Option]) -> dict[str, Any]:
    """The shape that ``questions.read`` takes. The options come in their order.

    What only some kinds have is left out where it is empty: what was published before they existed stays as it is.
    """
    options = list(options)
    groups = _groups(options) if question.kind == Question.Kind.GROUPS else {}
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
        "options": [_option(option, groups) for option in options],
        **_present(
            origins=sorted(question.origins),
            picture=question.picture_id,
            number=_number(question) if question.kind == Question.Kind.NUMERIC else None,
            unit=_words(question, "unit"),
            family=question.family,
            form=question.form,
        ),
    }


def fingerprint(content: dict[str, Any]) -> str:
    """The SHA-256 of the content as canonical JSON: keys sorted, no spaces, UTF-8."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def _groups(options: Iterable[Option]) -> dict[str, str]:
    """The key of each group by its English name: what its first option calls it."""
    found: dict[str, str] = {}
    for option in options:
        found.setdefault(_group(option), str(option.match_key))
    return found


def _group(option: Option) -> str:
    return str(getattr(option, build_localized_fieldname("match", settings.LANGUAGE_CODE)) or "").strip()


def _number(question: Question) -> list[str] | None:
    if question.number is None:
        return None
    return [plain(Decimal(question.number)), plain(Decimal(question.tolerance))]


def _option(option: Option, groups: dict[str, str]) -> dict[str, Any]:
    return {
        "key": str(option.key),
        "text": _words(option, "text"),
        "match": _words(option, "match"),
        "match_key": groups.get(_group(option), str(option.match_key)),
        "correct": option.correct,
        "feedback": _words(option, "feedback"),
        **_present(picture=option.picture_id, gap=option.gap, area=option.area),
    }


def _present(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _words(row: Model, field: str) -> dict[str, str]:
    columns = {code: build_localized_fieldname(field, code) for code, _name in settings.LANGUAGES}
    return {code: text for code, column in columns.items() if (text := getattr(row, column))}
