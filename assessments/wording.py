"""The words for reasons: what a learner reads of an answer that does not fit, and an author of a faulty question."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assessments.faults import Problem
from assessments.responses import Unfit
from assessments.scoring import Lacking

UNFIT = {
    Unfit.WRONG_SHAPE: _("We could not read this answer. Please choose again."),
    Unfit.NOTHING_CHOSEN: _("Choose an answer, or choose “I'm not sure”."),
    Unfit.UNKNOWN_OPTION: _("We could not read this answer. Please choose again."),
    Unfit.UNKNOWN_PARTNER: _("We could not read this answer. Please choose again."),
    Unfit.UNKNOWN_GAP: _("We could not read this answer. Please choose again."),
    Unfit.CHOSEN_TWICE: _("Two steps have the same number. Give each step its own number."),
    Unfit.NOT_ALL_PLACED: _("Some steps have no number yet. Give each step a number."),
    Unfit.NO_NUMBER: _("We could not read this as a number. Write it with digits, such as 1500."),
}

PROBLEMS = {
    Problem.NO_STEM: _("Write the question in English: other languages fall back to it."),
    Problem.TOO_FEW_ANSWERS: _("Give at least two answers."),
    Problem.EMPTY_ANSWER: _("Every answer needs words in English."),
    Problem.SAME_ANSWER_TWICE: _("Two answers read the same."),
    Problem.NO_RIGHT_ANSWER: _("Mark an answer as right."),
    Problem.SEVERAL_RIGHT_ANSWERS: _("Mark only one answer as right, or choose “Several right answers”."),
    Problem.NOT_TWO_ANSWERS: _("True or false has exactly two answers."),
    Problem.NO_PARTNER: _("Every answer needs what it belongs to, in English."),
    Problem.SAME_PARTNER_TWICE: _("Two answers belong to the same words; she could not tell the pairs apart."),
    Problem.NO_GROUP: _("Every answer needs the group it belongs to, in English."),
    Problem.ONE_GROUP: _("Sorting needs at least two groups."),
    Problem.NO_GAPS: _("Mark each gap in the question with its number in double square brackets, such as [[1]]."),
    Problem.GAP_TWICE: _("Two answers fill the same gap. Only one can be right."),
    Problem.GAPS_DIFFER: _("In each language the question needs exactly the gaps that the answers fill, each once."),
    Problem.NO_NUMBER: _("Write the right number."),
    Problem.TOLERANCE_BELOW_NOUGHT: _("How far an answer may lie beside the right number cannot be less than 0."),
    Problem.NO_SCENE: _("Write what happens in the scene, in English."),
    Problem.NOTHING_TO_HEAR: _("Write what is heard, in English: whoever cannot hear it reads it."),
    Problem.NO_PICTURE: _("Choose the picture on which a place is to be touched."),
    Problem.NO_AREA: _("Every answer needs its place on the picture, and it must lie inside."),
    Problem.ANSWERS_NOT_NEEDED: _("This kind of question takes no answers to choose from. Remove them."),
}

LACKING = {
    Lacking.SCORE_TOO_LOW: _("A few more right answers are needed."),
    Lacking.MISSED_MUST_KNOW: _("Some answers keep you safe. Everyone needs these right before the journey."),
}
