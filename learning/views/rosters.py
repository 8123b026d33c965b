"""Class lists: bring one, say what is unclear, write it, undo it; and people keyed one after another from paper."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import wraps
from itertools import chain
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions as accounting
from assessments.formats.drafts import UnreadableFile
from core import sheets
from core.downloads import csv_file
from courses.models import Destination
from learning import actions, queries, roster_wording
from learning.forms.fields import language_choices
from learning.forms.rosters import STICKY, ColumnsForm, PersonForm, RosterForm
from learning.models import Cohort, Learner, RosterImport, RosterRow
from learning.permissions import by_instructor
from learning.rosters_headings import Column
from learning.rosters_rows import Terms

SHOWN = 50
AGAIN_SECONDS = "2"
_LONGEST = 9  # digits of the number of a row
View = Callable[..., HttpResponseBase]


def with_roster(view: View) -> Callable[..., HttpResponse]:
    """With a list of this class as third argument. Lists name people who have agreed to nothing yet."""

    @by_instructor
    @wraps(view)
    def guarded(request: HttpRequest, cohort: Cohort, pk: uuid.UUID, **kwargs: Any) -> HttpResponseBase:
        roster = get_object_or_404(RosterImport.objects.select_related("by", "cohort"), pk=pk, cohort=cohort)
        return view(request, cohort, roster, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@by_instructor
def lists(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Bring a list; those that came before."""
    form = RosterForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        cohort=cohort,
        initial={"form_id": uuid.uuid4()},
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            roster = actions.receive_roster(
                form_id=given["form_id"], cohort=cohort, file=given["file"], silent=form.silent(), by=request.user,
                now=timezone.now(),
            )  # fmt: skip
            return HttpResponseRedirect(f"/teach/{cohort.code}/lists/{roster.pk}/")
        except RosterImport.DoesNotExist:
            raise Http404 from None
        except UnreadableFile as error:
            form.add_error("file", roster_wording.told_of_file(error.reason))
        except actions.ClassClosed:
            form.add_error(None, _("This class is closed."))
    context = {"cohort": cohort, "form": form, "rosters": queries.rosters_of(cohort)[:SHOWN]}
    return render(request, "learning/rosters/lists.html", context, status=422 if form.is_bound else 200)


@require_safe
@by_instructor
def template(_request: HttpRequest, cohort: Cohort) -> HttpResponseBase:
    """An empty list with its columns, and one line to go by."""
    place = cohort.destinations.first()
    columns = [column for column in Column if column not in {Column.GIVEN, Column.FAMILY}]
    example = {
        Column.NAME: "Maria Santos",
        Column.BIRTH: 1998,
        Column.SEX: Learner.Sex.WOMAN.value,
        Column.ORIGIN: cohort.centre.country,
        Column.DESTINATION: place.code if place else "",
        Column.OCCUPATION: Learner.Occupation.DOMESTIC.value,
        Column.LANGUAGE: next(iter(cohort.languages), "en"),
        Column.DEPARTS: "2027-03-31",
    }
    head = [sheets.words(str(roster_wording.COLUMNS[column])) for column in columns]
    return csv_file([head, [example.get(column, "") for column in columns]], "class-list.csv")


@require_http_methods(["GET", "HEAD", "POST"])
@with_roster
def one(request: HttpRequest, cohort: Cohort, roster: RosterImport) -> HttpResponse:
    """How far a list is, what it says, and what there is to decide."""
    if request.method == "POST":
        return _act(request, cohort, roster)
    return _show(request, cohort, roster)


def _show(
    request: HttpRequest, cohort: Cohort, roster: RosterImport, *, status: int = 200, **more: Any
) -> HttpResponse:
    only = request.GET.get("only", "")
    rows = {"errors": roster.rows.faulty(), "alike": roster.rows.alike()}.get(only, roster.rows.all())
    if roster.state == RosterImport.State.UNDONE:
        rows = rows.filter(enrolment__isnull=False)
    page = Paginator(rows.select_related("like__user", "like__destination"), SHOWN).get_page(request.GET.get("p"))
    names = {place.code: place.name for place in Destination.objects.all()}
    context = {
        "cohort": cohort,
        "roster": roster,
        "page": page,
        "lines": [_line(row, names) for row in page],
        "only": only,
        "faulty": roster.rows.faulty().count(),
        "alike": roster.rows.alike().count(),
        "undecided": roster.rows.alike().filter(decision="").count(),
        "sound": roster.rows.sound().count(),
        "stayed": roster.rows.filter(enrolment__isnull=False).count(),
        "room": _room(cohort),
        "unfinished": roster.rows.sound().filter(written=False).count(),
        "compares": _compares(request, roster),
        "fault": _fault(roster),
        "columns": ColumnsForm(head=roster.head, initial={"heads": True}),
        **more,
    }
    response = render(request, "learning/rosters/one.html", context, status=status)
    if roster.is_busy:
        response.headers["Refresh"] = AGAIN_SECONDS
    return response


def _compares(request: HttpRequest, roster: RosterImport) -> bool:
    """Whom a row may be was looked for among those whom the sender sees, and is shown to nobody else."""
    return roster.by_id == request.user.pk


def _fault(roster: RosterImport) -> str:
    if roster.fault:
        return roster_wording.told_of_file(roster.fault["reason"])
    return _("Something went wrong on our side")


def _line(row: RosterRow, names: dict[str, str]) -> dict[str, Any]:
    faults = [roster_wording.told(*fault) for fault in row.faults]
    destination = row.values.get("destination", "")
    return {"row": row, "values": row.values, "faults": faults, "destination": names.get(destination, destination)}


def _room(cohort: Cohort) -> int | None:
    """How many places are free; nothing where there is no limit."""
    return None if cohort.capacity is None else max(0, cohort.capacity - cohort.enrolments.active().count())


def _act(request: HttpRequest, cohort: Cohort, roster: RosterImport) -> HttpResponse:
    here, now, does = request.get_full_path(), timezone.now(), request.POST.get("do", "")
    try:
        if does == "columns":
            form = ColumnsForm(request.POST, head=roster.head)
            if not form.is_valid():
                return _show(request, cohort, roster, status=422, columns=form)
            heads = form.cleaned_data["heads"]
            actions.choose_columns(roster=roster, columns=form.columns(), heads=heads, now=now)
        elif does == "decide":
            if not _compares(request, roster):
                raise PermissionDenied
            actions.decide_alike(roster=roster, decisions=_decisions(request))
        elif does == "write":
            actions.ask_to_write(roster=roster, by=request.user, now=now)
        elif does == "undo":
            actions.ask_to_undo(roster=roster, by=request.user, now=now)
        elif does == "put_away":
            actions.put_away_roster(roster=roster)
            return HttpResponseRedirect(f"/teach/{cohort.code}/lists/")
    except actions.Undecided:
        return HttpResponseRedirect(f"/teach/{cohort.code}/lists/{roster.pk}/?only=alike")
    except actions.ClassClosed:
        return _show(request, cohort, roster, status=409, said=_("This class is closed."))
    except actions.NotNow:
        return _show(request, cohort, roster, status=409, said=_("That was done already."))
    return HttpResponseRedirect(here)


def _decisions(request: HttpRequest) -> dict[int, str]:
    found = {}
    for name, decision in request.POST.items():
        number = name.removeprefix("decision-")
        known = number.isdecimal() and len(number) <= _LONGEST and decision in RosterRow.Decision.values
        if name.startswith("decision-") and known:
            found[int(number)] = decision
    return found


@require_safe
@with_roster
def faulty(request: HttpRequest, cohort: Cohort, roster: RosterImport) -> HttpResponseBase:
    """The rows with errors, to be mended and sent again. The columns that say what to do are not read then."""
    subject = f"roster:{roster.pk}"
    accounting.log_access(
        actor=request.user, verb="roster_errors_taken", subject=subject, purpose="mending", now=timezone.now()
    )
    names = [sheets.words(str(roster_wording.COLUMNS[column])) for column in Column]
    head = [*names, sheets.words(_("Row")), sheets.words(_("What to do"))]
    return csv_file(chain([head], _faulty_rows(roster, get_language() or "en")), f"errors-{cohort.code}.csv")


def _faulty_rows(roster: RosterImport, language: str) -> Iterator[sheets.Row]:
    """Asked for when the request has ended, and with it its language."""
    for row in roster.rows.faulty().iterator(chunk_size=SHOWN * 10):
        with override(language):
            told = [roster_wording.told(*one) for one in row.faults]
        todo = " ".join(f"{column}: {advice}" for column, _what, advice in told)
        yield [*(sheets.words(str(row.values.get(column.value, ""))) for column in Column), row.number, todo]


# ── From paper ───────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
@by_instructor
def key(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Key one person after another; what is the same for most stays chosen."""
    now = timezone.now()
    terms = queries.roster_terms(cohort, silent={"sex": Learner.Sex.UNSAID.value}, year=now.year)
    if request.method != "POST":
        sticky = {name: request.GET[name] for name in STICKY if name in request.GET}
        form = PersonForm(cohort=cohort, terms=terms, initial={"form_id": uuid.uuid4(), **sticky})
        return _ask(request, cohort, form)
    form = PersonForm(request.POST, cohort=cohort, terms=terms)
    if not form.is_valid() or form.read is None:
        return _ask(request, cohort, form, status=422)
    like, decision = _like(request, form.read.values, terms), form.cleaned_data["decision"]
    if like and (not decision or form.cleaned_data["like"] != like.pk):
        return _ask(request, cohort, form, like=like)
    if decision == RosterRow.Decision.SKIP:
        return HttpResponseRedirect(f"/teach/{cohort.code}/sign-up/?{_sticky(form)}")
    try:
        keyed = actions.key_person(
            form_id=form.cleaned_data["form_id"], cohort=cohort, values=form.read.values, like=like,
            decision=decision if like else "", by=request.user, now=now,
        )  # fmt: skip
    except RosterRow.DoesNotExist:
        raise Http404 from None
    except actions.ClassClosed:
        form.add_error(None, _("This class is closed."))
        return _ask(request, cohort, form, status=409)
    return HttpResponseRedirect(f"/teach/{cohort.code}/sign-up/?keyed={keyed.roster_id}&{_sticky(form)}")


def _sticky(form: PersonForm) -> str:
    return "&".join(f"{name}={form.cleaned_data[name]}" for name in STICKY)


def _like(request: HttpRequest, values: dict[str, Any], terms: Terms) -> Learner | None:
    """Who may be the same person, of those whom this instructor may see anyway."""
    pk = queries.alike_within(queries.scope_for(request.user), values, terms)
    return Learner.objects.select_related("user", "destination").filter(pk=pk).first() if pk else None


def _ask(
    request: HttpRequest, cohort: Cohort, form: PersonForm, *, like: Learner | None = None, status: int = 200
) -> HttpResponse:
    context = {"cohort": cohort, "form": form, "like": like, "keyed": _keyed(request, cohort), "room": _room(cohort)}
    return render(request, "learning/rosters/key.html", context, status=status)


def _keyed(request: HttpRequest, cohort: Cohort) -> RosterRow | None:
    """The person just keyed, so that it can be undone."""
    try:
        pk = uuid.UUID(request.GET.get("keyed", ""))
    except ValueError:
        return None
    rows = RosterRow.objects.filter(roster=pk, roster__cohort=cohort, roster__file_name="")
    return rows.select_related("enrolment__learner__user", "like__user").first()


@require_POST
@with_roster
def unkey(request: HttpRequest, cohort: Cohort, roster: RosterImport) -> HttpResponse:
    """Take back the person just keyed."""
    if roster.file_name:
        raise PermissionDenied
    with suppress(actions.NotNow):
        actions.unkey_person(roster=roster, by=request.user, now=timezone.now())
    return HttpResponseRedirect(f"/teach/{cohort.code}/sign-up/")


@require_safe
@by_instructor
def sheet(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """The sign-up sheet to print, in any open language."""
    languages = language_choices()
    asked = request.GET.get("language", "")
    language = asked if asked in dict(languages) else next(iter(cohort.languages), request.LANGUAGE_CODE)
    context = {
        "cohort": cohort,
        "languages": languages,
        "language": language,
        "destinations": cohort.destinations.all(),
        "sexes": Learner.Sex,
        "occupations": Learner.Occupation,
        "copies": range(2),
    }
    return render(request, "learning/rosters/sheet.html", context)
