"""What she may answer to a question: JSON is taken as a response, or refused with a reason. Knows nothing of marks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NoReturn

from assessments.questions import OBSERVED, ONE_CHOICE, PAIRED, Kind, Question
from core.amounts import number

# One option's key, or a number in plain digits; the keys ticked, or all in her order; by an option's key its partner's
# or group's, by a gap's number an option's; or None: "I'm not sure".
Response = str | tuple[str, ...] | Mapping[str, str] | None

REFLECTED = "reflected"  # all that is ever kept of a reflection
_LONGEST_NUMBER = 30  # characters


class Unfit(StrEnum):
    """Why a response does not fit its question."""

    WRONG_SHAPE = "wrong_shape"
    NOTHING_CHOSEN = "nothing_chosen"
    UNKNOWN_OPTION = "unknown_option"
    UNKNOWN_PARTNER = "unknown_partner"
    UNKNOWN_GAP = "unknown_gap"
    CHOSEN_TWICE = "chosen_twice"
    NOT_ALL_PLACED = "not_all_placed"
    NO_NUMBER = "no_number"


_SAID = {
    Unfit.WRONG_SHAPE: "This is not how such a question is answered.",
    Unfit.NOTHING_CHOSEN: "Nothing was chosen.",
    Unfit.UNKNOWN_OPTION: "The response names an option that the question does not have.",
    Unfit.UNKNOWN_PARTNER: "The response names a partner that the question does not have.",
    Unfit.UNKNOWN_GAP: "The response fills a gap that the question does not have.",
    Unfit.CHOSEN_TWICE: "The response names one option twice.",
    Unfit.NOT_ALL_PLACED: "Not every step has its place.",
    Unfit.NO_NUMBER: "This cannot be read as a number.",
}


class BadResponse(ValueError):
    """The response does not fit the question. ``reason`` says why; the message says it in English, for logs."""

    def __init__(self, reason: Unfit) -> None:
        super().__init__(_SAID[reason])
        self.reason = reason


def parse_response(question: Question, raw: object) -> Response:
    """What she answered, from JSON; ``None`` is "I'm not sure" for every kind. Raises ``BadResponse``.

    One choice: an option's key. multiple: a list of keys; none ticked is the same as not sure.
    ordering: the list of all keys in her order. matching, groups: {option's key: partner's or group's key}, and
    gap: {number of the gap: option's key}; pairs may be missing. numeric: a whole number, or text as she wrote it.
    oral, practice: the list of the criteria that were seen, also an empty one. reflection: ``"reflected"``.
    """
    if raw is None:
        return None
    if question.kind in ONE_CHOICE:
        return _one(question, raw)
    if question.kind is Kind.ORDERING:
        order = _several(question, raw)
        return order if len(order) == len(question.options) else _refuse(Unfit.NOT_ALL_PLACED)
    if question.kind in PAIRED:
        return _pairs(raw, question.option_keys, Unfit.UNKNOWN_OPTION, question.partner_keys, Unfit.UNKNOWN_PARTNER)
    if question.kind is Kind.GAP:
        gaps = tuple(question.fillings)
        return _pairs(raw, gaps, Unfit.UNKNOWN_GAP, question.option_keys, Unfit.UNKNOWN_OPTION)
    if question.kind is Kind.NUMERIC:
        return _number(raw)
    if question.kind is Kind.REFLECTION:
        return REFLECTED if raw == REFLECTED else _refuse(Unfit.WRONG_SHAPE)
    ticked = _several(question, raw)
    found = tuple(key for key in question.option_keys if key in ticked)
    return found if question.kind in OBSERVED else found or None


def _one(question: Question, raw: object) -> str:
    if not isinstance(raw, str):
        _refuse(Unfit.WRONG_SHAPE)
    return raw if raw in question.option_keys else _refuse(Unfit.UNKNOWN_OPTION)


def _several(question: Question, raw: object) -> tuple[str, ...]:
    if not isinstance(raw, (list, tuple)) or not all(isinstance(key, str) for key in raw):
        _refuse(Unfit.WRONG_SHAPE)
    if not set(raw) <= set(question.option_keys):
        _refuse(Unfit.UNKNOWN_OPTION)
    return tuple(raw) if len(set(raw)) == len(raw) else _refuse(Unfit.CHOSEN_TWICE)


def _pairs(
    raw: object, left: Collection[str], unknown_left: Unfit, right: Collection[str], unknown_right: Unfit
) -> Mapping[str, str] | None:
    if not isinstance(raw, Mapping) or not all(isinstance(text, str) for pair in raw.items() for text in pair):
        _refuse(Unfit.WRONG_SHAPE)
    if not set(raw) <= set(left):
        _refuse(unknown_left)
    if not set(raw.values()) <= set(right):
        _refuse(unknown_right)
    return {key: raw[key] for key in left if key in raw} or None


def _number(raw: object) -> str:
    """In plain digits, so that the same number is always the same response."""
    if isinstance(raw, bool) or not isinstance(raw, (int, str)):
        _refuse(Unfit.WRONG_SHAPE)
    text = str(raw).strip()
    if len(text) > _LONGEST_NUMBER:
        _refuse(Unfit.NO_NUMBER)
    below = text.startswith(("-", "\N{MINUS SIGN}"))
    size = number(text[1:] if below else text)
    return plain(-size if below else size) if size is not None else _refuse(Unfit.NO_NUMBER)


def as_json(response: Response) -> object:
    """The response as an answer keeps it, which ``parse_response`` takes."""
    return list(response) if isinstance(response, tuple) else response


def plain(value: Decimal) -> str:
    """``1500``, ``0.5``: no exponent, no noughts at the end, no minus before nought."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _refuse(reason: Unfit) -> NoReturn:
    raise BadResponse(reason)
