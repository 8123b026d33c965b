"""What she may answer to a question: JSON is taken as a response, or refused with a reason. Knows nothing of marks."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NoReturn

from assessments.questions import ONE_CHOICE, Kind, Question

# One option's key; the keys ticked, or all in her order; partner's key by option's key; or None: "I'm not sure".
Response = str | tuple[str, ...] | Mapping[str, str] | None


class Unfit(StrEnum):
    """Why a response does not fit its question."""

    WRONG_SHAPE = "wrong_shape"
    NOTHING_CHOSEN = "nothing_chosen"
    UNKNOWN_OPTION = "unknown_option"
    UNKNOWN_PARTNER = "unknown_partner"
    CHOSEN_TWICE = "chosen_twice"
    NOT_ALL_PLACED = "not_all_placed"


_SAID = {
    Unfit.WRONG_SHAPE: "This is not how such a question is answered.",
    Unfit.NOTHING_CHOSEN: "Nothing was chosen.",
    Unfit.UNKNOWN_OPTION: "The response names an option that the question does not have.",
    Unfit.UNKNOWN_PARTNER: "The response names a partner that the question does not have.",
    Unfit.CHOSEN_TWICE: "The response names one option twice.",
    Unfit.NOT_ALL_PLACED: "Not every step has its place.",
}


class BadResponse(ValueError):
    """The response does not fit the question. ``reason`` says why; the message says it in English, for logs."""

    def __init__(self, reason: Unfit) -> None:
        super().__init__(_SAID[reason])
        self.reason = reason


def parse_response(question: Question, raw: object) -> Response:
    """What she answered, from JSON; ``None`` is "I'm not sure" for every kind. Raises ``BadResponse``.

    single, true_false: an option's key. multiple: a list of keys; none ticked is the same as not sure.
    ordering: the list of all keys in her order. matching: {option's key: partner's key}, pairs may be missing.
    """
    if raw is None:
        return None
    if question.kind in ONE_CHOICE:
        return _one(question, raw)
    if question.kind is Kind.MULTIPLE:
        ticked = _several(question, raw)
        return tuple(key for key in question.option_keys if key in ticked) or None
    if question.kind is Kind.ORDERING:
        order = _several(question, raw)
        return order if len(order) == len(question.options) else _refuse(Unfit.NOT_ALL_PLACED)
    return _pairs(question, raw)


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


def _pairs(question: Question, raw: object) -> Mapping[str, str] | None:
    if not isinstance(raw, Mapping) or not all(isinstance(text, str) for pair in raw.items() for text in pair):
        _refuse(Unfit.WRONG_SHAPE)
    if not set(raw) <= set(question.option_keys):
        _refuse(Unfit.UNKNOWN_OPTION)
    if not set(raw.values()) <= set(question.partner_keys):
        _refuse(Unfit.UNKNOWN_PARTNER)
    return {key: raw[key] for key in question.option_keys if key in raw} or None


def _refuse(reason: Unfit) -> NoReturn:
    raise BadResponse(reason)
