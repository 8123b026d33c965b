"""Quizzes on paper: two people read each sheet, and what they agree on takes the one tail."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from assessments.actions import BankTooSmall, publish_question
from assessments.models import Answer, Attempt, Question, Quiz
from assessments.paper import queries as printing
from assessments.paper.grids import grid
from assessments.paper.marks import BadMark
from learning.actions import submit_quiz
from learning.actions.paper import (
    AlreadyTyped,
    NothingDiffers,
    OwnReading,
    PaperIdTaken,
    PaperPlan,
    TypedByYou,
    TypedTwice,
    add_sheets,
    make_paper,
    settle,
    type_again,
    type_sheet,
    undo_paper,
)
from learning.completion import State
from learning.models import PaperCorrection, PaperEntry, PaperQuiz, PaperSheet, PaperTally, Progress, Record
from learning.queries.paper import SheetState, differences, papers, sheets, tallies, without_sheet
from tests import factories
from tests.factories import NOW
from tests.learning.actions.test_study import at_once
from tests.learning.conftest import small_class

MADE, ONCE, DIFFERS, COUNTED = SheetState
SLIP = PaperCorrection.Reason.TYPED


@pytest.fixture
def second(small):
    person = factories.staff(email="second@example.org", name="Second")
    small.cohort.instructors.add(person)
    return person


@pytest.fixture
def third():
    return factories.staff(email="third@example.org", name="Third")


@pytest.fixture
def plan(small) -> PaperPlan:
    return PaperPlan(small.contract.translation_key, "a3", "en", "JO")


@pytest.fixture
def make(small, plan):
    def one(paper_id: uuid.UUID | None = None, **values) -> PaperQuiz:
        return make_paper(
            paper_id=paper_id or uuid.uuid4(), cohort=small.cohort, plan=replace(plan, **values), by=small.instructor,
            now=NOW,
        )  # fmt: skip

    return one


@pytest.fixture
def paper(make) -> PaperQuiz:
    return make()


@pytest.fixture
def sheet(paper) -> PaperSheet:
    return paper.sheets.get()


def read(paper: PaperQuiz, *, right: bool = True, **marks: str) -> dict[int, list[str]]:
    """What stands on a sheet: of each question the right or a wrong letter, but for those given by number."""
    typed = {}
    for number, (version, question) in enumerate(printing.asked(paper.versions).items(), start=1):
        letters = grid(question, seed=paper.pk).letters
        mark = next(sign for sign, key in letters.items() if (key in question.right_keys) == right)
        typed[version] = [marks.get(f"q{number}", mark)]
    return typed


def keyed(sheet: PaperSheet, by, now=NOW, **marks) -> SheetState:
    return type_sheet(sheet=sheet, typed=read(sheet.paper, **marks), by=by, now=now)


def test_a_booklet_has_a_sheet_for_each_person(small, make):
    other = small.classmate(name="Amina Noor")
    small.classmate(name="Goes elsewhere", destination="QA")
    paper = make()
    assert [(one.number, one.enrolment.learner) for one in paper.sheets.all()] == [(1, other), (2, small.learner)]
    assert (len(paper.versions), paper.pass_mark, paper.origin, paper.anonymous) == (2, 75, "PH", False)


def test_the_same_form_twice_makes_one_booklet(make):
    paper_id = uuid.uuid4()
    assert make(paper_id) == make(paper_id)
    assert (PaperQuiz.objects.count(), PaperSheet.objects.count()) == (1, 1)


def test_an_id_of_another_class_is_refused(small, plan, paper):
    elsewhere = factories.cohort(small.course, small.instructor)
    with pytest.raises(PaperIdTaken):
        make_paper(paper_id=paper.pk, cohort=elsewhere, plan=plan, by=small.instructor, now=NOW)


def test_questions_that_paper_cannot_carry_are_not_drawn(small, make):
    for key in ("hopes", "dreams"):
        publish_question(Question.objects.create(key=key, kind="reflection", stem="?", topic_id=topic()), now=NOW)
    kinds = {question.kind for paper in [make() for _each in range(5)] for question in printed(paper)}
    assert kinds == {"single"}


def topic() -> int:
    return factories.TopicFactory().pk


def printed(paper: PaperQuiz):
    return printing.asked(paper.versions).values()


def test_an_empty_bank_is_told_and_nothing_made(make):
    Question.objects.update(retired_at=NOW)
    with pytest.raises(BankTooSmall):
        make()
    assert not PaperQuiz.objects.exists()


def test_who_joins_later_gets_a_sheet_once(small, paper):
    late = small.classmate(name="Late")
    assert [one.learner for one in without_sheet(paper)] == [late]
    assert (add_sheets(paper=paper), add_sheets(paper=paper)) == (1, 0)
    assert paper.sheets.last().enrolment.learner == late


def test_a_sheet_that_went_with_its_person_leaves_its_number_to_nobody(small, paper):
    small.classmate(name="Late")
    add_sheets(paper=paper)
    paper.sheets.first().delete()
    small.learner.enrolments.get().delete()
    small.classmate(name="Later")
    assert add_sheets(paper=paper) == 1
    assert [sheet.number for sheet in paper.sheets.all()] == [2, 3]


def test_what_one_person_typed_does_not_count(small, sheet):
    assert keyed(sheet, small.instructor) is ONCE
    assert not Attempt.objects.exists()


def test_what_two_agree_on_becomes_an_attempt_that_counts(small, paper, sheet, second):
    small.read(*small.lessons(small.contract))
    assert (keyed(sheet, small.instructor), keyed(sheet, second)) == (ONCE, COUNTED)
    attempt = Attempt.objects.get()
    assert (attempt.pk, attempt.person, attempt.passed, attempt.versions) == (
        sheet.attempt_id, small.learner.user, True, paper.versions,
    )  # fmt: skip
    assert Answer.objects.filter(attempt=attempt).count() == 2
    assert Record.objects.get(verb="quiz_submitted").pk == attempt.pk
    assert Progress.objects.get(node=small.contract.translation_key).is_done
    assert set(PaperEntry.objects.values_list("entered_by", flat=True)) == {small.instructor.pk, second.pk}
    assert [entry.marks for entry in PaperEntry.objects.all()] == [{}, {}]


def test_a_final_test_on_paper_completes_the_course(small, make, second):
    small.read(*small.lessons())
    small.pass_quiz(small.contract.translation_key)
    sheet = make(placement=small.course.translation_key, quiz="final").sheets.get()
    assert (keyed(sheet, small.instructor), keyed(sheet, second)) == (ONCE, COUNTED)
    assert Progress.objects.get(kind="course").is_done


def test_sending_again_changes_nothing(small, sheet, second):
    assert [keyed(sheet, small.instructor), keyed(sheet, small.instructor)] == [ONCE, ONCE]
    assert [keyed(sheet, second), keyed(sheet, second)] == [COUNTED, COUNTED]
    assert keyed(sheet, small.instructor) is COUNTED
    assert (Attempt.objects.count(), PaperEntry.objects.count()) == (1, 2)


def test_one_person_is_not_two(small, sheet):
    keyed(sheet, small.instructor)
    with pytest.raises(TypedByYou):
        keyed(sheet, small.instructor, right=False)
    assert PaperEntry.objects.count() == 1


def test_a_third_person_does_not_type(small, sheet, second, third):
    keyed(sheet, small.instructor)
    keyed(sheet, second, right=False)
    with pytest.raises(TypedTwice):
        keyed(sheet, third)


def test_nothing_marked_and_cannot_read_count_as_not_sure_and_yet_differ(small, sheet, second):
    keyed(sheet, small.instructor, q1="", q2="?")
    assert keyed(sheet, second, q1="", q2="") is DIFFERS
    settle(sheet=sheet, chosen={sheet.paper.versions[1]: 1}, reason=SLIP, by=second, now=NOW)
    assert list(Answer.objects.values_list("response", flat=True)) == [None, None]
    assert Attempt.objects.get().passed is False


def test_a_letter_the_sheet_does_not_have_is_refused_and_nothing_kept(small, sheet):
    with pytest.raises(BadMark):
        keyed(sheet, small.instructor, q1="Z")
    assert not PaperEntry.objects.exists()


def test_where_two_differ_nothing_counts_until_it_is_put_right_with_a_reason(small, paper, sheet, second, third):
    keyed(sheet, small.instructor)
    assert keyed(sheet, second, q1="?") is DIFFERS
    [difference] = differences(sheet, language="en")
    assert (difference.printed.number, difference.second) == (1, ("?",))
    assert settle(sheet=sheet, chosen={}, reason=SLIP, by=third, now=NOW) is DIFFERS
    assert settle(sheet=sheet, chosen={paper.versions[0]: 1}, reason=SLIP, by=third, now=NOW) is COUNTED
    correction = PaperCorrection.objects.get()
    assert (correction.entry.entered_by, correction.was, correction.becomes, correction.reason, correction.by) == (
        second, ["?"], list(difference.first), "typed", third,
    )  # fmt: skip
    assert Attempt.objects.get().passed


def test_nobody_puts_her_own_reading_in_the_place_of_the_others(small, paper, sheet, second):
    keyed(sheet, small.instructor)
    keyed(sheet, second, q1="?")
    with pytest.raises(OwnReading):
        settle(sheet=sheet, chosen={paper.versions[0]: 1}, reason=SLIP, by=small.instructor, now=NOW)
    assert settle(sheet=sheet, chosen={paper.versions[0]: 1}, reason=SLIP, by=second, now=NOW) is COUNTED
    assert settle(sheet=sheet, chosen={paper.versions[0]: 2}, reason=SLIP, by=second, now=NOW) is COUNTED
    assert PaperCorrection.objects.count() == 1


def test_where_both_are_wrong_two_type_it_anew(small, sheet, second):
    with pytest.raises(NothingDiffers):
        type_again(sheet=sheet, by=second, now=NOW)
    keyed(sheet, small.instructor, q1="?")
    keyed(sheet, second, right=False)
    type_again(sheet=sheet, by=second, now=NOW)
    assert (keyed(sheet, small.instructor), keyed(sheet, second)) == (ONCE, COUNTED)


def test_an_open_attempt_on_her_phone_stays_open_and_hers(small, sheet, second):
    online = small.attempt(small.contract.translation_key)
    keyed(sheet, small.instructor, right=False)
    keyed(sheet, second, right=False)
    online.refresh_from_db()
    assert (online.submitted_at, Attempt.objects.count()) == (None, 2)
    later = submit_quiz(attempt=online, now=NOW + timedelta(hours=1))
    assert later.progress.module(small.contract.translation_key).state is State.BEGUN
    assert Attempt.objects.submitted().count() == 2


def test_versions_stay_those_that_were_printed(small, paper, sheet, second):
    for question in Question.objects.all():
        question.stem_en = "Asked otherwise?"
        question.save()
        publish_question(question, now=NOW)
    Quiz.objects.update(pass_mark=100)
    keyed(sheet, small.instructor)
    keyed(sheet, second)
    attempt = Attempt.objects.get()
    assert (attempt.versions, attempt.pass_mark) == (paper.versions, 75)


def test_sheets_without_names_leave_counts_and_nothing_else(small, make, second):
    paper = make(sheets=3)
    first, other, _left = paper.sheets.all()
    for one, right in ((first, True), (other, False)):
        keyed(one, small.instructor, right=right)
        assert keyed(one, second, right=right) is COUNTED
    assert not Attempt.objects.exists()
    assert not Record.objects.exists()
    assert [entry.marks for entry in PaperEntry.objects.all()] == [{}] * 4
    lines = tallies(paper, language="en")
    assert [(line.right, line.total, line.not_sure) for line in lines] == [(1, 2, 0)] * 2
    assert [sum(number for _letter, number in line.letters) for line in lines] == [2, 2]
    assert keyed(first, second) is COUNTED
    assert PaperTally.objects.filter(answer="right").first().count == 1


def test_a_booklet_is_taken_back_while_nobody_typed(small, make):
    paper = make()
    undo_paper(paper=paper)
    undo_paper(paper=paper)
    assert not PaperSheet.objects.exists()
    kept = make()
    keyed(kept.sheets.get(), small.instructor)
    with pytest.raises(AlreadyTyped):
        undo_paper(paper=kept)


def test_the_page_tells_how_far_each_sheet_is(small, make, second):
    for name in ("A", "B", "C"):
        small.classmate(name=name)
    paper = make()
    one, two, three, _four = paper.sheets.all()
    keyed(one, small.instructor)
    for sheet, marks in ((two, {}), (three, {"q1": "?"})):
        keyed(sheet, small.instructor)
        keyed(sheet, second, **marks)
    [line] = papers(small.cohort, language="en")
    assert line.states == {ONCE: 1, COUNTED: 1, DIFFERS: 1, MADE: 1}
    assert [(each.state, each.mine, each.waits) for each in sheets(paper, by=second)] == [
        (ONCE, False, True), (COUNTED, True, False), (DIFFERS, True, False), (MADE, False, True),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 12])
def test_a_sheet_takes_as_many_queries_in_a_long_quiz(small, make, second, count, django_assert_max_num_queries):
    for _each in range(count):
        publish_question(factories.QuestionFactory(), now=NOW)
    small.quizzes[small.contract.translation_key].parts.update(count=count)
    sheet = make().sheets.get()
    with django_assert_max_num_queries(12):
        keyed(sheet, small.instructor)
    with django_assert_max_num_queries(60):
        keyed(sheet, second)


# ── In real transactions ─────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db(transaction=True)
def test_two_people_who_send_at_the_same_moment_make_one_attempt():
    small = small_class()
    second = factories.staff(email="second@example.org", name="Second")
    plan = PaperPlan(small.contract.translation_key, "a3", "en", "JO")
    paper = make_paper(paper_id=uuid.uuid4(), cohort=small.cohort, plan=plan, by=small.instructor, now=NOW)
    sheet = paper.sheets.get()
    states = at_once(lambda by: keyed(sheet, by), [small.instructor, second, small.instructor, second])
    assert (COUNTED in states, PaperEntry.objects.count(), Attempt.objects.count()) == (True, 2, 1)
