"""The words for reasons and names: what a reader is told of answers that cannot be counted, and an author of faults."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assessments.surveys.faults import Fault
from assessments.surveys.kinds import Wave
from assessments.surveys.tallying import Reason

UNFIT = {
    Reason.NOTHING_ANSWERED: _("No answer is chosen yet. Choose at least one, or leave this page: both are fine."),
    Reason.UNKNOWN_ANSWER: _("We could not read one of the answers. Please look through them and send again."),
}
TOO_OLD = _("This page was open for a long time. Your answers are still here: please send them again.")

NOT_SENT = _("Nothing is sent yet. Your answers are still here: look through them, or send them.")

FAULTS = {
    Fault.NO_ITEMS: _("Write at least one question."),
    Fault.NO_WORDS: _("Every question needs words in English: other languages fall back to it."),
    Fault.TOO_FEW_CHOICES: _("“One of several answers” needs at least two answers in English, one on each line."),
    Fault.TOO_MANY_CHOICES: _("A question has more than 12 answers. Fewer are easier to choose from."),
    Fault.SAME_CHOICE_TWICE: _("Two answers of one question read the same."),
    Fault.CHOICES_DIFFER: _("The answers need as many lines in every language as in English, in the same order."),
}
FROZEN = _(
    "People have answered this survey, so its questions stay as they are; only words in a language that had none may "
    "be added. Make a copy to ask something else."
)

WAVES = {
    Wave.BEFORE: _("Before"),
    Wave.AFTER: _("After"),
    Wave.MONTHS_3: _("After 3 months"),
    Wave.MONTHS_12: _("After 12 months"),
    Wave.ONCE: _("Answers"),
}
