"""What the demo's classes did in their rooms: a quiz on paper that is half typed, and questions put to everyone."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from assessments.paper import queries as printing
from assessments.paper.marks import CANNOT_READ, NO_MARK
from core.models import Topic
from courses import queries
from demo import streams
from learning.actions.live import answer_live, begin_live, count_card, next_live, show_live
from learning.actions.paper import PaperPlan, make_paper, type_sheet
from learning.models import Cohort, PaperQuiz
from learning.queries.live import live_questions

Raw = dict[str, Any]
BEFORE = timedelta(days=1)


def meet(cohort: Cohort, raw: Raw, *, by: User, now: datetime) -> None:
    """What the content says of this class: ``paper``, ``live``, both or neither."""
    if "paper" in raw:
        _give_paper(cohort, raw["paper"], by=by, now=now)
    if "live" in raw:
        _ask_everyone(cohort, raw["live"], now=now)


def _give_paper(cohort: Cohort, raw: Raw, *, by: User, now: datetime) -> None:
    """A booklet for everyone who goes one way. ``typed`` says by name who has been typed how far."""
    course = queries.outline(cohort.course.translation_key, "en")
    module = next(module for module in course.modules if module.slug == raw["module"])
    plan = PaperPlan(module.key, module.quiz, raw["language"], raw["to"])
    paper_id = streams.stable_id("paper", cohort.code)
    paper = make_paper(paper_id=paper_id, cohort=cohort, plan=plan, by=by, now=now - BEFORE)
    second = User.objects.get(username=raw["second"])
    for sheet in paper.sheets.select_related("enrolment__learner__user"):
        how = raw["typed"].get(sheet.enrolment.learner.user.name, "") if sheet.enrolment else ""
        marks = _marks(paper, luck=random.Random(sheet.code))  # noqa: S311 -- play, not secrecy
        if how:
            type_sheet(sheet=sheet, typed=marks, by=by, now=now)
        if how in {"twice", "differing"}:
            type_sheet(sheet=sheet, typed=marks if how == "twice" else _misread(marks), by=second, now=now)


def _marks(paper: PaperQuiz, *, luck: random.Random) -> dict[int, list[str]]:
    """What stands on a sheet: nearly all of it right, and now and then nothing."""
    key = printing.key(paper.versions, seed=paper.pk, language=paper.language)
    return {
        line.printed.version_id: list(line.marks) if luck.random() < 0.9 else [NO_MARK for _mark in line.marks]
        for line in key
    }


def _misread(marks: Mapping[int, list[str]]) -> dict[int, list[str]]:
    """The same sheet in other eyes: its first mark is too faint, or where it has none, a stain looks like one."""
    first = next((version for version, lines in marks.items() if any(lines)), next(iter(marks)))
    return {**marks, first: [CANNOT_READ for _mark in marks[first]]}


def _ask_everyone(cohort: Cohort, raw: Raw, *, now: datetime) -> None:
    """A round that was asked to its end. Who has no phone raises a card."""
    form_id = streams.stable_id("live", cohort.code)
    topic = Topic.objects.get(code=raw["topic"])
    live = begin_live(form_id=form_id, cohort=cohort, source=topic, count=raw["questions"], now=now - BEFORE)
    if live.closed_at:
        return
    for number, (version, asked) in enumerate(live_questions(live).items(), start=1):
        luck = random.Random(f"{live.pk}/{number}")  # noqa: S311 -- play, not secrecy
        for person in range(raw["phones"] + raw["cards"]):
            choice = luck.choice(sorted(asked.right_keys if luck.random() < 0.7 else asked.option_keys))
            if person < raw["phones"]:
                answer_live(live=live, version=version, token=f"demo-{person}", raw=choice)
            else:
                count_card(live=live, version=version, choice=choice, by=1)
        show_live(live=live, number=number, now=now - BEFORE)
        next_live(live=live, number=number, now=now - BEFORE)
