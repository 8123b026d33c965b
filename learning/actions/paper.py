"""Quizzes on paper: a booklet and its sheets are made, two people type each sheet, and what they agree on counts."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from accounts.actions import log_access
from accounts.models import User
from assessments.actions import BankTooSmall
from assessments.models import Quiz
from assessments.paper import queries as printing
from assessments.paper.actions import write_down
from assessments.paper.grids import grid
from assessments.paper.marks import counted_as, differing, read_marks, response_of
from assessments.questions import Question
from assessments.responses import parse_response
from courses.overlays import Corridor
from learning import queries
from learning.actions.quizzes import submit_quiz
from learning.models import Cohort, Enrolment, PaperCorrection, PaperEntry, PaperQuiz, PaperSheet, PaperTally
from learning.queries.paper import SheetState, state_of, without_sheet
from learning.sheet_codes import BYTES, sheet_code

MOST_SHEETS = 100
Typed = Mapping[int, Sequence[str]]


@dataclass(frozen=True)
class PaperPlan:
    """What is decided before printing. ``quiz`` is a key; ``sheets`` how many without names, 0 for one a person.

    ``destination`` is for whom the questions are drawn; empty where the class goes nowhere yet.
    """

    placement: uuid.UUID
    quiz: str
    language: str
    destination: str = ""
    sheets: int = 0


class PaperIdTaken(ValueError):
    """The id belongs to a booklet of another class."""


@transaction.atomic
def make_paper(*, paper_id: uuid.UUID, cohort: Cohort, plan: PaperPlan, by: User, now: datetime) -> PaperQuiz:
    """Draw a booklet and make its sheets; the same form sent twice makes one.

    Raises ``PaperIdTaken``, and ``BankTooSmall`` of ``assessments`` where there is nothing that paper can ask.
    """
    # Lock first: two taps can send one form.
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    if there := PaperQuiz.objects.filter(pk=paper_id).first():
        if there.cohort_id != cohort.pk:
            raise PaperIdTaken(str(paper_id))
        return there
    quiz = Quiz.objects.get(key=plan.quiz)
    origin = queries.class_origin(cohort, destination=plan.destination)
    paper = PaperQuiz.objects.create(
        id=paper_id, cohort=cohort, quiz=quiz, placement=plan.placement, language=plan.language, origin=origin,
        destination=plan.destination, versions=_drawn(paper_id, quiz, Corridor(origin, plan.destination), now),
        pass_mark=quiz.pass_mark, anonymous=bool(plan.sheets), made_by=by, made_at=now,
    )  # fmt: skip
    _add(paper, [None] * min(plan.sheets, MOST_SHEETS) if plan.sheets else without_sheet(paper))
    return paper


def _drawn(seed: uuid.UUID, quiz: Quiz, way: Corridor, now: datetime) -> list[int]:
    known, known_at_home = queries.known_facts(way, today=now.date())
    versions = printing.draw(
        quiz,
        seed=seed,
        destination=way.destination,
        origin=way.origin,
        known_facts=known,
        known_origin_facts=known_at_home,
    )
    if not versions:
        raise BankTooSmall(quiz.key)
    return list(versions)


@transaction.atomic
def add_sheets(*, paper: PaperQuiz) -> int:
    """Make sheets for those who joined since; how many. Asking twice is harmless."""
    # Lock first: two taps would make two sheets for one person.
    locked = PaperQuiz.objects.select_for_update().get(pk=paper.pk)
    return 0 if locked.anonymous else _add(locked, without_sheet(locked))


def _add(paper: PaperQuiz, owners: Sequence[Enrolment | None]) -> int:
    last = paper.sheets.aggregate(last=Max("number"))["last"] or 0  # some may be gone
    first = last + 1
    fresh = _free_codes(paper, first, len(owners))
    made = PaperSheet.objects.bulk_create(
        PaperSheet(paper=paper, enrolment=owner, number=number, code=code)
        for number, (owner, code) in enumerate(zip(owners, fresh, strict=True), start=first)
    )
    return len(made)


def _free_codes(paper: PaperQuiz, first: int, count: int) -> list[str]:
    """Codes that follow from the booklet and the number, and that no other sheet has."""
    wanted = {number: _codes(paper, number) for number in range(first, first + count)}
    found: dict[str, int] = {}
    while open_numbers := wanted.keys() - found.values():
        tried = {next(wanted[number]): number for number in sorted(open_numbers)}
        taken = set(PaperSheet.objects.filter(code__in=tried).values_list("code", flat=True)) | found.keys()
        found |= {code: number for code, number in tried.items() if code not in taken}
    return sorted(found, key=lambda code: found[code])


def _codes(paper: PaperQuiz, number: int) -> Iterator[str]:
    turn = 0
    while True:
        yield sheet_code(hashlib.sha256(f"{paper.pk}:{number}:{turn}".encode()).digest()[:BYTES])
        turn += 1


class AlreadyTyped(ValueError):
    """Somebody has typed a sheet of this booklet, so it stays."""


@transaction.atomic
def undo_paper(*, paper: PaperQuiz) -> None:
    """Take a booklet back of which nobody has typed a sheet; twice is harmless. Raises ``AlreadyTyped``."""
    # Lock first: somebody may be sending a sheet now.
    sheets = PaperSheet.objects.select_for_update().filter(paper=paper)
    if PaperEntry.objects.filter(sheet__in=[sheet.pk for sheet in sheets]).exists():
        raise AlreadyTyped(str(paper.pk))
    PaperQuiz.objects.filter(pk=paper.pk).delete()


class TypedByYou(ValueError):
    """This person has typed the sheet before, and otherwise. The second time is for another."""


class TypedTwice(ValueError):
    """Two others have typed this sheet."""


@transaction.atomic
def type_sheet(*, sheet: PaperSheet, typed: Typed, by: User, now: datetime) -> SheetState:
    """Keep what one person read on a sheet. Where a second reads the same, it counts; sent twice changes nothing.

    ``typed`` holds by version a text for each line. Raises ``BadMark``, ``TypedByYou`` and ``TypedTwice``.
    """
    locked, entries = _locked(sheet)
    questions = printing.asked(locked.paper.versions)
    marks = {
        str(version): list(read_marks(question, typed[version], grid=grid(question, seed=locked.paper_id)))
        for version, question in questions.items()
    }
    mine = next((entry for entry in entries if entry.entered_by_id == by.pk), None)
    if mine:
        if locked.counted_at is None and mine.marks != marks:
            raise TypedByYou(locked.code)
        return _state(locked, entries)
    if len(entries) > 1:
        raise TypedTwice(locked.code)
    place = len(entries) + 1
    entry = PaperEntry.objects.create(sheet=locked, place=place, marks=marks, entered_by=by, entered_at=now)
    return _settled(locked, [*entries, entry], questions, now)


class OwnReading(ValueError):
    """Who typed one of the two may take over the other's reading, and not put her own in its place."""


class NothingDiffers(ValueError):
    """Two people have not both typed this sheet, or it is counted."""


@transaction.atomic
def settle(
    *, sheet: PaperSheet, chosen: Mapping[int, int], reason: PaperCorrection.Reason, by: User, now: datetime
) -> SheetState:
    """Put right what was misread: by version the place, 1 or 2, of the entry that is right; the other is corrected.

    Once nothing differs the sheet counts. Questions that do not differ are passed over. Raises ``OwnReading``.
    """
    locked, entries = _locked(sheet)
    if locked.counted_at or len(entries) < 2:
        return _state(locked, entries)
    for key in differing(entries[0].marks, entries[1].marks):
        if place := chosen.get(int(key)):
            _correct(key, entries[place - 1], entries[2 - place], reason, by, now)
    return _settled(locked, entries, printing.asked(locked.paper.versions), now)


def _correct(
    key: str, right: PaperEntry, wrong: PaperEntry, reason: PaperCorrection.Reason, by: User, now: datetime
) -> None:
    if right.entered_by_id == by.pk:
        raise OwnReading(key)
    PaperCorrection.objects.create(
        entry=wrong, version_id=int(key), was=wrong.marks[key], becomes=right.marks[key], reason=reason, by=by, at=now
    )
    wrong.marks = {**wrong.marks, key: right.marks[key]}
    wrong.save(update_fields=["marks"])


@transaction.atomic
def type_again(*, sheet: PaperSheet, by: User, now: datetime) -> None:
    """Where both are wrong: forget what two people read differently, so that two type the sheet anew.

    Raises ``NothingDiffers``.
    """
    locked, entries = _locked(sheet)
    if _state(locked, entries) is not SheetState.DIFFERS:
        raise NothingDiffers(locked.code)
    locked.entries.all().delete()
    log_access(actor=by, verb="paper_typed_again", subject=f"sheet:{locked.code}", purpose="", now=now)


def _locked(sheet: PaperSheet) -> tuple[PaperSheet, list[PaperEntry]]:
    # Lock first: two people can send one sheet at the same moment.
    locked = PaperSheet.objects.select_for_update().get(pk=sheet.pk)
    return locked, list(locked.entries.all())


def _state(sheet: PaperSheet, entries: Sequence[PaperEntry]) -> SheetState:
    return state_of(entries=len(entries), counted_at=sheet.counted_at)


def _settled(
    sheet: PaperSheet, entries: Sequence[PaperEntry], questions: Mapping[int, Question], now: datetime
) -> SheetState:
    """Count the sheet if two agree on all of it."""
    if len(entries) == 2 and not differing(entries[0].marks, entries[1].marks):
        _count(sheet, entries[0].marks, questions, now)
    return _state(sheet, entries)


def _count(sheet: PaperSheet, marks: Mapping[str, list[str]], questions: Mapping[int, Question], now: datetime) -> None:
    responses = {
        version: response_of(question, tuple(marks[str(version)]), grid=grid(question, seed=sheet.paper_id))
        for version, question in questions.items()
    }
    if sheet.enrolment:
        _as_attempt(sheet, sheet.enrolment, responses, now)
    else:
        _as_tally(sheet, responses, questions)
    sheet.entries.update(marks={})  # what counts stands in the attempt or the tally; who typed it stays here
    sheet.counted_at = now
    sheet.save(update_fields=["counted_at"])


def _as_attempt(sheet: PaperSheet, enrolment: Enrolment, responses: Mapping[int, object], now: datetime) -> None:
    paper, learner = sheet.paper, enrolment.learner
    attempt = write_down(
        attempt_id=sheet.attempt_id,
        person=learner.user,
        quiz=paper.quiz,
        placement=paper.placement,
        language=paper.language,
        origin=paper.origin or learner.origin.code,
        destination=paper.destination or learner.destination.code,
        pass_mark=paper.pass_mark,
        responses=responses,
        now=now,
    )
    submit_quiz(attempt=attempt, now=now)


def _as_tally(sheet: PaperSheet, responses: Mapping[int, object], questions: Mapping[int, Question]) -> None:
    """Add to the counts of the class. Nobody's answers stay together, nor what was corrected of them."""
    # Lock first: two sheets can be counted at the same moment.
    paper = PaperQuiz.objects.select_for_update().get(pk=sheet.paper_id)
    counts = Counter({(row.version_id, row.answer): row.count for row in paper.tallies.all()})
    counts.update(_counted(responses, questions))
    PaperTally.objects.bulk_create(
        [
            PaperTally(paper=paper, version_id=version, answer=answer, count=n)
            for (version, answer), n in counts.items()
        ],
        update_conflicts=True,
        unique_fields=["paper", "version", "answer"],
        update_fields=["count"],
    )
    PaperCorrection.objects.filter(entry__sheet=sheet).update(was=[], becomes=[])


def _counted(responses: Mapping[int, object], questions: Mapping[int, Question]) -> Iterable[tuple[int, str]]:
    for version, question in questions.items():
        for answer in counted_as(question, parse_response(question, responses[version])):
            yield version, answer
