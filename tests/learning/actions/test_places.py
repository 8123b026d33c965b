"""Places in a class: reasons for leaving, moving to another class, seasons, and waiting for a place."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from accounts.models import AccessLog
from certificates.models import CertificateRule
from courses.models import Origin
from learning import queries
from learning.actions import (
    ClassClosed,
    ClassFull,
    Mark,
    MinimumRecord,
    OtherCourse,
    OthersWait,
    add_session,
    close_class,
    join,
    join_again,
    let_in,
    mark_attendance,
    move,
    readmit,
    set_season,
    stop_waiting,
    wait_to_move,
    withdraw,
)
from learning.models import Enrolment, Learner, Progress, WaitingPlace
from tests import factories
from tests.factories import NOW

SOON = timedelta(minutes=1)


@pytest.fixture
def place(small) -> Enrolment:
    return small.learner.enrolments.get()


@pytest.fixture
def evening(small):
    """Another class of the same course, of the same teacher."""
    return factories.cohort(small.course, small.instructor, title="Evening class")


def come(cohort, name: str, *, after: timedelta = SOON):
    details = MinimumRecord(
        name=name, sex="woman", origin=Origin.objects.get(), destination=cohort.destinations.first(),
        occupation="domestic", language="en",
    )  # fmt: skip
    return join(record_id=uuid.uuid4(), cohort=cohort, details=details, notice_version="2026-11", now=NOW + after)


def full(cohort) -> None:
    cohort.capacity = cohort.enrolments.active().count()
    cohort.save()


# ── Leaving ──────────────────────────────────────────────────────────────────────────────────────


def test_a_reason_is_kept_and_goes_when_she_is_taken_back(small, place):
    withdraw(enrolment=place, because="departed", by=small.instructor, now=NOW)
    place.refresh_from_db()
    assert (place.withdrawn_at, place.withdrawn_because) == (NOW, "departed")
    assert AccessLog.objects.get().purpose == "departed"
    readmit(enrolment=place, by=small.instructor, now=NOW)
    place.refresh_from_db()
    assert (place.withdrawn_at, place.withdrawn_because) == (None, "")


def test_the_first_reason_stands(small, place):
    for because in ("departed", "mistake"):
        withdraw(enrolment=place, because=because, by=small.instructor, now=NOW)
    place.refresh_from_db()
    assert place.withdrawn_because == "departed"


# ── Moving ───────────────────────────────────────────────────────────────────────────────────────


def test_who_moves_keeps_what_she_did_and_why_she_came(small, place, evening):
    small.read(*small.lessons(small.contract))
    set_season(enrolment=place, season="refresher", by=small.instructor, now=NOW)
    moved = move(enrolment=place, to=evening, by=small.instructor, now=NOW)
    place.refresh_from_db()
    assert (place.withdrawn_because, place.moved_to) == ("moved", moved)
    assert (moved.cohort, moved.season, moved.withdrawn_at) == (evening, "refresher", None)
    [study] = queries.studies(small.learner, language="en")
    assert study.cohort == evening
    assert [line.state.value for line in study.progress.modules[0].lessons] == ["done", "done"]


def test_moving_twice_is_harmless_and_can_be_undone(small, place, evening):
    first = move(enrolment=place, to=evening, by=small.instructor, now=NOW)
    assert move(enrolment=place, to=evening, by=small.instructor, now=NOW) == first
    readmit(enrolment=place, by=small.instructor, now=NOW)
    place.refresh_from_db()
    first.refresh_from_db()
    assert (place.withdrawn_at, place.moved_to) == (None, None)
    assert first.withdrawn_because == "mistake"
    assert move(enrolment=place, to=evening, by=small.instructor, now=NOW) == first
    first.refresh_from_db()
    assert first.withdrawn_at is None


def test_nobody_moves_to_another_course_a_full_or_a_closed_class_or_one_that_goes_elsewhere(small, place, evening):
    def refused(to, error):
        with pytest.raises(error):
            move(enrolment=place, to=to, by=small.instructor, now=NOW)

    refused(factories.cohort(factories.course(title="Other"), small.instructor), OtherCourse)
    refused(factories.cohort(small.course, small.instructor, destinations=("QA",)), OtherCourse)
    refused(small.cohort, OtherCourse)
    full(evening)
    refused(evening, ClassFull)
    close_class(cohort=evening, by=small.instructor, now=NOW)
    refused(evening, ClassClosed)
    place.refresh_from_db()
    assert place.withdrawn_at is None


def test_who_waits_for_a_free_place_is_not_passed_by_who_moves(small, place, evening):
    evening.capacity = 1
    evening.save()
    gone = come(evening, "Luz Mendoza").place
    first = come(evening, "Amina Noor", after=2 * SOON).place
    withdraw(enrolment=gone, because="departed", by=small.instructor, now=NOW)
    with pytest.raises(OthersWait):
        move(enrolment=place, to=evening, by=small.instructor, now=NOW)
    let_in(waiting=first, by=small.instructor, now=NOW)
    with pytest.raises(ClassFull):
        move(enrolment=place, to=evening, by=small.instructor, now=NOW)


@pytest.mark.parametrize("taken", [True, False], ids=["full", "another waits"])
def test_a_reason_gives_her_a_place_all_the_same_and_is_written_down(small, place, evening, taken):
    evening.capacity = 1
    evening.save()
    gone = come(evening, "Luz Mendoza").place
    come(evening, "Amina Noor", after=2 * SOON)
    if not taken:
        withdraw(enrolment=gone, because="departed", by=small.instructor, now=NOW)
    why = "She leaves on Friday"
    moved = move(enrolment=place, to=evening, all_the_same=why, by=small.instructor, now=NOW)
    assert [one.cohort for one in small.learner.enrolments.active()] == [evening]
    told = AccessLog.objects.get(verb="placed_all_the_same")
    assert (told.actor, told.subject, told.purpose) == (small.instructor, f"enrolment:{moved.pk}", why)


def test_a_reason_that_is_not_needed_is_not_written_down(small, place, evening):
    move(enrolment=place, to=evening, all_the_same="Just so", by=small.instructor, now=NOW)
    assert not AccessLog.objects.filter(verb="placed_all_the_same").exists()


def test_who_waits_to_move_stays_where_she_is_until_she_has_the_place(small, place, evening):
    gone = come(evening, "Luz Mendoza").place
    full(evening)
    set_season(enrolment=place, season="refresher", by=small.instructor, now=NOW)
    waits = [wait_to_move(enrolment=place, to=evening, by=small.instructor, now=NOW) for _twice in range(2)]
    assert waits[0] == waits[1]
    assert [one.cohort for one in small.learner.enrolments.active()] == [small.cohort]
    withdraw(enrolment=gone, because="departed", by=small.instructor, now=NOW)
    moved = let_in(waiting=waits[0], by=small.instructor, now=NOW)
    place.refresh_from_db()
    assert (place.withdrawn_because, place.moved_to) == ("moved", moved)
    assert (moved.cohort, moved.season) == (evening, "refresher")
    assert not WaitingPlace.objects.exists()


def test_who_left_her_class_while_she_waited_to_move_comes_as_anybody(small, place, evening):
    waits = wait_to_move(enrolment=place, to=evening, by=small.instructor, now=NOW)
    withdraw(enrolment=place, because="own_choice", by=small.instructor, now=NOW)
    let_in(waiting=waits, by=small.instructor, now=NOW)
    place.refresh_from_db()
    assert (place.withdrawn_because, place.moved_to) == ("own_choice", None)
    assert [one.cohort for one in small.learner.enrolments.active()] == [evening]


def test_nobody_waits_to_move_where_she_could_not(small, place, evening):
    with pytest.raises(OtherCourse):
        wait_to_move(enrolment=place, to=small.cohort, by=small.instructor, now=NOW)
    close_class(cohort=evening, by=small.instructor, now=NOW)
    with pytest.raises(ClassClosed):
        wait_to_move(enrolment=place, to=evening, by=small.instructor, now=NOW)


def test_the_hours_of_the_class_she_left_count_on(small, place, evening):
    for cohort in (small.cohort, evening):
        cohort.mode = "venue"
        cohort.save()
    held = [
        add_session(cohort=cohort, starts_at=NOW + timedelta(hours=hours), minutes=60, topic="")
        for cohort, hours in ((small.cohort, -5), (small.cohort, 5), (evening, -5), (evening, 5))
    ]
    mark_attendance(marking=uuid.uuid4(), session=held[0], marks={place.pk: Mark("present", 60)}, by=small.instructor,
                    now=NOW)  # fmt: skip
    moved = move(enrolment=place, to=evening, by=small.instructor, now=NOW)
    later = NOW + timedelta(days=1)
    mark_attendance(marking=uuid.uuid4(), session=held[3], marks={moved.pk: Mark("present", 60)}, by=small.instructor,
                    now=later)  # fmt: skip
    there = queries.attendance_of([moved], now=later)[moved.pk]
    assert (there.present, there.scheduled) == (120, 120)


def test_hours_in_two_classes_make_one_certificate(small, place, evening):
    CertificateRule.objects.create(course=small.course.translation_key, title="A", hours=10, attendance=90)
    for cohort in (small.cohort, evening):
        cohort.mode = "venue"
        cohort.save()
    held = add_session(cohort=small.cohort, starts_at=NOW - timedelta(hours=5), minutes=60, topic="")
    mark_attendance(marking=uuid.uuid4(), session=held, marks={place.pk: Mark("present", 60)}, by=small.instructor,
                    now=NOW)  # fmt: skip
    move(enrolment=place, to=evening, by=small.instructor, now=NOW)
    assert small.finish().certificate is not None


# ── Seasons ──────────────────────────────────────────────────────────────────────────────────────


def test_who_comes_back_to_a_course_goes_again_for_a_season(small, evening):
    assert join_again(learner=small.learner, cohort=evening, now=NOW).season == "repeat"
    third = factories.cohort(small.course, small.instructor)
    assert join_again(learner=small.learner, cohort=third, season="refresher", now=NOW).season == "refresher"
    other = factories.cohort(factories.course(title="Other"), small.instructor)
    assert join_again(learner=small.learner, cohort=other, now=NOW).season == "first"


# ── Waiting ──────────────────────────────────────────────────────────────────────────────────────


def test_who_joins_a_full_class_waits_in_the_order_of_asking(small):
    full(small.cohort)
    first, second = come(small.cohort, "Amina Noor"), come(small.cohort, "Luz Mendoza", after=2 * SOON)
    assert isinstance(first.place, WaitingPlace)
    assert [one.learner for one in queries.places(small.cohort).waiting] == [first.learner, second.learner]
    assert [one.number for one in queries.waits_of(second.learner)] == [2]
    assert queries.places(small.cohort).next is None
    assert not Enrolment.objects.filter(learner=first.learner).exists()


def test_a_freed_place_says_who_is_next_and_nobody_slips_past_her(small, place):
    full(small.cohort)
    first = come(small.cohort, "Amina Noor")
    withdraw(enrolment=place, because="own_choice", by=small.instructor, now=NOW)
    assert queries.places(small.cohort).next == first.place
    assert isinstance(come(small.cohort, "Luz Mendoza", after=2 * SOON).place, WaitingPlace)
    came = let_in(waiting=first.place, by=small.instructor, now=NOW)
    assert (came.learner, came.cohort, came.season) == (first.learner, small.cohort, "first")
    assert [one.number for one in queries.waits_of(Learner.objects.get(user__name="Luz Mendoza"))] == [1]


def test_letting_in_twice_is_harmless_and_needs_a_free_place_in_an_open_class(small, place):
    full(small.cohort)
    waits = come(small.cohort, "Amina Noor").place
    with pytest.raises(ClassFull):
        let_in(waiting=waits, by=small.instructor, now=NOW)
    small.cohort.capacity += 1
    small.cohort.save()
    close_class(cohort=small.cohort, by=small.instructor, now=NOW)
    with pytest.raises(ClassClosed):
        let_in(waiting=waits, by=small.instructor, now=NOW)
    small.cohort.closed_at = None
    small.cohort.save()
    first = let_in(waiting=waits, by=small.instructor, now=NOW)
    assert let_in(waiting=waits, by=small.instructor, now=NOW) == first
    assert not WaitingPlace.objects.exists()


def test_who_has_a_place_keeps_it_and_who_waits_waits_once(small, place, evening):
    full(small.cohort)
    assert join_again(learner=small.learner, cohort=small.cohort, now=NOW) == place
    full(evening)
    first = join_again(learner=small.learner, cohort=evening, now=NOW)
    assert isinstance(first, WaitingPlace)
    assert join_again(learner=small.learner, cohort=evening, now=NOW) == first


def test_who_waits_for_a_class_that_goes_elsewhere_goes_there_once_she_has_the_place(small, place):
    doha = factories.cohort(small.course, small.instructor, destinations=("QA",))
    gone = come(doha, "Luz Mendoza").place
    full(doha)
    [there] = doha.destinations.all()
    waits = join_again(learner=small.learner, cohort=doha, destination=there, season="refresher", now=NOW)
    assert (Learner.objects.get(pk=small.learner.pk).destination.code, waits.goes_to) == ("JO", there)
    withdraw(enrolment=gone, because="departed", by=small.instructor, now=NOW)
    came = let_in(waiting=waits, by=small.instructor, now=NOW)
    assert (Learner.objects.get(pk=small.learner.pk).destination, came.season) == (there, "refresher")


def test_who_steps_back_goes_where_she_went_before(small):
    doha = factories.cohort(small.course, small.instructor, destinations=("QA",))
    come(doha, "Luz Mendoza")
    full(doha)
    waits = join_again(learner=small.learner, cohort=doha, destination=doha.destinations.get(), now=NOW)
    stop_waiting(waiting=waits, by=small.learner.user, now=NOW)
    assert Learner.objects.get(pk=small.learner.pk).destination.code == "JO"


def test_the_same_form_twice_waits_once(small):
    full(small.cohort)
    details = MinimumRecord(name="Amina Noor", sex="woman", origin=Origin.objects.get(), language="en",
                            destination=small.cohort.destinations.get(), occupation="domestic")  # fmt: skip
    asked = {"record_id": uuid.uuid4(), "cohort": small.cohort, "details": details, "notice_version": "2026-11"}
    first, second = join(**asked, now=NOW), join(**asked, now=NOW)
    assert (first.learner, first.place) == (second.learner, second.place)


def test_stepping_back_is_her_own_and_what_the_instructor_does_is_logged(small):
    full(small.cohort)
    waits = come(small.cohort, "Amina Noor").place
    stop_waiting(waiting=waits, by=waits.learner.user, now=NOW)
    assert not WaitingPlace.objects.exists()
    assert not AccessLog.objects.exists()
    other = come(small.cohort, "Luz Mendoza").place
    for _twice in range(2):
        stop_waiting(waiting=other, by=small.instructor, now=NOW)
    assert AccessLog.objects.get().verb == "waiting_ended"


def test_who_waits_for_a_closed_class_is_told_nothing(small):
    full(small.cohort)
    waits = come(small.cohort, "Amina Noor").place
    close_class(cohort=small.cohort, by=small.instructor, now=NOW)
    assert queries.waits_of(waits.learner) == []


def test_who_is_moved_into_a_class_she_waits_for_waits_no_more(small, place, evening):
    full_evening = come(evening, "Amina Noor").place
    full(evening)
    assert isinstance(join_again(learner=small.learner, cohort=evening, now=NOW), WaitingPlace)
    withdraw(enrolment=full_evening, because="departed", by=small.instructor, now=NOW)
    move(enrolment=place, to=evening, by=small.instructor, now=NOW)
    assert not WaitingPlace.objects.exists()


def test_who_has_moved_twice_is_taken_back_from_where_she_is(small, place, evening):
    night = factories.cohort(small.course, small.instructor, title="Night class")
    second = move(enrolment=place, to=evening, by=small.instructor, now=NOW)
    third = move(enrolment=second, to=night, by=small.instructor, now=NOW + SOON)
    readmit(enrolment=place, by=small.instructor, now=NOW + 2 * SOON)
    assert list(small.learner.enrolments.active()) == [place]
    third.refresh_from_db()
    assert third.withdrawn_because == "mistake"


def test_what_she_finished_while_she_was_off_the_class_counts_once_she_is_back(small, place):
    withdraw(enrolment=place, because="own_choice", by=small.instructor, now=NOW)
    small.finish()
    finished = Progress.objects.filter(node=small.course.translation_key, done_at__isnull=False)
    assert not finished.exists()
    readmit(enrolment=place, by=small.instructor, now=NOW)
    assert finished.exists()


def test_the_short_course_of_either_place_stays_hers(small, place, evening):
    core = uuid.uuid4()
    moved = move(enrolment=place, to=evening, by=small.instructor, now=NOW)
    Enrolment.objects.filter(pk=moved.pk).update(core_key=core)
    readmit(enrolment=place, by=small.instructor, now=NOW)
    assert move(enrolment=place, to=evening, by=small.instructor, now=NOW).core_key == core


@pytest.mark.parametrize("back", ["by moving", "by undoing and moving"])
def test_who_moves_there_and_back_keeps_the_hours_of_both(small, place, evening, back):
    hours = {small.cohort: (1, 5, 9), evening: (2, 4, 10)}
    held = {
        cohort: [add_session(cohort=cohort, starts_at=NOW + timedelta(hours=at), minutes=60, topic="") for at in each]
        for cohort, each in hours.items()
    }

    def there(session, enrolment):
        mark_attendance(marking=uuid.uuid4(), session=session, marks={enrolment.pk: Mark("present", 60)},
                        by=small.instructor, now=session.ends_at)  # fmt: skip

    there(held[small.cohort][0], place)
    moved = move(enrolment=place, to=evening, by=small.instructor, now=NOW + timedelta(hours=3))
    there(held[evening][1], moved)
    if back == "by moving":
        last = move(enrolment=moved, to=small.cohort, by=small.instructor, now=NOW + timedelta(hours=7))
        there(held[small.cohort][2], last)
    else:
        readmit(enrolment=place, by=small.instructor, now=NOW + timedelta(hours=3.5))
        last = move(enrolment=place, to=evening, by=small.instructor, now=NOW + timedelta(hours=3.75))
        there(held[evening][2], last)
    found = queries.attendance_of([last], now=NOW + timedelta(days=1))[last.pk]
    assert (found.present, found.scheduled) == (180, 180)


def test_who_was_entered_by_mistake_comes_for_the_first_time(small, place, evening):
    withdraw(enrolment=place, because="mistake", by=small.instructor, now=NOW)
    assert join_again(learner=small.learner, cohort=evening, now=NOW).season == "first"


def test_the_form_sent_again_after_stepping_back_asks_again(small):
    full(small.cohort)
    details = MinimumRecord(name="Amina Noor", sex="woman", origin=Origin.objects.get(), language="en",
                            destination=small.cohort.destinations.get(), occupation="domestic")  # fmt: skip
    asked = {"record_id": uuid.uuid4(), "cohort": small.cohort, "details": details, "notice_version": "2026-11"}
    first = join(**asked, now=NOW)
    stop_waiting(waiting=first.place, by=first.learner.user, now=NOW)
    again = join(**asked, now=NOW)
    assert (again.learner, isinstance(again.place, WaitingPlace)) == (first.learner, True)
