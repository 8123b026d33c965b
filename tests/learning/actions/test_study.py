"""What follows from reading a lesson and from sending a quiz."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from courses import shelf
from courses.models import LessonPage
from learning.actions import NoSuchLesson, RecordIdTaken, keep_bookmark, read_lesson, read_lessons, submit_quiz
from learning.completion import State
from learning.models import Bookmark, Progress, Record
from tests import factories
from tests.factories import NOW
from tests.learning.conftest import small_class


def rows(learner):
    return {(row.kind, row.node, row.scope, row.is_done) for row in learner.progress.all()}


def test_reading_a_lesson_is_recorded_and_shows_in_progress(small):
    first, _second = small.lessons(small.contract)
    outcome = small.read(first)
    assert (outcome.stored, outcome.progress.state, outcome.certificate) == (True, State.BEGUN, None)
    assert rows(small.learner) == {
        ("lesson", first, "", True),
        ("module", small.contract.translation_key, "", False),
        ("course", small.course.translation_key, "JO", False),
    }


def records(learner):
    return list(Record.objects.filter(learner=learner).order_by("sequence").values_list("sequence", "node", "scope"))


def test_lessons_read_at_once_leave_what_one_after_the_other_leaves(small):
    lessons, friend = small.lessons(small.contract), small.classmate()
    alone = small.read(*lessons)
    ids = {uuid.uuid4(): lesson for lesson in lessons}
    together = {"lessons": ids, "learner": friend, "destination": ""}
    assert read_lessons(**together, now=NOW) == alone
    assert (rows(friend), records(friend)) == (rows(small.learner), records(small.learner))
    assert not read_lessons(**together, now=NOW + timedelta(days=1)).stored
    assert (rows(friend), records(friend)) == (rows(small.learner), records(small.learner))


def test_of_lessons_read_at_once_one_that_never_was_keeps_all_from_being_kept(small):
    [first, *_rest] = small.lessons()
    with pytest.raises(NoSuchLesson):
        read_lessons(
            lessons={uuid.uuid4(): first, uuid.uuid4(): uuid.uuid4()}, learner=small.learner, destination="", now=NOW
        )
    assert not Record.objects.exists()


def test_the_same_record_twice_changes_nothing(small):
    [first, *_rest] = small.lessons()
    record_id = uuid.uuid4()
    read = {"record_id": record_id, "learner": small.learner, "lesson": first, "destination": ""}
    assert read_lesson(**read, now=NOW).stored
    before = list(Progress.objects.values()), list(Record.objects.values())
    assert not read_lesson(**read, now=NOW + timedelta(days=1)).stored
    assert (list(Progress.objects.values()), list(Record.objects.values())) == before


def test_a_record_id_of_another_person_is_refused(small):
    [first, *_rest] = small.lessons()
    record_id = uuid.uuid4()
    read_lesson(record_id=record_id, learner=small.learner, lesson=first, destination="", now=NOW)
    with pytest.raises(RecordIdTaken):
        read_lesson(record_id=record_id, learner=small.classmate(), lesson=first, destination="", now=NOW)


def test_a_lesson_that_never_was_is_refused(small):
    with pytest.raises(NoSuchLesson):
        small.read(uuid.uuid4())
    assert not Record.objects.exists()


def test_a_lesson_taken_off_meanwhile_is_kept_all_the_same(small):
    [first, *_rest] = small.lessons()
    LessonPage.objects.get(translation_key=first).unpublish()
    shelf.renew()
    assert small.read(first).stored
    assert Record.objects.get().node == first


def test_records_made_here_are_counted_up(small):
    small.read(*small.lessons(small.contract))
    assert list(Record.objects.order_by("sequence").values_list("sequence", flat=True)) == [0, 1]


def test_an_overlay_lesson_counts_for_the_destination_it_was_read_for(small):
    [lesson] = small.lessons(small.overlay)
    read_lesson(record_id=uuid.uuid4(), learner=small.learner, lesson=lesson, destination="QA", now=NOW)
    assert ("module", small.overlay.translation_key, "JO", True) not in rows(small.learner)
    small.read(lesson)
    assert ("module", small.overlay.translation_key, "JO", True) in rows(small.learner)


def test_a_passed_quiz_completes_the_module(small):
    small.read(*small.lessons(small.contract))
    outcome = small.pass_quiz(small.contract.translation_key)
    assert outcome.score.ratio == 1
    assert outcome.progress.module(small.contract.translation_key).state is State.DONE


def test_a_failed_quiz_is_recorded_and_completes_nothing(small):
    small.read(*small.lessons(small.contract))
    outcome = submit_quiz(attempt=small.attempt(small.contract.translation_key, right=False), now=NOW)
    assert (outcome.stored, outcome.score.ratio) == (True, 0)
    assert outcome.progress.module(small.contract.translation_key).state is State.BEGUN


def test_sending_a_quiz_twice_gives_the_same_score_and_changes_nothing(small):
    attempt = small.attempt(small.contract.translation_key)
    first = submit_quiz(attempt=attempt, now=NOW)
    before = list(Progress.objects.values())
    second = submit_quiz(attempt=attempt, now=NOW + timedelta(hours=1))
    assert (second.stored, second.score) == (False, first.score)
    assert list(Progress.objects.values()) == before


def test_everything_done_completes_the_course(small):
    assert small.finish().progress.state is State.DONE
    assert Progress.objects.get(kind="course").done_at == NOW


def test_a_lesson_published_later_leaves_the_course_done(small):
    small.finish()
    small.contract.add_child(instance=LessonPage(title="New", slug="new", locale=small.contract.locale))
    shelf.renew()
    outcome = small.read(small.lessons(small.contract)[-1])
    assert outcome.progress.state is State.DONE


def test_a_course_she_is_not_enrolled_in_is_not_begun_by_a_shared_module(small):
    factories.course(small.contract, title="Factory work")
    shelf.renew()
    small.read(small.lessons()[0])
    assert [row.node for row in Progress.objects.filter(kind="course")] == [small.course.translation_key]


def test_the_last_place_is_remembered(small):
    for path in ("/en/ph-jo/my-contract/lesson-1/", "/en/ph-jo/my-contract/lesson-2/#s-1"):
        keep_bookmark(
            learner=small.learner, module=small.contract.translation_key, lesson=small.lessons()[0], course=None,
            path=path, now=NOW,
        )  # fmt: skip
    assert Bookmark.objects.get().path == path


# ── In real transactions ─────────────────────────────────────────────────────────────────────────


def at_once(work, arguments):
    """Run the same work in several threads, each on a connection of its own."""

    def run(argument):
        try:
            return work(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(run, arguments))


@pytest.mark.django_db(transaction=True)
def test_the_same_record_in_many_threads_is_kept_once():
    small = small_class()
    record_id, lesson = uuid.uuid4(), small.lessons()[0]
    outcomes = at_once(
        lambda _number: read_lesson(record_id=record_id, learner=small.learner, lesson=lesson, destination="", now=NOW),
        range(5),
    )
    assert sorted(outcome.stored for outcome in outcomes) == [False] * 4 + [True]
    assert Record.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_records_that_complete_a_course_together_complete_it():
    small = small_class()
    lessons = small.lessons()
    small.read(*lessons[:-1])
    small.pass_quiz(small.contract.translation_key)
    final = small.attempt(small.course.translation_key)
    at_once(lambda work: work(), [lambda: small.read(lessons[-1]), lambda: submit_quiz(attempt=final, now=NOW)])
    assert Progress.objects.get(kind="course", learner=small.learner).is_done
