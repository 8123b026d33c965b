"""What a class was taught in a session: named by its instructors, and counted once the roll call is signed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from learning import queries
from learning.access import is_private
from learning.actions.taught import name_modules
from learning.forms.counting import TaughtForm
from learning.models import ClassSession, Cohort
from learning.permissions import by_instructor


@require_http_methods(["GET", "HEAD", "POST"])
@by_instructor
def taught(request: HttpRequest, cohort: Cohort, session: int) -> HttpResponse:
    """Name the modules. Once it is signed, more can be named and none taken away."""
    held = get_object_or_404(ClassSession, pk=session, cohort=cohort)
    form = taught_form(request, cohort, held)
    if form.is_valid():
        name_modules(session=held, modules=form.cleaned_data["modules"], by=request.user, now=timezone.now())
        return HttpResponseRedirect(f"/teach/{cohort.code}/sessions/{held.pk}/")
    context = {"cohort": cohort, "session": held, "form": form, "counted": counted(cohort, held, request.LANGUAGE_CODE)}
    return render(request, "learning/rollcall/taught.html", context, status=422 if form.is_bound else 200)


def taught_form(request: HttpRequest, cohort: Cohort, session: ClassSession) -> TaughtForm:
    """Of a signed session, with what does not count yet alone."""
    course = queries.course_words(cohort, language=request.LANGUAGE_CODE)
    told = _("%(title)s (private)")
    modules = [
        (module.key, told % {"title": module.title} if is_private(module) else module.title)
        for module in (course.modules if course else ())
        if not (session.closed_at and str(module.key) in session.modules)
    ]
    given = request.POST if request.method == "POST" else None
    return TaughtForm(given, modules=modules, initial={"modules": session.modules})


def counted(cohort: Cohort, session: ClassSession, language: str) -> list[str]:
    """The titles of what was named, in the order of the course."""
    course = queries.course_words(cohort, language=language)
    return [module.title for module in (course.modules if course else ()) if str(module.key) in session.modules]
