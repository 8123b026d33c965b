"""An officer's own pages: what is due and why, going on, her calendar, and training she had elsewhere."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from duties import actions, calendar, keeping, mail, queries, wording
from duties.forms import OutsideForm
from duties.models import Assignment, StaffMember
from duties.permissions import as_member
from duties.queries import Task
from learning import queries as learning
from learning.models import Learner

NOTICE = "2026-11-staff"  # the version of the privacy notice in duties/notice.html


@require_safe
@as_member
def home(request: HttpRequest, member: StaffMember) -> HttpResponse:
    """What is due, when and why. Looking at it changes nothing: mail scanners look at it too."""
    now = timezone.now()
    tasks = queries.my_tasks(member, language=request.LANGUAGE_CODE, now=now)
    return render(
        request,
        "duties/home.html",
        {
            "member": member,
            "tasks": [(task, wording.reason(task.case)) for task in tasks],
            "dates": queries.my_dates(tasks),
            "papers": queries.my_papers(member, language=request.LANGUAGE_CODE, now=now),
            "learner": learning.learner_of(request.user),
            "supervises": member.reports.exists(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@as_member
def go_on(request: HttpRequest, member: StaffMember, assignment: uuid.UUID) -> HttpResponse:
    """Ask her at the first time whether she agrees with what is kept; then lead her to her lessons."""
    task = _task(request, member, assignment)
    learner = learning.learner_of(request.user)
    if request.method != "POST":
        return render(request, "duties/go_on.html", {"task": task, "learner": learner, "notice": NOTICE})
    agreed = request.POST.get("notice", "")
    if learner is None and agreed != NOTICE:
        return HttpResponseRedirect(request.path)
    return _begin(request, task, agreed or _agreed_before(learner))


def _agreed_before(learner: Learner | None) -> str:
    return learner.notice_version if learner else ""


def _begin(request: HttpRequest, task: Task, agreed: str) -> HttpResponse:
    try:
        actions.begin_study(assignment=task.assignment, notice_version=agreed, now=timezone.now())
    except (actions.NoProfile, actions.CourseWithdrawn, actions.NoPlace):
        return render(request, "duties/not_yet.html", {"task": task}, status=409)
    return HttpResponseRedirect("/me/")


@require_safe
@as_member
def calendar_file(request: HttpRequest, member: StaffMember) -> HttpResponse:
    """Her last days as a file for her calendar."""
    tasks = queries.my_tasks(member, language=request.LANGUAGE_CODE, now=timezone.now())
    days = [
        mail.entry(task.assignment, day=task.case.standing.due_on)
        for task in queries.my_dates(tasks)
        if task.case.standing.due_on
    ]
    response = HttpResponse(
        mail.to_file(days, calendar.Method.PUBLISH), content_type=f"{calendar.CONTENT_TYPE}; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="days.ics"'
    return response


@require_safe
@as_member
def data(_request: HttpRequest, member: StaffMember) -> JsonResponse:
    """Everything that is kept of her postings and her training here, as a file."""
    response = JsonResponse(keeping.everything_about(member), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@as_member
def outside(request: HttpRequest, member: StaffMember, assignment: uuid.UUID) -> HttpResponse:
    """Ask that training she had elsewhere be recognised."""
    task = _task(request, member, assignment)
    form = OutsideForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        today=task.case.dossier.today,
        initial={"form_id": uuid.uuid4()},
    )
    if form.is_valid():
        try:
            _ask(request, task.assignment, form)
        except actions.AskedBefore:
            form.add_error(None, wording.ASKED_BEFORE)
        else:
            return HttpResponseRedirect("/duty/")
    return render(request, "duties/outside.html", {"task": task, "form": form}, status=422 if form.errors else 200)


def _ask(request: HttpRequest, assignment: Assignment, form: OutsideForm) -> None:
    given = form.cleaned_data
    actions.ask_recognition(
        form_id=given["form_id"], assignment=assignment, had=form.had(), evidence=given["evidence"], by=request.user,
        now=timezone.now(),
    )  # fmt: skip


def _task(request: HttpRequest, member: StaffMember, assignment: uuid.UUID) -> Task:
    """One training that falls on her now. Raises ``Http404``."""
    tasks = queries.my_tasks(member, language=request.LANGUAGE_CODE, now=timezone.now())
    task = next((task for task in tasks if task.assignment.pk == assignment), None)
    if task is None:
        raise Http404
    return task
