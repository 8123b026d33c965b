"""One person of a class, for staff: how far she is and why, what stands in for what; and whether she is here twice."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import log_access
from accounts.actions.people import subject_of
from accounts.models import Role
from accounts.permissions import role_required
from learning import queries
from learning.actions import counting, merging
from learning.forms.counting import CodeForm, DecisionForm, ExemptForm, MergeForm, OutsideForm, PartingForm
from learning.forms.fields import uuid_or_none
from learning.models import Cohort, Enrolment, Learner, Merge, OutsideTraining
from learning.permissions import View, answers_for, for_whom, speaks_for, teaches
from learning.queries import people

decides = role_required(Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)


def _of_person(may: Callable[[HttpRequest, Cohort], bool]) -> Callable[[View], View]:
    """For those of whom ``may`` says yes, with her place in the class as second argument."""

    def guard(view: View) -> View:
        @for_whom(may)
        @wraps(view)
        def found(request: HttpRequest, cohort: Cohort, enrolment: int, **kwargs: Any) -> HttpResponse:
            places = Enrolment.objects.select_related(
                "cohort__course", "cohort__edition", "cohort__centre", "learner__user", "learner__destination"
            )
            return view(request, get_object_or_404(places, pk=enrolment, cohort=cohort), **kwargs)

        return found

    return guard


@require_safe
@_of_person(speaks_for)
def person(request: HttpRequest, place: Enrolment) -> HttpResponse:
    """Her modules with states and why, roll calls, exemptions, training elsewhere."""
    if merged := Merge.objects.filter(gone=place.learner_id).first():
        kept = Enrolment.objects.filter(learner=merged.kept_id, cohort=place.cohort_id).first()
        if kept:
            return HttpResponseRedirect(_address(kept))
    return _page(request, place)


def _page(
    request: HttpRequest, place: Enrolment, *, outside: OutsideForm | None = None, exempt: ExemptForm | None = None
) -> HttpResponse:
    cohort, now = place.cohort, timezone.now()
    if not teaches(request, cohort):
        subject = subject_of(place.learner.user)
        log_access(actor=request.user, verb="person_read", subject=subject, purpose="", now=now)
    sheet = people.person_sheet(place, language=request.LANGUAGE_CODE, now=now)
    wrong = any(form is not None and form.errors for form in (outside, exempt))
    return render(
        request,
        "learning/people/person.html",
        {
            "cohort": cohort,
            "sheet": sheet,
            "person": place.learner.user,
            "apart": place.learner.unplaced.filter(placed_at=None),
            "may_decide": answers_for(request, cohort) and not _is_she(request, place),
            "outside": outside or OutsideForm(parts=sheet.open_parts, prefix="outside"),
            "exempt": exempt or ExemptForm(parts=sheet.open_parts, prefix="exempt"),
            "parting": PartingForm(prefix="parting"),
        },
        status=422 if wrong else 200,
    )


def _is_she(request: HttpRequest, place: Enrolment) -> bool:
    return bool(request.user.pk == place.learner.user_id)


def _address(place: Enrolment) -> str:
    return f"/teach/{place.cohort.code}/people/{place.pk}/"


def _parts(request: HttpRequest, place: Enrolment) -> tuple[people.OpenPart, ...]:
    return people.person_sheet(place, language=request.LANGUAGE_CODE, now=timezone.now()).open_parts


# ── What stands in ───────────────────────────────────────────────────────────────────────────────


@require_POST
@_of_person(speaks_for)
def ask_outside(request: HttpRequest, place: Enrolment) -> HttpResponse:
    """Write down training that she had elsewhere; a second person decides."""
    form = OutsideForm(request.POST, parts=_parts(request, place), prefix="outside")
    if not form.is_valid():
        return _page(request, place, outside=form)
    try:
        counting.ask_outside(
            form_id=form.cleaned_data["form_id"], learner=place.learner, part=form.chosen(), had=form.had(),
            by=request.user, now=timezone.now(),
        )  # fmt: skip
    except counting.AskedBefore:
        form.add_error("part", _("For this part a request is waiting already."))
        return _page(request, place, outside=form)
    return HttpResponseRedirect(f"{_address(place)}#outside")


@require_POST
@_of_person(answers_for)
def exempt(request: HttpRequest, place: Enrolment) -> HttpResponse:
    """Sign that she need not do a part. Sent twice, the part is no more among those that are left: it was signed."""
    form_id = uuid_or_none(request.POST.get("exempt-form_id", ""))
    if form_id and place.learner.exemptions.filter(pk=form_id).exists():
        return HttpResponseRedirect(f"{_address(place)}#exemptions")
    form = ExemptForm(request.POST, parts=_parts(request, place), prefix="exempt")
    if not form.is_valid():
        return _page(request, place, exempt=form)
    try:
        counting.exempt(
            form_id=form.cleaned_data["form_id"], learner=place.learner, part=form.chosen(),
            reason=form.cleaned_data["reason"], by=request.user, now=timezone.now(),
        )  # fmt: skip
    except counting.NeedsSecondPerson:
        raise PermissionDenied from None
    return HttpResponseRedirect(f"{_address(place)}#exemptions")


@require_POST
@_of_person(answers_for)
def end_exemption(request: HttpRequest, place: Enrolment, signed: str) -> HttpResponse:
    """Take an exemption back."""
    exemption = get_object_or_404(place.learner.exemptions.select_related("learner__user"), pk=signed)
    counting.end_exemption(exemption=exemption, by=request.user, now=timezone.now())
    return HttpResponseRedirect(f"{_address(place)}#exemptions")


@require_safe
@decides
def recognitions(request: HttpRequest) -> HttpResponse:
    """Training elsewhere that waits for a decision, and what was decided last."""
    return _recognitions(request)


def _recognitions(request: HttpRequest, *, wrong: tuple[OutsideTraining, Form] | None = None) -> HttpResponse:
    waiting, decided = people.outside_asked(queries.scope_for(request.user), language=request.LANGUAGE_CODE)
    log_access(actor=request.user, verb="recognitions_read", subject="outside_training", purpose="", now=timezone.now())
    forms = [(asked, _decision_form(asked.training, wrong)) for asked in waiting]
    context = {"waiting": forms, "decided": decided}
    return render(request, "learning/people/recognitions.html", context, status=422 if wrong else 200)


def _decision_form(training: OutsideTraining, wrong: tuple[OutsideTraining, Form] | None) -> Form:
    if wrong and wrong[0].pk == training.pk:
        return wrong[1]
    return DecisionForm(prefix=f"d{training.pk.hex}")


@require_POST
@decides
def decide_outside(request: HttpRequest, training: str) -> HttpResponse:
    """Recognise it or refuse; who asked for it herself does neither."""
    within = people.outside_within(queries.scope_for(request.user))
    asked = get_object_or_404(within, pk=training)
    form = DecisionForm(request.POST, prefix=f"d{asked.pk.hex}")
    if not form.is_valid():
        return _recognitions(request, wrong=(asked, form))
    try:
        counting.decide_outside(
            training=asked, accepted=form.cleaned_data["accepted"], answer=form.cleaned_data["answer"],
            by=request.user, now=timezone.now(),
        )  # fmt: skip
    except counting.NeedsSecondPerson:
        raise PermissionDenied from None
    except counting.DecidedBefore:
        pass  # the list says what was decided
    return HttpResponseRedirect("/teach/recognitions/")


# ── Here twice ───────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
@_of_person(answers_for)
def same(request: HttpRequest, place: Enrolment) -> HttpResponse:
    """Find the other entry, look at both, and make them one. The entry whose page this is stays."""
    if request.method == "POST":
        return _merge(request, place)
    if "code" not in request.GET:
        return _same(request, place, CodeForm())
    form = CodeForm(request.GET)
    other = form.is_valid() and _others(request, place).filter(user__username=form.cleaned_data["code"]).first()
    if form.is_valid() and not other:
        form.add_error("code", _("Nobody of your classes has this code, or it is this entry."))
    return _same(request, place, form, merging=MergeForm(initial={"other": other.pk}) if other else None, other=other)


def _merge(request: HttpRequest, place: Enrolment) -> HttpResponse:
    form = MergeForm(request.POST)
    other = form.data.get("other", "")
    gone = _others(request, place).filter(pk=other).first() if other.isdecimal() else None
    if gone is None:
        return HttpResponseRedirect(f"{_address(place)}same/")
    if not form.is_valid():
        return _same(request, place, CodeForm(), merging=form, other=gone)
    try:
        merging.merge(
            kept=place.learner, gone=gone, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now()
        )
    except merging.NotTwoTrainees:
        form.add_error(None, _("One of them is of the staff. Only trainees can be put together."))
        return _same(request, place, CodeForm(), merging=form, other=gone)
    except merging.MergedBefore:
        form.add_error(None, _("This entry has been put together with another already."))
        return _same(request, place, CodeForm(), merging=form, other=gone)
    return HttpResponseRedirect(f"{_address(place)}#same")


def _others(request: HttpRequest, place: Enrolment) -> Any:
    return people.others_within(queries.scope_for(request.user)).exclude(pk=place.learner_id)


def _same(
    request: HttpRequest,
    place: Enrolment,
    form: CodeForm,
    *,
    merging: MergeForm | None = None,
    other: Learner | None = None,
) -> HttpResponse:
    bad = form.errors or (merging and merging.errors)
    context = {
        "cohort": place.cohort,
        "place": place,
        "form": form,
        "merging": merging,
        "other": other,
        "alike": [] if other else people.alike_people(place.learner, queries.scope_for(request.user)),
    }
    log_access(
        actor=request.user, verb="duplicates_read", subject=subject_of(place.learner.user), purpose="",
        now=timezone.now(),
    )  # fmt: skip
    return render(request, "learning/people/same.html", context, status=422 if bad else 200)


@require_POST
@_of_person(answers_for)
def part(request: HttpRequest, place: Enrolment, merge: int) -> HttpResponse:
    """Make two entries again. Of two taps, the second finds that they are two."""
    made = place.learner.merges.select_related("kept", "gone__user").filter(pk=merge).first()
    form = PartingForm(request.POST, prefix="parting")
    if made and not form.is_valid():
        messages.error(request, _("Say why they are two people after all. Nothing was changed."))
    elif made:
        with suppress(merging.MergedBefore):  # the page of the entry that it went into says so
            merging.part(merge=made, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
    return HttpResponseRedirect(f"{_address(place)}#same")
