"""A quiz that a phone takes along, and the door at which it hands in what it kept while there was no network."""

from __future__ import annotations

import json
import uuid
from contextlib import suppress
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments import queries as assessing
from assessments.actions import BankTooSmall
from assessments.models import Answer, Attempt
from assessments.responses import Unfit
from assessments.wording import UNFIT
from core import sealing
from core.doors import same_origin_post
from learning import actions
from learning.actions.carried_paper import paper_of
from learning.actions.coming_late import accounts_of
from learning.actions.taking_in import Receipt, take_in
from learning.models import Learner
from learning.permissions import as_learner
from learning.views.placing import Placed, at_placement
from learning.views.quiz import open_attempt, study_with

MOST_AT_ONCE = 50
MOST_BYTES = 256 * 1024


@require_safe
@at_placement
def carry(request: HttpRequest, learner: Learner, placed: Placed) -> HttpResponse:
    """Every screen of the attempt that is open here, or of one that may begin without us, and the key to lock with."""
    attempt = open_attempt(learner, placed)
    paper = ""
    if attempt is None:
        study = study_with(placed, learner, request.LANGUAGE_CODE) if placed.before else None
        if placed.before and not (study and study.before):  # before a course there is one try
            return JsonResponse({}, status=409)
        try:
            attempt = _prepared(request, learner, placed)
        except BankTooSmall:
            return JsonResponse({}, status=503)
        paper = paper_of(attempt)
    sheet = assessing.sheet(attempt, request.LANGUAGE_CODE)
    last = Answer.objects.filter(attempt=attempt.pk).aggregate(last=Max("sequence"))["last"]
    return JsonResponse(
        {
            "attempt": str(attempt.pk),
            "paper": paper,
            "sequence": 0 if last is None else last + 1,
            "first": sheet.first_open.number if sheet.first_open else 0,
            "key": sealing.key_of(learner.user_id),
            "html": render_to_string("learning/quiz/carried.html", _screens(placed, sheet), request),
        }
    )


def _prepared(request: HttpRequest, learner: Learner, placed: Placed) -> Attempt:
    return actions.prepare_quiz(
        attempt_id=placed.attempt_of(learner, uuid.uuid4()),
        learner=learner,
        quiz=placed.quiz,
        placement=placed.key,
        language=request.LANGUAGE_CODE,
        now=timezone.now(),
    )


def _screens(placed: Placed, sheet: assessing.Sheet) -> dict[str, Any]:
    return {
        "placed": placed,
        "sheet": sheet,
        "faults": {
            "nothing": UNFIT[Unfit.NOTHING_CHOSEN],
            "places": UNFIT[Unfit.NOT_ALL_PLACED],
            "twice": UNFIT[Unfit.CHOSEN_TWICE],
        },
    }


@same_origin_post
@require_POST
@as_learner
def records(request: HttpRequest, learner: Learner) -> HttpResponse:
    """Takes ``{"records": [{"open": told} | {"sealed": text}, …]}``, gives a receipt for each in the same order."""
    if len(request.body) > MOST_BYTES:
        return JsonResponse({}, status=413)
    try:
        sent = json.loads(request.body)["records"]
    except (ValueError, TypeError, KeyError, RecursionError):
        sent = None
    if not isinstance(sent, list) or len(sent) > MOST_AT_ONCE:
        return JsonResponse({}, status=400)
    receipts = take_in(learner=learner, told=[_told(each, learner) for each in sent], now=timezone.now())
    return JsonResponse({"receipts": [_shown(receipt) for receipt in receipts]})


def _told(each: Any, learner: Learner) -> object:
    """What was sealed on her phone, opened; what cannot be opened as it came, so that it is kept apart and not lost."""
    match each:
        case {"open": told}:
            return told
        case {"sealed": str(sealed)}:
            return _opened(sealed, learner) or each
    return each


def _opened(sealed: str, learner: Learner) -> object:
    """Also what was sealed for another entry of hers, before it went into this one."""
    for account in accounts_of(learner):
        with suppress(sealing.Unsealable):
            return sealing.opened(sealed, account)
    return None


def _shown(receipt: Receipt) -> dict[str, str]:
    return {"outcome": receipt.outcome.value, "reason": receipt.reason, "said": receipt.said}
