"""The words for what is odd about a question: what it says, and what to do about it."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.analysis import Reason


class Told(NamedTuple):
    """A short name for lists, what the figures say, and what an author can do."""

    name: Promise
    says: Promise
    do: Promise


REASONS = {
    Reason.TOO_FEW: Told(
        _("Too few answers to judge"),
        _("Fewer than 30 answers, or from fewer people than may be told of."),
        _("Wait. Nothing else is judged until then."),
    ),
    Reason.LIKELY_WRONG_KEY: Told(
        _("Perhaps the wrong answer is marked as right"),
        _("Those who do best elsewhere choose an answer that counts as wrong, more than one that counts as right."),
        _("Look first at which answer is marked as right. Then see whether the question can be read in two ways."),
    ),
    Reason.NEGATIVE: Told(
        _("Those who know more get it wrong more often"),
        _("The better somebody does in the rest of the quiz, the worse she does here."),
        _("Look for a wrong answer marked as right, a trick, or words that mislead who thinks further."),
    ),
    Reason.TOO_HARD: Told(
        _("Very hard"),
        _("On average less than 30 per cent of it is right."),
        _("See that the lesson teaches it and that its words are plain. Then make it easier, or retire it."),
    ),
    Reason.TOO_EASY: Told(
        _("Very easy"),
        _("On average more than 95 per cent of it is right."),
        _("It says little about what people learned. Keep it to encourage, or offer mistakes that people really make."),
    ),
    Reason.WEAK: Told(
        _("Hardly tells who knows more"),
        _("Who does well in the rest of the quiz does hardly better here than others."),
        _("Ask one thing only, in plain words, and offer wrong answers that somebody might believe."),
    ),
    Reason.DEAD_DISTRACTOR: Told(
        _("An answer that hardly anybody chooses"),
        _("Fewer than 2 per cent choose it."),
        _("Put a mistake in its place that people really make, or leave it out."),
    ),
}
