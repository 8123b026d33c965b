"""Two entries of one person become one, and two again."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.actions import make_card, read_card, reset_pin, sign_in
from accounts.models import AccessLog, Role, User
from assessments.models import Attempt
from certificates.models import Certificate, CertificateRule
from learning import queries
from learning.actions import (
    Mark,
    WentIntoAnother,
    add_session,
    join_again,
    mark_attendance,
    readmit,
    submit_quiz,
    withdraw,
)
from learning.actions.counting import Part, exempt
from learning.actions.merging import KINDS, MergedBefore, NotTwoTrainees, SamePerson, merge, part
from learning.actions.paper import PaperPlan, make_paper
from learning.actions.taught import count_taught, name_modules
from learning.keeping import everything_about
from learning.models import (
    Attendance,
    Bookmark,
    ClassSession,
    Enrolment,
    Exemption,
    Learner,
    Merge,
    Progress,
    Record,
    WaitingPlace,
)
from tests import factories
from tests.factories import NOW
from tests.learning.conftest import SmallClass
from tests.learning.practising import checklist, watch
from tests.learning.test_keeping import NOT_HERS, models_about_her

LATER = NOW + timedelta(days=1)

# What stays with the entry that goes, or goes along with something that is moved.
GOES_ALONG = {
    "accounts.User": "the account stays, and leads into the other",
    "accounts.SignInCard": "the card of the entry that went opens the other",
    "assessments.Answer": "goes along with its attempt",
    "learning.Attendance": "goes along with the place, or is joined",
    "learning.Learner": "each is its own",
    "learning.Merge": "a chain: the first leads on",
    "learning.PaperCorrection": "goes along with its sheet",
    "learning.PaperEntry": "goes along with its sheet",
    "learning.PaperSheet": "goes along with the place, or is joined",
    "learning.RosterRow": "says what a list said",
}


def test_every_model_that_leads_to_her_goes_along_or_stays_for_a_reason():
    known = {kind.name for kind in KINDS} | GOES_ALONG.keys() | NOT_HERS.keys()
    assert {model._meta.label for model in models_about_her()} - known == set()


@pytest.fixture
def officer(small: SmallClass):
    return factories.staff(Role.PROGRAMME_OFFICER, organisation=small.cohort.centre, email="officer@example.org")


@pytest.fixture
def evening(small: SmallClass):
    return factories.cohort(small.course, small.instructor, title="Evening class")


def put_together(small: SmallClass, gone: Learner, officer, *, now=LATER) -> Merge:
    return merge(kept=small.learner, gone=gone, reason="One passport", by=officer, now=now)


def owned(learner: Learner) -> dict[str, int]:
    """How many rows of each kind are hers."""
    found = {
        kind.name: kind.model._default_manager.filter(
            **{kind.owner: learner.pk if kind.owner == "learner" else learner.user_id}
        ).count()
        for kind in KINDS
    }
    return {name: count for name, count in found.items() if count}


def test_what_was_done_under_either_name_counts_together(small, evening, officer):
    CertificateRule.objects.create(course=small.course.translation_key, title="Ready", hours=Decimal(6))
    gone = factories.learner(evening, name="Santos Maria")
    small.read(*small.lessons(small.contract))
    small.read(*small.lessons(small.helping, small.overlay), by=gone)
    small.pass_quiz(small.contract.translation_key, by=gone)
    small.pass_quiz(small.course.translation_key)
    put_together(small, gone, officer)
    course = Progress.objects.get(learner=small.learner, kind=Progress.Kind.COURSE)
    assert course.done_at == LATER
    assert Certificate.objects.get().person == small.learner.user
    assert {name: count for name, count in owned(gone).items() if name != "learning.Progress"} == {}
    assert small.learner.enrolments.count() == 2


def test_everything_goes_along_and_comes_back(small, evening, officer):
    gone = factories.learner(evening, name="Santos Maria")
    small.read(*small.lessons(small.contract), by=gone)
    small.attempt(small.contract.translation_key, by=gone)
    small.pass_quiz(small.course.translation_key, by=gone)
    watch(small, checklist(small.quizzes[small.contract.translation_key]), by=gone)
    lesson = small.lessons()[0]
    Bookmark.objects.create(learner=gone, module=lesson, lesson=lesson, path="/en/", at=NOW)
    WaitingPlace.objects.create(learner=gone, cohort=small.cohort, asked_at=NOW)
    exempt(form_id=uuid.uuid4(), learner=gone, part=Part(small.helping.translation_key), reason="", by=officer, now=NOW)
    before = owned(gone), owned(small.learner)
    assert {"assessments.Attempt": 2, "assessments.Observation": 1, "learning.Bookmark": 1}.items() <= before[0].items()
    made = put_together(small, gone, officer)
    assert owned(gone) == {}
    part(merge=made, reason="Two sisters", by=officer, now=LATER)
    back = owned(gone), owned(small.learner)
    # What the merger itself made of it stays with the entry that was kept.
    assert back[0] == before[0]
    assert {name: count for name, count in back[1].items() if name != "learning.Progress"} == {
        name: count for name, count in before[1].items() if name != "learning.Progress"
    }
    assert not Merge.objects.exists()
    assert [log.verb for log in AccessLog.objects.filter(verb__startswith="people").order_by("pk")] == [
        "people_merged", "people_parted",
    ]  # fmt: skip


def test_of_what_there_can_be_one_each_keeps_hers(small, officer):
    """An open try, a bookmark, a live certificate: none is thrown away."""
    CertificateRule.objects.create(course=small.course.translation_key, title="Ready", hours=Decimal(6))
    gone = small.classmate()
    for one in (small.learner, gone):
        small.finish(by=one)
        small.attempt(small.contract.translation_key, by=one)
    put_together(small, gone, officer)
    assert Certificate.objects.filter(person=gone.user).count() == 1
    assert Attempt.objects.filter(person=gone.user, submitted_at=None).count() == 1
    assert Attempt.objects.filter(person=small.learner.user).count() == 5
    assert everything_about(small.learner)["left_with_other_entries"][0]["certificates"] != []


# ── In one class under two names ─────────────────────────────────────────────────────────────────


@pytest.fixture
def twice(small: SmallClass) -> Learner:
    return small.classmate(name="Santos Maria")


def attend(small: SmallClass, marks: dict[Learner, int], *, day: int = 0):
    session = add_session(cohort=small.cohort, starts_at=NOW + timedelta(days=day), minutes=90, topic="")
    given = {
        one.enrolments.get(cohort=small.cohort).pk: Mark("present" if minutes else "absent", minutes)
        for one, minutes in marks.items()
    }
    mark_attendance(marking=uuid.uuid4(), session=session, marks=given, by=small.instructor, now=NOW)
    return session


def marks_of(learner: Learner) -> list[tuple[str, int]]:
    rows = Attendance.objects.filter(enrolment__learner=learner).order_by("session__starts_at")
    return list(rows.values_list("state", "minutes"))


def test_the_better_of_two_marks_counts_and_all_comes_back(small, twice, officer):
    attend(small, {small.learner: 0, twice: 90})
    attend(small, {small.learner: 60, twice: 0}, day=1)
    attend(small, {twice: 30}, day=2)
    before = marks_of(small.learner), marks_of(twice)
    made = put_together(small, twice, officer)
    assert marks_of(small.learner) == [("present", 90), ("present", 60), ("present", 30)]
    assert [row.withdrawn_because for row in twice.enrolments.all()] == ["mistake"]
    part(merge=made, reason="Two sisters", by=officer, now=LATER)
    assert (marks_of(small.learner), marks_of(twice)) == before
    assert twice.enrolments.active().exists()


def test_a_mark_put_right_since_is_left_alone_when_they_are_parted(small, twice, officer):
    session = attend(small, {small.learner: 0, twice: 90})
    made = put_together(small, twice, officer)
    attend(small, {small.learner: 45})
    part(merge=made, reason="Two sisters", by=officer, now=LATER)
    assert session.attendance.get(enrolment__learner=small.learner).minutes == 45


def test_who_is_in_the_class_under_either_name_is_in_it(small, twice, officer):
    place = small.learner.enrolments.get()
    withdraw(enrolment=place, because="own_choice", by=small.instructor, now=NOW)
    made = put_together(small, twice, officer)
    place.refresh_from_db()
    assert place.withdrawn_at is None
    part(merge=made, reason="Two sisters", by=officer, now=LATER)
    place.refresh_from_db()
    assert (place.withdrawn_at, place.withdrawn_because) == (NOW, "own_choice")


def test_a_place_she_had_left_stays_left(small, twice, officer):
    other = twice.enrolments.get()
    withdraw(enrolment=other, because="own_choice", by=small.instructor, now=NOW)
    put_together(small, twice, officer)
    other.refresh_from_db()
    assert (other.withdrawn_at, other.withdrawn_because) == (NOW, "own_choice")


def test_sheets_on_paper_go_along_where_she_has_none_of_that_booklet(small, officer):
    def paper():
        plan = PaperPlan(small.contract.translation_key, "a3", "en", "JO")
        return make_paper(paper_id=uuid.uuid4(), cohort=small.cohort, plan=plan, by=small.instructor, now=NOW)

    paper()
    twice = small.classmate(name="Santos Maria")
    both = paper()
    withdraw(enrolment=small.learner.enrolments.get(), because="own_choice", by=small.instructor, now=NOW)
    hers = paper()
    readmit(enrolment=small.learner.enrolments.get(), by=small.instructor, now=NOW)
    made = put_together(small, twice, officer)
    assert [each.sheets.get(enrolment__learner=small.learner).paper for each in (both, hers)] == [both, hers]
    part(merge=made, reason="Two sisters", by=officer, now=LATER)
    assert hers.sheets.filter(enrolment__learner=twice).exists()


def test_the_list_of_the_class_names_her_once(small, twice, officer):
    put_together(small, twice, officer)
    roster = queries.roster(small.cohort, language="en", now=LATER)
    assert [row.enrolment.learner for row in roster.rows] == [small.learner]
    assert roster.withdrawn == ()


# ── Her account ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def secrets(small: SmallClass, twice: Learner) -> tuple[str, str]:
    """PIN and card of the entry that will go."""
    pin = reset_pin(user=twice.user, by=small.instructor, now=NOW)
    return pin, make_card(user=twice.user, by=small.instructor, now=NOW)


def doors(twice: Learner, secrets: tuple[str, str]) -> list[User | None]:
    pin, card = secrets
    by_pin = sign_in(username=twice.user.username, secret=pin, address="", now=LATER).user
    return [by_pin, read_card(token=card).user]


def test_code_and_card_of_either_open_the_one_that_stays(small, twice, officer, secrets):
    made = put_together(small, twice, officer)
    assert doors(twice, secrets) == [small.learner.user, small.learner.user]
    part(merge=made, reason="Two sisters", by=officer, now=LATER)
    assert doors(twice, secrets) == [twice.user, twice.user]


@pytest.mark.parametrize("kept", [{"locked_at": NOW}, {"is_active": False}])
def test_an_account_that_rests_is_not_opened_by_the_code_of_another(small, twice, officer, secrets, kept):
    put_together(small, twice, officer)
    User.objects.filter(pk=small.learner.user_id).update(**kept)
    assert doors(twice, secrets) == [None, None]


def test_a_new_pin_and_a_new_card_close_the_doors_of_both(small, twice, officer, secrets):
    """Who holds the old card, or knows the old PIN, is outside then."""
    made = put_together(small, twice, officer)
    pin = reset_pin(user=small.learner.user, by=small.instructor, now=LATER)
    card = make_card(user=small.learner.user, by=small.instructor, now=LATER)
    assert doors(twice, secrets) == [None, None]
    assert doors(twice, (pin, card)) == [small.learner.user, small.learner.user]
    part(merge=made, reason="Two sisters", by=officer, now=LATER)
    assert doors(twice, (pin, card))[0] is None


def test_sessions_of_the_entry_that_goes_end(small, twice, officer, client):
    client.force_login(twice.user)
    put_together(small, twice, officer)
    assert client.get("/me/").headers["Location"].startswith("/sign-in/")


def test_one_entry_after_another_leads_to_the_last(small, twice, officer, secrets):
    put_together(small, twice, officer)
    third = small.classmate()
    second = merge(kept=third, gone=small.learner, reason="Again", by=officer, now=LATER)
    assert doors(twice, secrets) == [third.user, third.user]
    with pytest.raises(MergedBefore):
        part(merge=Merge.objects.get(gone=twice), reason="No", by=officer, now=LATER)
    part(merge=second, reason="No", by=officer, now=LATER)
    assert doors(twice, secrets) == [small.learner.user, small.learner.user]


# ── What is refused ──────────────────────────────────────────────────────────────────────────────


def test_one_entry_is_not_put_together_with_itself_nor_twice(small, twice, officer):
    with pytest.raises(SamePerson):
        put_together(small, small.learner, officer)
    assert put_together(small, twice, officer) == put_together(small, twice, officer)
    with pytest.raises(MergedBefore):
        merge(kept=small.classmate(), gone=twice, reason="", by=officer, now=LATER)
    with pytest.raises(MergedBefore):
        merge(kept=twice, gone=small.classmate(), reason="", by=officer, now=LATER)


@pytest.mark.parametrize("staff", ["kept", "gone"])
def test_a_learner_code_never_opens_an_account_of_staff(small, twice, officer, staff):
    who = {"kept": small.learner, "gone": twice}[staff]
    User.objects.filter(pk=who.user_id).update(email="staff@example.org")
    with pytest.raises(NotTwoTrainees):
        put_together(small, twice, officer)
    assert Record.objects.filter(learner=twice).count() == 0


# ── What is known of her ─────────────────────────────────────────────────────────────────────────


def test_what_only_the_other_entry_said_is_taken_over_and_given_back(small, twice, officer):
    Learner.objects.filter(pk=small.learner.pk).update(birth_year=None, consented_at=None, notice_version="")
    Learner.objects.filter(pk=twice.pk).update(phone="+63 1", departs_on=date(2026, 12, 3))
    made = put_together(small, twice, officer)
    values = ("birth_year", "phone", "departs_on", "consented_at", "notice_version")
    hers = Learner.objects.filter(pk=small.learner.pk)
    assert hers.values_list(*values).get() == (1998, "+63 1", date(2026, 12, 3), NOW, "2026-11")
    hers.update(phone="+63 2")
    part(merge=made, reason="Two sisters", by=officer, now=LATER)
    assert hers.values_list(*values).get() == (None, "+63 2", None, None, "")


def test_what_either_had_done_first_is_since_then_and_goes_back(small, twice, officer):
    lesson = small.lessons(small.helping)[0]
    small.read(lesson, by=twice, now=NOW)
    small.read(lesson, now=LATER)
    made = put_together(small, twice, officer)
    hers = Progress.objects.get(learner=small.learner, node=lesson)
    assert hers.done_at == NOW
    part(merge=made, reason="Two sisters", by=officer, now=LATER)
    hers.refresh_from_db()
    assert hers.done_at == LATER


def test_her_file_names_both_entries_and_what_stayed_with_the_other(small, twice, officer):
    small.read(small.lessons(small.helping)[0], by=twice)
    put_together(small, twice, officer)
    kept = everything_about(small.learner)
    assert [row["reason"] for row in kept["entries_made_one"]] == ["One passport"]
    [left] = kept["left_with_other_entries"]
    assert (left["learner_code"], [row["cohort__code"] for row in left["classes"]]) == (
        twice.user.username, [small.cohort.code],
    )  # fmt: skip
    assert kept["records"][0]["node"] == str(small.lessons(small.helping)[0])


def test_she_joins_a_class_again_under_the_entry_that_stays(small, twice, evening, officer):
    put_together(small, twice, officer)
    join_again(learner=small.learner, cohort=evening, now=LATER)
    assert list(Enrolment.objects.active().values_list("learner", flat=True)) == [small.learner.pk] * 2


def test_under_no_name_does_she_wait_where_she_has_a_place(small, evening, officer):
    """Nor twice in one line; parted, each waits as before."""
    night = factories.cohort(small.course, small.instructor, title="Night class")
    gone = factories.learner(evening)
    waits = [(evening, small.learner), (small.cohort, gone), (night, small.learner), (night, gone)]
    for cohort, learner in waits:
        WaitingPlace.objects.create(cohort=cohort, learner=learner, asked_at=NOW)
    made = put_together(small, gone, officer)
    assert list(WaitingPlace.objects.values_list("cohort", "learner")) == [(night.pk, small.learner.pk)]
    part(merge=Merge.objects.get(pk=made.pk), reason="Two sisters", by=officer, now=LATER)
    found = set(WaitingPlace.objects.values_list("cohort", "learner", "asked_at"))
    assert found == {(cohort.pk, learner.pk, NOW) for cohort, learner in waits}


def test_an_entry_that_went_is_not_taken_back_into_the_class(small, twice, officer):
    put_together(small, twice, officer)
    with pytest.raises(WentIntoAnother):
        readmit(enrolment=twice.enrolments.get(), by=small.instructor, now=LATER)


def test_a_roll_call_counts_her_once(small, twice, officer):
    session = attend(small, {small.learner: 30, twice: 60})
    put_together(small, twice, officer)
    [line] = queries.roll_with_gone(session)
    assert line.enrolment.learner == small.learner
    [held] = queries.sessions(small.cohort, now=LATER).past
    assert (held.marked, held.there) == (1, 1)


def test_more_is_taught_in_a_session_where_both_had_a_mark(small, twice, officer):
    """The record of the entry that went is the other's now."""
    session = attend(small, {small.learner: 90, twice: 90})
    name_modules(session=session, modules=[small.helping.translation_key], by=small.instructor, now=LATER)
    ClassSession.objects.filter(pk=session.pk).update(closed_at=LATER, closed_by=small.instructor)
    session.refresh_from_db()
    count_taught(session=session, now=LATER)
    put_together(small, twice, officer)
    name_modules(session=session, modules=[small.contract.translation_key], by=small.instructor, now=LATER)
    taught = set(Record.objects.filter(verb="taught").values_list("learner", "node"))
    assert taught == {(small.learner.pk, module.translation_key) for module in (small.helping, small.contract)}


def test_what_she_finished_herself_since_stays_done_when_they_are_parted(small, twice, officer):
    [lesson] = small.lessons(small.helping)
    small.read(small.lessons(small.contract)[0])
    small.read(lesson, by=twice)
    Progress.objects.create(learner=small.learner, kind="lesson", node=lesson, begun_at=NOW)
    made = put_together(small, twice, officer)
    small.read(lesson)
    part(merge=Merge.objects.get(pk=made.pk), reason="Two sisters", by=officer, now=LATER)
    assert small.learner.progress.get(node=lesson).is_done


def test_what_she_does_at_the_moment_when_they_become_one_lands_with_the_entry_that_stays(small, twice, officer):
    """``twice`` is as the request that waits for the lock still has her."""
    attempt = small.attempt(small.contract.translation_key, by=twice)
    [lesson] = small.lessons(small.helping)
    put_together(small, twice, officer)
    small.read(lesson, by=Learner.objects.get(pk=twice.pk))
    submit_quiz(attempt=attempt, now=LATER)
    part_of_course = Part(small.overlay.translation_key, "SA")
    exempt(form_id=uuid.uuid4(), learner=twice, part=part_of_course, reason="Born there", by=officer, now=LATER)
    owners = {*Record.objects.values_list("learner", flat=True), *Exemption.objects.values_list("learner", flat=True)}
    assert owners == {small.learner.pk}
    assert Attempt.objects.get(pk=attempt.pk).person == small.learner.user
