"""What counts for a quiz besides the answers to its questions, said in one sentence. Not how far anybody is with it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.components import Kind
from assessments.queries import checklists, weighing

# Whether an instructor must see practice, and whether the quizzes of the modules count.
_SAID: dict[tuple[bool, bool], Promise | str] = {
    (False, False): "",
    (True, False): _("Besides your answers, what you practise with your instructor counts."),
    (False, True): _("Besides your answers, the questions you answered in each module count."),
    (True, True): _(
        "Besides your answers, what you practise with your instructor and the questions you answered in each module "
        "count."
    ),
}


def counts_besides(quiz: str, *, destination: str, final: bool) -> Promise | str:
    """A sentence for the pages round a quiz; empty where her answers alone decide. Two queries."""
    practice = any(each.quiz == quiz and each.meant_for(destination) for each in checklists())
    weighed = weighing({quiz}).get(quiz)
    # Only a final test has quizzes of modules behind it.
    modules = final and weighed is not None and any(part.kind is Kind.CONTINUOUS for part in weighed.components)
    return _SAID[practice, modules]
