"""JSON that can be trusted to be small and plain, and JSON that is always written the same. Knows no records."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from handover.faults import Fault

DEEPEST = 48
LONGEST_NUMBER = 16
_MARKS = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', re.S)
# What no text of ours holds: control signs but tab and line ends, halves of a surrogate pair, signs that turn a line.
_UNSTORABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff"
_BAD_SIGNS = re.compile(f"[{_UNSTORABLE}\u202a-\u202e]")
_BAD_IN_CAPTIONS = re.compile(f"[{_UNSTORABLE}]")


class Unfit(ValueError):
    """The bytes are no JSON that we read. ``fault`` says why, ``what`` where that is known."""

    def __init__(self, fault: Fault, what: str = "") -> None:
        super().__init__(f"{fault} {what}".strip())
        self.fault = fault
        self.what = what


def parse(data: bytes) -> Any:
    """What the bytes say. Objects name a thing once, numbers are whole and short, nothing lies too deep.

    Raises ``Unfit``.
    """
    _check_depth(data)
    try:
        return json.loads(
            data.decode("utf-8"), parse_int=_whole, parse_float=_no_number, parse_constant=_no_number,
            object_pairs_hook=_object,
        )  # fmt: skip
    except Unfit:
        raise
    except (ValueError, RecursionError) as error:
        raise Unfit(Fault.NOT_JSON, str(error)[:120]) from error


def dump(value: Any) -> bytes:
    """UTF-8, keys in order, one thing a line: the same value gives the same bytes, and people can read it."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n").encode()


def has_bad_signs(text: str, *, turning: bool = False) -> bool:
    """``turning`` lets signs that turn a line pass: captions of languages written from the right are full of them."""
    return (_BAD_IN_CAPTIONS if turning else _BAD_SIGNS).search(text) is not None


def _check_depth(data: bytes) -> None:
    # Counted before anything is built: Python's reader gives up at its own depth, and not in the same way everywhere.
    depth = 0
    for mark in _MARKS.finditer(data):
        sign = mark[0]
        if sign in (b"{", b"["):
            depth += 1
            if depth > DEEPEST:
                raise Unfit(Fault.TOO_DEEP)
        elif sign in (b"}", b"]"):
            depth -= 1


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise Unfit(Fault.BAD_NUMBER, text[:20])
    return int(text)


def _no_number(text: str) -> NoReturn:
    raise Unfit(Fault.BAD_NUMBER, text[:20])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        raise Unfit(Fault.NAMED_TWICE, next(name for name in names if names.count(name) > 1)[:80])
    return found
