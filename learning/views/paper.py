"""Quizzes on paper: choose, print, see how far the sheets are. Typing them is in ``paper_sheets``."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import log_access
from assessments.actions import BankTooSmall
from assessments.paper import queries as printing
from core import tongues
from learning import qr
from learning.actions import paper as acting
from learning.forms.fields import language_choices
from learning.forms.paper import PaperForm
from learning.models import Cohort, PaperQuiz
from learning.permissions import teaches, with_papers
from learning.queries import paper as queries
from learning.queries.paper import SheetState


@require_http_methods(["GET", "HEAD", "POST"])
@with_papers
def papers(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """The booklets of a class, and the form that makes one."""
    form = PaperForm(
        request.POST if request.method == "POST" else None,
        cohort=cohort,
        places=queries.places(cohort, language=request.LANGUAGE_CODE),
        initial={"paper": uuid.uuid4(), "language": next(iter(cohort.languages), request.LANGUAGE_CODE)},
    )
    if form.is_valid():
        try:
            return _make(request, cohort, form)
        except BankTooSmall:
            form.add_error("place", _("The bank has no question here that paper can ask."))
    return render(
        request,
        "learning/paper/papers.html",
        {"cohort": cohort, "form": form, "lines": queries.papers(cohort, language=request.LANGUAGE_CODE)},
        status=422 if form.is_bound else 200,
    )


def _make(request: HttpRequest, cohort: Cohort, form: PaperForm) -> HttpResponse:
    try:
        made = acting.make_paper(
            paper_id=form.cleaned_data["paper"], cohort=cohort, plan=form.plan(), by=request.user, now=timezone.now()
        )
    except acting.PaperIdTaken:
        return HttpResponseRedirect(f"/teach/{cohort.code}/paper/")
    return HttpResponseRedirect(booklet_address(made))


@require_safe
@with_papers
def one(request: HttpRequest, cohort: Cohort, paper: uuid.UUID) -> HttpResponse:
    """One booklet: what to print, and how far each sheet is."""
    found = _paper(cohort, paper)
    lines = queries.sheets(found, by=request.user)
    if not teaches(request, cohort):
        subject = f"class:{cohort.code}"
        log_access(actor=request.user, verb="paper_read", subject=subject, purpose="", now=timezone.now())
    return render(
        request,
        "learning/paper/paper.html",
        {
            **about(request, cohort, found),
            "lines": lines,
            "states": [(state, sum(line.state is state for line in lines)) for state in SheetState],
            "touched": any(line.state is not SheetState.MADE for line in lines),
            "next": next((line for line in lines if line.waits), None),
            "missing": [] if found.anonymous else queries.without_sheet(found),
            "tallies": queries.tallies(found, language=request.LANGUAGE_CODE) if found.anonymous else [],
        },
    )


@require_safe
@with_papers
def booklet(request: HttpRequest, cohort: Cohort, paper: uuid.UUID) -> HttpResponse:
    """The questions, the same for everyone."""
    return _print(request, cohort, _paper(cohort, paper), "booklet")


@require_safe
@with_papers
def answer_sheets(request: HttpRequest, cohort: Cohort, paper: uuid.UUID) -> HttpResponse:
    """A sheet for each, with its code and a square that leads to where it is typed."""
    found = _paper(cohort, paper)
    rows = found.sheets.select_related("enrolment__learner__user")
    squares = [(row, qr.drawn(f"{settings.PUBLIC_URL}{sheet_address(cohort, row.code)}")) for row in rows]
    return _print(request, cohort, found, "sheets", squares=squares)


@require_safe
@with_papers
def key(request: HttpRequest, cohort: Cohort, paper: uuid.UUID) -> HttpResponse:
    """What is right, for the instructor alone."""
    found = _paper(cohort, paper)
    language = _language(request, found)
    return _print(request, cohort, found, "key", solved=printing.key(found.versions, seed=found.pk, language=language))


def _print(request: HttpRequest, cohort: Cohort, paper: PaperQuiz, what: str, **more: Any) -> HttpResponse:
    language = _language(request, paper)
    questions = printing.booklet(paper.versions, seed=paper.pk, language=language)
    return render(
        request,
        f"learning/paper/{what}.html",
        {
            **about(request, cohort, paper, language=language),
            "what": what,
            "language": language,
            "languages": language_choices(),
            "booklet": questions,
            "pictures": printing.pictures(questions) if what == "booklet" else {},
            **more,
        },
    )


def _language(request: HttpRequest, paper: PaperQuiz) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in tongues.open_codes() else paper.language


@require_POST
@with_papers
def add(_request: HttpRequest, cohort: Cohort, paper: uuid.UUID) -> HttpResponse:
    """Sheets for those who joined since."""
    found = _paper(cohort, paper)
    acting.add_sheets(paper=found)
    return HttpResponseRedirect(booklet_address(found))


@require_POST
@with_papers
def undo(request: HttpRequest, cohort: Cohort, paper: uuid.UUID) -> HttpResponse:
    """Take back a booklet that nobody has typed a sheet of."""
    found = PaperQuiz.objects.filter(pk=paper, cohort=cohort).first()
    if found:
        try:
            acting.undo_paper(paper=found)
        except acting.AlreadyTyped:
            messages.warning(request, _("Somebody has typed a sheet by now, so this stays."))
            return HttpResponseRedirect(booklet_address(found))
    return HttpResponseRedirect(f"/teach/{cohort.code}/paper/")


def _paper(cohort: Cohort, pk: uuid.UUID) -> PaperQuiz:
    return get_object_or_404(PaperQuiz.objects.select_related("quiz", "cohort"), pk=pk, cohort=cohort)


def booklet_address(paper: PaperQuiz) -> str:
    return f"/teach/{paper.cohort.code}/paper/{paper.pk}/"


def sheet_address(cohort: Cohort, code: str) -> str:
    return f"/teach/{cohort.code}/paper/sheet/{code}/"


def about(request: HttpRequest, cohort: Cohort, paper: PaperQuiz, *, language: str = "") -> dict[str, Any]:
    """What every page about one booklet names. The module may have left the course since."""
    places = queries.places(cohort, language=language or request.LANGUAGE_CODE)
    place = next((place for place in places if place.key == paper.placement), None)
    return {"cohort": cohort, "paper": paper, "place": place, "address": booklet_address(paper)}
