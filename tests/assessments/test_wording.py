from __future__ import annotations

from assessments.faults import Problem
from assessments.responses import Unfit
from assessments.scoring import Lacking
from assessments.wording import LACKING, PROBLEMS, UNFIT


def test_every_reason_has_words():
    assert (set(UNFIT), set(PROBLEMS), set(LACKING)) == (set(Unfit), set(Problem), set(Lacking))
