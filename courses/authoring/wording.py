"""Remarks in the words an author reads."""

from __future__ import annotations

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.authoring.remarks import Problem, Remark

_NAMED = 4  # countries named before the rest is counted


def told(remark: Remark) -> str:
    """One sentence: what is so, and what to do."""
    given = {"count": localize(remark.count), "fact": remark.about, "places": _places(remark.places)}
    return _sentence(remark) % given


def _sentence(remark: Remark) -> str:
    return {
        Problem.NO_OBJECTIVE: lambda: _("No objective yet. Say what she can do afterwards."),
        Problem.NO_SCREEN: lambda: _("No screen yet. Begin with “New screen”."),
        Problem.NOTHING_TO_TRY: lambda: _("Nothing to try. Add a scenario, a question or a tool."),
        Problem.NO_ALT: lambda: ngettext(
            "%(count)s picture does not say what it shows.",
            "%(count)s pictures do not say what they show.",
            remark.count,
        ),
        Problem.PLACEHOLDER: lambda: ngettext(
            "%(count)s hint of the template is still there (✎). Write over it or take it out.",
            "%(count)s hints of the template are still there (✎). Write over them or take them out.",
            remark.count,
        ),
        Problem.TOO_LONG: lambda: ngettext(
            "A slow reader needs %(count)s minute. Split the lesson, or plan more.",
            "A slow reader needs %(count)s minutes. Split the lesson, or plan more.",
            remark.count,
        ),
        Problem.TOO_HEAVY: lambda: _("Too heavy for an old phone. Split the lesson."),
        Problem.FACT_UNKNOWN: lambda: _("“%(fact)s” is not known for %(places)s."),
        Problem.FACT_HIDDEN: lambda: _("“%(fact)s” is overdue or in doubt for %(places)s: readers are told to ask."),
        Problem.FACT_NO_SOURCE: lambda: _("“%(fact)s” has no source that was read, for %(places)s."),
    }[remark.problem]()


def _places(places: tuple[str, ...]) -> str:
    named = _(", ").join(places[:_NAMED])
    more = len(places) - _NAMED
    if more <= 0:
        return named
    return ngettext("%(places)s and %(count)s more", "%(places)s and %(count)s more", more) % {
        "places": named,
        "count": localize(more),
    }
