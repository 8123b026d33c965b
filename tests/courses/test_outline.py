"""Where a lesson stands in its module, and under which destination a module is done."""

import uuid
from dataclasses import replace

from courses.outline import CourseOutline, LessonOutline, ModuleOutline, best_first

LESSONS = tuple(LessonOutline(uuid.UUID(int=n), f"lesson-{n}", f"Lesson {n}", 5) for n in range(3))
MODULE = ModuleOutline(uuid.UUID(int=10), "my-contract", "My contract", 60, LESSONS)
OVERLAY = ModuleOutline(uuid.UUID(int=11), "where-i-go", "Where I go", 120, (), kind="overlay")
ELECTIVE = ModuleOutline(uuid.UUID(int=12), "music", "Music", 30, (), kind="elective")
COURSE = CourseOutline(uuid.UUID(int=20), "domestic", "Domestic work", (MODULE, OVERLAY, ELECTIVE), final_minutes=45)


def test_lessons_know_what_comes_before_and_after():
    first, middle, last = LESSONS
    assert [MODULE.preceding(line.key) for line in LESSONS] == [None, first, middle]
    assert [MODULE.following(line.key) for line in LESSONS] == [middle, last, None]


def test_only_an_overlay_is_done_for_one_destination():
    assert (MODULE.scope("JO"), OVERLAY.scope("JO")) == ("", "JO")


def test_a_course_takes_as_long_as_what_it_requires_and_its_final_test():
    assert COURSE.minutes == 60 + 120 + 45


def test_a_course_finds_its_modules_by_key_and_by_lesson():
    assert COURSE.module(OVERLAY.key) is OVERLAY
    assert COURSE.module(uuid.UUID(int=99)) is None
    assert COURSE.module_of(LESSONS[1].key) is MODULE
    assert COURSE.module_of(uuid.UUID(int=99)) is None


def test_a_course_leaves_out_what_is_for_people_going_elsewhere_once_they_have_chosen():
    for_qatar = replace(ELECTIVE, destinations=("QA",))
    course = replace(COURSE, modules=(MODULE, for_qatar))
    assert course.towards("JO").modules == (MODULE,)
    assert [course.towards(way).modules for way in ("QA", "")] == [(MODULE, for_qatar)] * 2


def test_what_is_best_done_first_stands_in_the_order_its_author_gave_and_may_be_in_another_course():
    last = replace(ELECTIVE, after=(OVERLAY.key, uuid.UUID(int=99), MODULE.key))
    other = replace(COURSE, modules=(MODULE, OVERLAY))
    assert best_first(last, [replace(COURSE, modules=(MODULE, last)), other]) == (OVERLAY, MODULE)
    assert best_first(last, [replace(COURSE, modules=(last,))]) == ()
