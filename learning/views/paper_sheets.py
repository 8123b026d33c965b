"""Sheets of a quiz on paper: found by their code, typed by two people, looked at again where these differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.paper import queries as printing
from assessments.paper.marks import BadMark
from assessments.paper.printing import Line, Printed
from learning.actions import paper as acting
from learning.forms.paper import SettleForm, chosen_from_post, typed_from_post
from learning.models import Cohort, PaperSheet
from learning.permissions import with_papers
from learning.queries import paper as queries
from learning.queries.paper import SheetState
from learning.sheet_codes import read_sheet_code
from learning.views.paper import about, booklet_address, sheet_address


@require_safe
@with_papers
def find(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """To the sheet whose code was typed."""
    code = read_sheet_code(request.GET.get("code", ""))
    if code and PaperSheet.objects.filter(code=code, paper__cohort=cohort).exists():
        return HttpResponseRedirect(sheet_address(cohort, code))
    messages.warning(request, _("No sheet of this class has this code. Look at it again."))
    return HttpResponseRedirect(f"/teach/{cohort.code}/paper/")


@dataclass(frozen=True)
class TypedLine:
    """One line of the form, with what was typed in it before an error. ``label`` is 0 where a question has but one."""

    field: str
    label: int
    typed: str


@require_http_methods(["GET", "HEAD", "POST"])
@with_papers
def sheet(request: HttpRequest, cohort: Cohort, sheet: str) -> HttpResponse:
    """One sheet, typed by one person, who sees nothing of what another typed."""
    found = _sheet(cohort, sheet)
    questions = printing.booklet(found.paper.versions, seed=found.paper_id, language=request.LANGUAGE_CODE)
    typed = typed_from_post(questions, request.POST)
    error = ""
    if request.method == "POST":
        try:
            return _type(request, cohort, found, typed)
        except BadMark:
            error = _("A number could not be read. Write it with digits, or choose “Cannot read”.")
    lines = queries.sheets(found.paper, by=request.user)
    return render(
        request,
        "learning/paper/sheet.html",
        {
            **about(request, cohort, found.paper),
            "sheet": found,
            "line": next(line for line in lines if line.sheet.pk == found.pk),
            "total": len(lines),
            "questions": [(question, _typed_lines(question, typed)) for question in questions],
            "error": error,
            "saved": read_sheet_code(request.GET.get("saved", "")),
        },
        status=422 if error else 200,
    )


def _typed_lines(question: Printed, typed: Mapping[int, Sequence[str]]) -> list[TypedLine]:
    pairs: list[tuple[Line, str]] = list(zip(question.lines, typed[question.version_id], strict=True))
    return [TypedLine(f"{question.version_id}-{place}", line.number, text) for place, (line, text) in enumerate(pairs)]


def _type(request: HttpRequest, cohort: Cohort, sheet: PaperSheet, typed: Mapping[int, Sequence[str]]) -> HttpResponse:
    try:
        state = acting.type_sheet(sheet=sheet, typed=typed, by=request.user, now=timezone.now())
    except acting.TypedByYou:
        messages.warning(request, _("You have typed this sheet before. Another person types it the second time."))
        return HttpResponseRedirect(sheet_address(cohort, sheet.code))
    except acting.TypedTwice:
        messages.warning(request, _("Two others have typed this sheet."))
        return HttpResponseRedirect(sheet_address(cohort, sheet.code))
    if state is SheetState.DIFFERS:
        return HttpResponseRedirect(f"{sheet_address(cohort, sheet.code)}settle/")
    return HttpResponseRedirect(_next_address(request, cohort, sheet))


def _next_address(request: HttpRequest, cohort: Cohort, sheet: PaperSheet) -> str:
    """The next sheet that waits for this person, after this one and then from the first; else the booklet."""
    waiting = [line.sheet for line in queries.sheets(sheet.paper, by=request.user) if line.waits]
    following = [one for one in waiting if one.number > sheet.number] or waiting
    if not following:
        return booklet_address(sheet.paper)
    return f"{sheet_address(cohort, following[0].code)}?saved={sheet.code}"


@require_http_methods(["GET", "HEAD", "POST"])
@with_papers
def settle(request: HttpRequest, cohort: Cohort, sheet: str) -> HttpResponse:
    """Where two people read a sheet differently: look at it again, and say which is right and why."""
    found = _sheet(cohort, sheet)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _settle(request, cohort, found, form)
    apart = queries.differences(found, language=request.LANGUAGE_CODE)
    if found.counted_at or not apart:
        return HttpResponseRedirect(sheet_address(cohort, found.code))
    authors = list(found.entries.select_related("entered_by"))
    return render(
        request,
        "learning/paper/settle.html",
        {
            **about(request, cohort, found.paper),
            "sheet": found,
            "differences": apart,
            "authors": [entry.entered_by for entry in authors],
            "mine": next((entry.place for entry in authors if entry.entered_by_id == request.user.pk), 0),
            "form": form,
        },
        status=422 if form.is_bound else 200,
    )


def _settle(request: HttpRequest, cohort: Cohort, sheet: PaperSheet, form: SettleForm) -> HttpResponse:
    chosen = chosen_from_post(sheet.paper.versions, request.POST)
    reason = form.cleaned_data["reason"]
    try:
        state = acting.settle(sheet=sheet, chosen=chosen, reason=reason, by=request.user, now=timezone.now())
    except acting.OwnReading:
        messages.warning(request, _("Your own reading cannot overrule the other. Ask a third person to look."))
        state = SheetState.DIFFERS
    if state is SheetState.DIFFERS:
        return HttpResponseRedirect(f"{sheet_address(cohort, sheet.code)}settle/")
    return HttpResponseRedirect(_next_address(request, cohort, sheet))


@require_POST
@with_papers
def again(request: HttpRequest, cohort: Cohort, sheet: str) -> HttpResponse:
    """Both are wrong: two people type the sheet anew."""
    found = _sheet(cohort, sheet)
    try:
        acting.type_again(sheet=found, by=request.user, now=timezone.now())
    except acting.NothingDiffers:
        return HttpResponseRedirect(booklet_address(found.paper))
    return HttpResponseRedirect(sheet_address(cohort, found.code))


def _sheet(cohort: Cohort, typed: str) -> PaperSheet:
    code = read_sheet_code(typed)
    if code is None:
        raise Http404
    people = PaperSheet.objects.select_related("paper__quiz", "paper__cohort", "enrolment__learner__user")
    return get_object_or_404(people, code=code, paper__cohort=cohort)
