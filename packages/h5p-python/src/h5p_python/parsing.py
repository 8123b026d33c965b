"""Bytes → JSON that is safe to walk: bounded in size and depth, and text throughout. Knows no schema."""

import json
import math
import re
from typing import Any, NoReturn

from h5p_python.limits import Limits

_SEPARATORS = (b"[", b"{", b",")
_SUSPECT = re.compile(rb"\\u(?:[dD][89a-fA-F]|0000)")


class NotJson(ValueError):
    """The bytes are not JSON."""


class TooComplex(ValueError):
    """The bytes may be JSON, of a size or depth that no content has."""


def weight(data: bytes) -> int:
    """About how many values the JSON has, without reading it."""
    return sum(map(data.count, _SEPARATORS))


def parse(data: bytes, *, limits: Limits, byte_order_mark: bool = False) -> Any:
    """The value. Only the JSON of libraries may begin with a byte order mark."""
    if weight(data) > limits.json_values:
        raise TooComplex
    try:
        text = data.decode("utf-8-sig" if byte_order_mark else "utf-8")
        value = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except RecursionError as error:
        raise TooComplex from error
    except ValueError as error:
        raise NotJson from error
    _look_through(value, limits=limits, texts=bool(_SUSPECT.search(data)))
    return value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _finite(number: str) -> float:
    """`1e999` is JSON, and what Python makes of it cannot be written as JSON again."""
    value = float(number)
    return value if math.isfinite(value) else _refuse(number)


def _look_through(value: Any, *, limits: Limits, texts: bool) -> None:
    level = [value]
    for _ in range(limits.json_depth):
        if texts:
            _look_at_texts(level)
        level = [inner for one in level if isinstance(one, dict | list) for inner in _inside(one)]
        if not level:
            return
    raise TooComplex


def _inside(value: dict[str, Any] | list[Any]) -> list[Any]:
    return value if isinstance(value, list) else list(value.values())


def _look_at_texts(values: list[Any]) -> None:
    """Half of a surrogate pair passes as JSON and breaks the first writer that meets it; NUL the first database."""
    for value in values:
        text = "".join(value if isinstance(value, dict) else [value] if isinstance(value, str) else [])
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise NotJson from error
        if "\0" in text:
            raise NotJson
