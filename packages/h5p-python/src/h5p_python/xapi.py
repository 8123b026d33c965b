"""What a player reports: xAPI statements read into results, and sealed by the server. Judges no answer."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

COMPLETING = frozenset({"completed", "answered", "passed", "failed", "mastered", "consume", "consumed"})
"""A content is done when one of these is said of it as a whole."""

_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?", re.ASCII)
_LONGEST_RESPONSE = 20_000


class NotAStatement(ValueError):
    """What came is no xAPI statement."""


@dataclass(frozen=True)
class Result:
    """One statement, without what the browser says of the person."""

    verb: str
    """The last part of its address: `answered`, `completed`, `consume`."""
    sub_content: str | None
    """Which part of the content it speaks of; none for the whole."""
    is_whole: bool
    earned: float | None = None
    possible: float | None = None
    success: bool | None = None
    completion: bool | None = None
    response: str | None = None
    seconds: float | None = None

    @property
    def completes(self) -> bool:
        """Whether the content is done with this."""
        return self.is_whole and self.verb in COMPLETING

    @property
    def ratio(self) -> float | None:
        if self.earned is None or not self.possible:
            return None
        return self.earned / self.possible


def read_statement(statement: Any) -> Result:
    """The result that a statement tells. What cannot be is left out, and no score is above what is possible."""
    if not isinstance(statement, dict) or not isinstance(verb := _at(statement, "verb", "id"), str):
        raise NotAStatement
    score, result = _at(statement, "result", "score"), _at(statement, "result")
    earned, possible = _number(_at(score, "raw")), _number(_at(score, "max"))
    return Result(
        verb=verb.rstrip("/").rpartition("/")[2],
        sub_content=_sub_content(_at(statement, "object", "id")),
        is_whole=not _at(statement, "context", "contextActivities", "parent"),
        earned=_within(earned, possible),
        possible=possible,
        success=_truth(_at(result, "success")),
        completion=_truth(_at(result, "completion")),
        response=_response(_at(result, "response")),
        seconds=_seconds(_at(result, "duration")),
    )


def sealed(statement: Mapping[str, Any], *, actor: Mapping[str, Any], object_id: str, timestamp: str) -> dict[str, Any]:
    """The statement with who, what and when from the server, and nothing of them from the browser."""
    result = read_statement(statement)
    whole = {"id": object_id, "objectType": "Activity"}
    activity: dict[str, Any] = {**whole, "id": f"{object_id}?subContentId={result.sub_content}"}
    definition = _at(statement, "object", "definition")
    return {
        "actor": dict(actor),
        "verb": statement["verb"],
        "object": {
            **(activity if result.sub_content else whole),
            **({"definition": definition} if isinstance(definition, dict) else {}),
        },
        **({"result": statement["result"]} if "result" in statement else {}),
        **({} if result.is_whole else {"context": {"contextActivities": {"parent": [whole]}}}),
        "timestamp": timestamp,
    }


def _at(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _within(earned: float | None, possible: float | None) -> float | None:
    if earned is None or possible is None:
        return earned
    return max(0.0, min(earned, possible))


def _truth(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _response(value: Any) -> str | None:
    return value[:_LONGEST_RESPONSE] if isinstance(value, str) else None


def _sub_content(address: Any) -> str | None:
    if not isinstance(address, str):
        return None
    try:
        found = parse_qs(urlsplit(address).query).get("subContentId")
    except ValueError:
        return None
    return found[0] if found and re.fullmatch(r"[\w-]{1,64}", found[0], re.ASCII) else None


def _seconds(value: Any) -> float | None:
    match = _DURATION.fullmatch(value) if isinstance(value, str) and len(value) <= 64 else None
    if not match:
        return None
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
