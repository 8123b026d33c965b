"""What is done, what is left and what comes next."""

from __future__ import annotations

import uuid
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.outline import ELECTIVE, OVERLAY, CourseOutline, LessonOutline, ModuleOutline
from learning.completion import (
    Attended,
    CourseProgress,
    Deeds,
    Lack,
    LessonProgress,
    ModuleProgress,
    Practice,
    Reason,
    Sitting,
    State,
    Step,
    StepKind,
    attendance,
    course_scope,
    next_step,
    progress,
)

KEYS = [uuid.UUID(int=number) for number in range(1, 13)]
L1, L2, L3, M1, M2, C = KEYS[:6]


def lesson(key: uuid.UUID) -> LessonOutline:
    return LessonOutline(key, f"lesson-{key.int}", "Lesson", 5)


def module(key: uuid.UUID, *lessons: uuid.UUID, kind: str = "required", quiz: str = "", after=()) -> ModuleOutline:
    lines = tuple(map(lesson, lessons))
    return ModuleOutline(key, f"module-{key.int}", "Module", 60, lines, kind=kind, quiz=quiz, after=tuple(after))


def course(*modules: ModuleOutline, final: str = "") -> CourseOutline:
    return CourseOutline(C, "course", "Course", modules, final_quiz=final)


def test_a_module_is_done_when_every_lesson_is_read_and_its_quiz_passed():
    found = progress(
        course(module(M1, L1, quiz="a3")), Deeds(read=frozenset({L1}), passed=frozenset({M1})), destination="JO"
    )
    assert found == CourseProgress(
        key=C,
        scope="",
        state=State.DONE,
        modules=(ModuleProgress(M1, "", State.DONE, True, (LessonProgress(L1, "", State.DONE),)),),
    )


@pytest.mark.parametrize(
    ("read", "passed", "reasons"),
    [
        ({}, {}, (Reason(Lack.LESSONS_LEFT, 2), Reason(Lack.QUIZ_NOT_PASSED))),
        ({L1}, {}, (Reason(Lack.LESSONS_LEFT, 1), Reason(Lack.QUIZ_NOT_PASSED))),
        ({L1, L2}, {}, (Reason(Lack.QUIZ_NOT_PASSED),)),
        ({L1}, {M1}, (Reason(Lack.LESSONS_LEFT, 1),)),
    ],
)
def test_a_module_says_what_is_left(read, passed, reasons):
    deeds = Deeds(read=frozenset(read), passed=frozenset(passed))
    found = progress(course(module(M1, L1, L2, quiz="a3")), deeds, destination="")
    assert found.modules[0].reasons == reasons


def test_a_course_says_how_many_modules_are_left_and_whether_the_final_is():
    found = progress(course(module(M1, L1), module(M2, L2), final="final"), Deeds(frozenset({L1})), destination="")
    assert (found.state, found.reasons) == (
        State.BEGUN,
        (Reason(Lack.MODULES_LEFT, 1), Reason(Lack.FINAL_NOT_PASSED)),
    )


def test_an_elective_module_keeps_nobody_from_finishing():
    found = progress(course(module(M1, L1), module(M2, L2, kind=ELECTIVE)), Deeds(frozenset({L1})), destination="")
    assert found.state is State.DONE


def test_an_empty_module_asks_for_nothing_and_an_empty_course_is_never_done():
    assert progress(course(module(M1, L1), module(M2)), Deeds(frozenset({L1})), destination="").state is State.DONE
    assert progress(course(module(M2)), Deeds(), destination="").reasons == (Reason(Lack.NOTHING_TO_DO_YET),)


def test_an_overlay_is_done_for_one_destination_and_so_is_its_course():
    found = progress(course(module(M1, L1), module(M2, L2, kind=OVERLAY)), Deeds(), destination="JO")
    assert (found.scope, [each.scope for each in found.modules]) == ("JO", ["", "JO"])
    assert course_scope(course(module(M1, L1)), "JO") == ""


def test_a_lesson_added_later_leaves_a_done_module_done():
    found = progress(course(module(M1, L1, L2)), Deeds(frozenset({L1}), done=frozenset({M1})), destination="")
    assert (found.modules[0].state, found.modules[0].reasons) == (State.DONE, ())
    assert found.modules[0].lessons[1].state is State.NOT_BEGUN


# ── For every outline and every edit of it ───────────────────────────────────────────────────────

LESSONS, MODULES = KEYS[5:], KEYS[:5]


@st.composite
def outlines(draw: st.DrawFn) -> CourseOutline:
    lessons = draw(st.permutations(LESSONS))
    cuts = sorted(draw(st.lists(st.integers(0, len(lessons)), min_size=len(MODULES), max_size=len(MODULES))))
    listed = draw(st.lists(st.sampled_from(MODULES), unique=True))
    modules = [
        module(
            key,
            *lessons[start:end],
            kind=draw(st.sampled_from(["required", ELECTIVE, OVERLAY])),
            quiz=draw(st.sampled_from(["", "quiz"])),
            after=draw(st.lists(st.sampled_from(MODULES), unique=True, max_size=3)),
        )
        for key, start, end in zip(listed, [0, *cuts], cuts, strict=False)
    ]
    return replace(course(*modules, final=draw(st.sampled_from(["", "final"]))), key=uuid.UUID(int=99))


some = st.frozensets(st.sampled_from([*KEYS, uuid.UUID(int=99)]))
deeds = st.builds(Deeds, read=some, passed=some, begun=some, done=some)


def states(found: CourseProgress) -> dict[uuid.UUID, State]:
    lines = [line for each in found.modules for line in each.lessons]
    return {part.key: part.state for part in [found, *found.modules, *lines]}


def kept(known: Deeds, found: CourseProgress) -> Deeds:
    """What stands in the database after this progress was written."""
    reached = states(found)
    return replace(
        known,
        begun=known.begun | {key for key, state in reached.items() if state is State.BEGUN},
        done=known.done | {key for key, state in reached.items() if state is State.DONE},
    )


@given(before=outlines(), after=outlines(), known=deeds)
def test_no_edit_of_the_outline_lowers_a_state(before, after, known):
    first = progress(before, known, destination="JO")
    second = states(progress(after, kept(known, first), destination="JO"))
    lowered = {key for key, state in states(first).items() if key in second and second[key].rank < state.rank}
    assert lowered == set()


@given(outline=outlines(), known=deeds, more=deeds)
def test_doing_more_never_lowers_a_state(outline, known, more):
    both = Deeds(known.read | more.read, known.passed | more.passed, known.begun | more.begun, known.done | more.done)
    first, second = (states(progress(outline, each, destination="JO")) for each in (known, both))
    assert all(second[key].rank >= state.rank for key, state in first.items())


@given(outline=outlines(), known=deeds)
def test_what_is_not_done_has_a_reason_and_what_is_done_has_none(outline, known):
    found = progress(outline, known, destination="JO")
    assert all((part.state is State.DONE) == (not part.reasons) for part in [found, *found.modules])


@given(outline=outlines(), known=deeds)
def test_there_is_always_a_next_step_until_all_is_finished(outline, known):
    found = progress(outline, known, destination="JO")
    step = next_step(found)
    nothing_there = Reason(Lack.NOTHING_TO_DO_YET) in found.reasons
    assert (step.kind is StepKind.FINISHED) == (found.state is State.DONE or nothing_there)


# ── Next step ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("read", "passed", "bookmark", "step"),
    [
        (set(), set(), None, Step(StepKind.LESSON, M1, L1)),
        ({L1}, set(), None, Step(StepKind.LESSON, M1, L2)),
        ({L1}, set(), L3, Step(StepKind.LESSON, M2, L3)),
        ({L1}, set(), L1, Step(StepKind.LESSON, M1, L2)),
        ({L1, L2}, set(), None, Step(StepKind.QUIZ, M1)),
        ({L1, L2}, {M1}, None, Step(StepKind.LESSON, M2, L3)),
        ({L1, L2, L3}, {M1}, None, Step(StepKind.FINAL)),
        ({L1, L2, L3}, {M1, C}, None, Step(StepKind.FINISHED)),
    ],
)
def test_she_goes_on_where_she_was_else_with_the_first_thing_left(read, passed, bookmark, step):
    outline = course(module(M1, L1, L2, quiz="a3"), module(M2, L3), final="final")
    found = progress(outline, Deeds(frozenset(read), frozenset(passed)), destination="")
    assert next_step(found, bookmark=bookmark) == step


@pytest.mark.parametrize(
    ("read", "bookmark", "step"),
    [
        (set(), None, Step(StepKind.LESSON, M2, L2)),
        (set(), L1, Step(StepKind.LESSON, M2, L2)),
        ({L2}, None, Step(StepKind.LESSON, M1, L1)),
    ],
)
@pytest.mark.parametrize("kind", ["required", ELECTIVE])
def test_no_step_leads_into_a_module_before_the_one_it_follows(read, bookmark, step, kind):
    outline = course(module(M1, L1, after=[M2]), module(M2, L2, kind=kind))
    assert next_step(progress(outline, Deeds(frozenset(read)), destination=""), bookmark=bookmark) == step


@pytest.mark.parametrize("first", [M2, uuid.UUID(int=77)])
def test_a_module_that_is_empty_or_not_in_the_course_is_waited_for_by_nobody(first):
    outline = course(module(M1, L1, after=[first]), module(M2))
    assert next_step(progress(outline, Deeds(), destination="")) == Step(StepKind.LESSON, M1, L1)


def test_modules_that_follow_each_other_keep_nobody_waiting():
    ring = course(module(M1, L1, after=[M2]), module(M2, L2, after=[M1]))
    assert next_step(progress(ring, Deeds(), destination="")) == Step(StepKind.LESSON, M2, L2)
    assert next_step(progress(ring, Deeds(frozenset({L2})), destination="")) == Step(StepKind.LESSON, M1, L1)


bookmarks = st.none() | st.sampled_from(LESSONS)


@given(outline=outlines(), known=deeds, bookmark=bookmarks)
def test_the_module_of_a_step_follows_nothing_that_is_left_unless_they_follow_each_other(outline, known, bookmark):
    found = progress(outline, known, destination="JO")
    step = next_step(found, bookmark=bookmark)
    if step.module:
        left = {each.key for each in found.modules if each.asks} & set(found.module(step.module).after)
        assert all(step.module in followed(found, key) for key in left)


@given(outline=outlines(), known=deeds, bookmark=bookmarks)
def test_without_what_comes_first_the_order_of_the_course_decides(outline, known, bookmark):
    free = replace(outline, modules=tuple(replace(each, after=()) for each in outline.modules))
    found = progress(free, known, destination="JO")
    step = next_step(found, bookmark=bookmark)
    if step.module and step.lesson != bookmark:
        assert step.module == next(each.key for each in found.modules if each.required and each.asks)


def followed(found: CourseProgress, key: uuid.UUID) -> set[uuid.UUID]:
    """Every module of the course that must come before this one, near or far."""
    seen, waiting = set(), [key]
    while waiting:
        part = found.module(waiting.pop())
        fresh = set(part.after) - seen if part else set()
        seen |= fresh
        waiting += fresh
    return seen


# ── Attendance ───────────────────────────────────────────────────────────────────────────────────


def test_attendance_is_minutes_present_over_minutes_scheduled():
    assert attendance([Sitting(90, 90), Sitting(90, 45), Sitting(60, 0)]) == Attended(135, 240)
    assert Attended(135, 240).ratio == Fraction(9, 16)


def test_nobody_is_present_longer_than_the_session():
    assert attendance([Sitting(60, 90)]) == Attended(60, 60)


def test_there_is_no_attendance_before_the_first_session():
    assert attendance([]).ratio is None


# ── What an instructor must see ──────────────────────────────────────────────────────────────────

ASKED = frozenset({("a5", "negotiation"), ("a5", "daily plan"), ("a6", "escape")})


@pytest.mark.parametrize(
    ("passed", "answered", "observed", "reasons"),
    [
        ({}, {}, {}, (Reason(Lack.QUIZ_NOT_PASSED), Reason(Lack.PRACTICE_NOT_SEEN, 2))),
        ({M1}, {}, {"escape"}, (Reason(Lack.PRACTICE_NOT_SEEN, 2),)),
        ({M1}, {}, {"negotiation"}, (Reason(Lack.PRACTICE_NOT_SEEN, 1),)),
        ({M1}, {}, {"negotiation", "daily plan"}, ()),
        ({}, {M1}, {"negotiation"}, (Reason(Lack.PRACTICE_NOT_SEEN, 1),)),
        ({}, {M1}, {"negotiation", "daily plan"}, (Reason(Lack.QUIZ_NOT_PASSED),)),
    ],
)
def test_a_module_asks_for_the_practice_that_its_quiz_names(passed, answered, observed, reasons):
    known = Deeds(
        read=frozenset({L1}), passed=frozenset(passed), answered=frozenset(answered), observed=frozenset(observed),
        asked=ASKED,
    )  # fmt: skip
    [found] = progress(course(module(M1, L1, quiz="a5")), known, destination="").modules
    assert (found.reasons, found.practice) == (reasons, Practice(2, len({"negotiation", "daily plan"} & {*observed})))


def test_practice_alone_begins_a_module_and_what_was_done_stays_done():
    outline = course(module(M1, L1, quiz="a5"), module(M2, L2, quiz="a6"))
    known = Deeds(observed=frozenset({"negotiation"}), done=frozenset({M2}), asked=ASKED)
    found = progress(outline, known, destination="")
    assert [part.state for part in found.modules] == [State.BEGUN, State.DONE]
    assert [part.reasons for part in found.modules][1] == ()


@pytest.mark.parametrize(
    ("read", "passed", "step"),
    [
        ({L1}, {M1}, Step(StepKind.LESSON, M2, L2)),
        ({L1, L2}, {M1}, Step(StepKind.FINAL)),
        ({L1, L2}, {M1, C}, Step(StepKind.PRACTICE, M1)),
    ],
)
def test_practice_comes_last_and_keeps_nobody_from_reading_on(read, passed, step):
    outline = course(module(M1, L1, quiz="a5"), module(M2, L2, after=[M1]), final="final")
    known = Deeds(read=frozenset(read), passed=frozenset(passed), asked=ASKED)
    assert next_step(progress(outline, known, destination="")) == step


def test_a_final_test_may_ask_for_practice_too():
    known = Deeds(read=frozenset({L1}), passed=frozenset({C}), asked=frozenset({("final", "call")}))
    found = progress(course(module(M1, L1), final="final"), known, destination="")
    assert (found.reasons, next_step(found)) == ((Reason(Lack.PRACTICE_NOT_SEEN),), Step(StepKind.PRACTICE))
