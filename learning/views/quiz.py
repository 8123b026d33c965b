"""A quiz, one question a screen. Every answer is saved as it is given, and nothing here needs JavaScript."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import queries as assessing
from assessments.actions import AlreadySubmitted, AttemptIdTaken, BankTooSmall, NothingMissed
from assessments.explaining import Verdict
from assessments.forms import refilled, response_from_post
from assessments.models import Attempt
from assessments.responses import BadResponse
from assessments.scoring import Lacking
from assessments.wording import LACKING, UNFIT
from courses.outline import CourseOutline
from courses.overlays import Corridor
from courses.passage import DESTINATION, ORIGIN, Passage
from learning import actions, queries
from learning.actions.taking_in import place_waiting
from learning.before import place_before
from learning.forms.fields import uuid_or_none
from learning.models import Learner
from learning.views.placing import Placed, at_placement


@require_http_methods(["GET", "HEAD", "POST"])
@at_placement
def start(request: HttpRequest, learner: Learner, placed: Placed) -> HttpResponse:
    """What is asked, and a button that begins or goes on. The attempt's id comes with the form: two taps begin one.

    Before a course she may as well go to the first lesson; who has, is asked no more.
    """
    under_way, last = open_attempt(learner, placed), _last(learner, placed)
    study = study_with(placed, learner, request.LANGUAGE_CODE) if placed.before else None
    if placed.before and not under_way and not (study and study.before):
        return HttpResponseRedirect(f"{placed.address}result/" if last else "/me/")
    if request.method == "POST":
        return _begin(request, learner, placed)
    return render(
        request,
        "learning/quiz/before.html" if placed.before else "learning/quiz/start.html",
        {
            "placed": placed,
            "attempt_id": uuid.uuid4(),
            "open": under_way,
            "last": last,
            "study": study,
            "count": assessing.question_count(placed.quiz),
            "besides": _besides(learner, placed),
            "carried_along": True,
            **_base(request, learner),
        },
    )


def _begin(request: HttpRequest, learner: Learner, placed: Placed) -> HttpResponse:
    try:
        attempt = actions.begin_quiz(
            attempt_id=placed.attempt_of(learner, uuid_or_none(request.POST.get("attempt", ""))),
            learner=learner,
            quiz=placed.quiz,
            placement=placed.key,
            language=request.LANGUAGE_CODE,
            now=timezone.now(),
        )
    except BankTooSmall:
        return render(request, "learning/quiz/empty.html", {"placed": placed, **_base(request, learner)}, status=503)
    except AttemptIdTaken:
        return HttpResponseRedirect(placed.address)
    return _go_on(request, placed, attempt)


def _go_on(request: HttpRequest, placed: Placed, attempt: Attempt) -> HttpResponse:
    if attempt.submitted_at:  # the same form, sent again long after
        return HttpResponseRedirect(f"{placed.address}result/")
    first = assessing.sheet(attempt, request.LANGUAGE_CODE).first_open
    return HttpResponseRedirect(f"{placed.address}{first.number if first else 'check'}/")


@require_POST
@at_placement
def again(request: HttpRequest, learner: Learner, placed: Placed) -> HttpResponse:
    """Ask in other words what she missed of what everyone must know."""
    last = _last(learner, placed)
    if last is None or placed.before:
        return HttpResponseRedirect(placed.address)
    try:
        attempt = actions.ask_again(
            attempt_id=uuid_or_none(request.POST.get("attempt", "")) or uuid.uuid4(), after=last, now=timezone.now()
        )
    except (NothingMissed, AttemptIdTaken):
        return HttpResponseRedirect(f"{placed.address}result/")
    except BankTooSmall:
        return HttpResponseRedirect(placed.address)
    return _go_on(request, placed, attempt)


@require_http_methods(["GET", "HEAD", "POST"])
@at_placement
def question(request: HttpRequest, learner: Learner, placed: Placed, number: int) -> HttpResponse:
    """One question. Its answer is saved, then the next one shown."""
    attempt = open_attempt(learner, placed)
    if attempt is None:
        return HttpResponseRedirect(placed.address)
    if not 1 <= number <= len(attempt.versions):
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            return _answer(request, placed, attempt, number)
        except BadResponse as bad:
            error = UNFIT[bad.reason]
    sheet = assessing.sheet(attempt, request.LANGUAGE_CODE)
    item = sheet.items[number - 1]
    return render(
        request,
        "learning/quiz/question.html",
        {
            "placed": placed,
            "item": replace(item, asked=refilled(item.asked, request.POST)) if error else item,
            "items": sheet.items,
            "error": error,
            "form_id": uuid.uuid4(),
            "carried_along": True,
            "to_check": request.GET.get("from") == "check" or request.POST.get("from") == "check",
            **_base(request, learner),
        },
        status=422 if error else 200,
    )


def _answer(request: HttpRequest, placed: Placed, attempt: Attempt, number: int) -> HttpResponse:
    version = attempt.versions[number - 1]
    try:
        actions.answer_question(
            form_id=uuid_or_none(request.POST.get("form", "")) or uuid.uuid4(),
            attempt=attempt,
            version_id=version,
            raw=response_from_post(assessing.question(version), request.POST),
            now=timezone.now(),
        )
    except AlreadySubmitted:
        return HttpResponseRedirect(f"{placed.address}result/")
    last = number == len(attempt.versions) or request.POST.get("from") == "check"
    return HttpResponseRedirect(f"{placed.address}{'check' if last else number + 1}/")


@require_http_methods(["GET", "HEAD", "POST"])
@at_placement
def check(request: HttpRequest, learner: Learner, placed: Placed) -> HttpResponse:
    """All her answers once more, before she sends them."""
    if request.method == "POST":
        return _send(request, learner, placed)
    attempt = open_attempt(learner, placed)
    if attempt is None:
        return HttpResponseRedirect(placed.address)
    sheet = assessing.sheet(attempt, request.LANGUAGE_CODE)
    context = {"placed": placed, "sheet": sheet, "carried_along": True, **_base(request, learner)}
    return render(request, "learning/quiz/check.html", context)


def _send(request: HttpRequest, learner: Learner, placed: Placed) -> HttpResponse:
    attempt = Attempt.objects.by(learner.user).filter(
        placement=placed.key, pk=uuid_or_none(request.POST.get("attempt", ""))
    ).first()  # fmt: skip
    if attempt is None:
        return HttpResponseRedirect(placed.address)
    now = timezone.now()
    actions.submit_quiz(attempt=attempt, now=now)
    place_waiting(learner, now=now)
    return HttpResponseRedirect(f"{placed.address}result/")


@require_safe
@at_placement
def result(request: HttpRequest, learner: Learner, placed: Placed) -> HttpResponse:
    """What was right, what was not and why, and where to read it again."""
    attempt = _last(learner, placed)
    if attempt is None:
        return HttpResponseRedirect(placed.address)
    if placed.before:
        return _before(request, learner, placed)
    review = assessing.review(attempt, request.LANGUAGE_CODE)
    missed = (item.lesson for item in review.items if item.must_know and item.verdict is not Verdict.RIGHT)
    return render(
        request,
        "learning/quiz/result.html",
        {
            "placed": placed,
            "review": review,
            "right": sum(item.verdict is Verdict.RIGHT for item in review.items),
            "counted": sum(item.counts for item in review.items),
            "lacking": [LACKING[reason] for reason in review.lacking],
            "read_first": next(filter(None, missed), ""),
            "only_missed": review.lacking == (Lacking.MISSED_MUST_KNOW,),
            "tries": _tries(learner, placed),
            "besides": _besides(learner, placed),
            "told": _told(attempt, review, request.LANGUAGE_CODE),
            "study": study_with(placed, learner, request.LANGUAGE_CODE),
            "attempt_id": uuid.uuid4(),
            **_base(request, learner),
        },
    )


def _before(request: HttpRequest, learner: Learner, placed: Placed) -> HttpResponse:
    """What she will learn. How she did is for nobody to judge yet, not even for her."""
    study = study_with(placed, learner, request.LANGUAGE_CODE)
    context = {"placed": placed, "study": study, **_base(request, learner)}
    return render(request, "learning/quiz/before_result.html", context)


def _told(attempt: Attempt, review: assessing.Review, language: str) -> dict[str, list[dict[str, object]]]:
    """What the question's country says today, for each question that leans on a fact. At most two queries."""
    passage = Passage(Corridor(attempt.origin, attempt.destination), language, timezone.now().date())
    return {
        item.key: [
            passage.fact(key, scope=scope)
            for key, scope in ((item.fact, DESTINATION), (item.origin_fact, ORIGIN))
            if key
        ]
        for item in review.items
    }


def study_with(placed: Placed, learner: Learner, language: str) -> queries.Study | None:
    """The class of hers whose course holds this quiz: it knows what comes next."""
    mine = queries.studies(learner, language=language)
    return next((one for one in mine if _holds(one.outline, placed.key)), None)


def _holds(course: CourseOutline, place: uuid.UUID) -> bool:
    return place in {course.key, place_before(course.key)} or course.module(place) is not None


def open_attempt(learner: Learner, placed: Placed) -> Attempt | None:
    return Attempt.objects.by(learner.user).open().filter(placement=placed.key).first()


def _last(learner: Learner, placed: Placed) -> Attempt | None:
    return Attempt.objects.by(learner.user).submitted().filter(placement=placed.key).order_by("-submitted_at").first()


def _tries(learner: Learner, placed: Placed) -> int:
    return Attempt.objects.by(learner.user).submitted().filter(placement=placed.key, passed=False).count()


def _besides(learner: Learner, placed: Placed) -> Promise | str:
    """What counts besides the answers; before a course nothing counts at all."""
    if placed.before:
        return ""
    return queries.counts_besides(placed.quiz, destination=learner.destination.code, final=placed.final)


def _base(request: HttpRequest, learner: Learner) -> dict[str, str]:
    """The address that her lessons begin with."""
    return {"lessons_base": f"/{request.LANGUAGE_CODE}/{learner.corridor}/"}
