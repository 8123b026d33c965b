"""What is done, on what it rests, and what is left."""

from __future__ import annotations

import uuid
from dataclasses import fields, replace

import pytest
from hypothesis import given

from courses.outline import ELECTIVE, OVERLAY
from learning.completion import (
    Basis,
    CourseProgress,
    Deeds,
    Lack,
    LessonProgress,
    ModuleProgress,
    Practice,
    Reason,
    State,
    course_scope,
    progress,
    stood_in,
)
from tests.learning.outlining import L1, L2, M1, M2, C, course, deeds, module, outlines


def test_a_module_is_done_when_every_lesson_is_read_and_its_quiz_passed():
    found = progress(
        course(module(M1, L1, quiz="a3")), Deeds(read=frozenset({L1}), passed=frozenset({M1})), destination="JO"
    )
    assert found == CourseProgress(
        key=C,
        scope="",
        state=State.DONE,
        modules=(ModuleProgress(M1, "", State.DONE, True, (LessonProgress(L1, "", State.DONE),), basis=Basis.HERE),),
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


def states(found: CourseProgress) -> dict[uuid.UUID, State]:
    lines = [line for each in found.modules for line in each.lessons]
    return {part.key: part.state for part in [found, *found.modules, *lines]}


def kept(known: Deeds, found: CourseProgress) -> Deeds:
    """What stands in the database after this progress was written."""
    reached = states(found) | {module.key: module.lasting for module in found.modules}
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
    both = Deeds(**{each.name: getattr(known, each.name) | getattr(more, each.name) for each in fields(Deeds)})
    first, second = (states(progress(outline, each, destination="JO")) for each in (known, both))
    assert all(second[key].rank >= state.rank for key, state in first.items())


@given(outline=outlines(), known=deeds)
def test_what_is_not_done_has_a_reason_and_what_is_done_has_none(outline, known):
    found = progress(outline, known, destination="JO")
    assert all((part.state is State.DONE) == (not part.reasons) for part in [found, *found.modules])


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


def test_a_final_test_may_ask_for_practice_too():
    known = Deeds(read=frozenset({L1}), passed=frozenset({C}), asked=frozenset({("final", "call")}))
    found = progress(course(module(M1, L1), final="final"), known, destination="")
    assert found.reasons == (Reason(Lack.PRACTICE_NOT_SEEN),)


# ── What was taught in class, and what stands in ─────────────────────────────────────────────────


def only(deeds: Deeds, **values) -> ModuleProgress:
    """The one module of a small course."""
    [found] = progress(course(module(M1, L1, L2, **values)), deeds, destination="JO").modules
    return found


ONE = frozenset({M1})


@pytest.mark.parametrize(
    ("known", "state", "basis"),
    [
        (Deeds(), State.NOT_BEGUN, None),
        (Deeds(read=frozenset({L1, L2})), State.DONE, Basis.HERE),
        (Deeds(taught=ONE), State.DONE, Basis.IN_CLASS),
        (Deeds(taught=ONE, read=frozenset({L1})), State.DONE, Basis.IN_CLASS),
        (Deeds(taught=ONE, read=frozenset({L1, L2})), State.DONE, Basis.HERE),
        (Deeds(recognised=ONE), State.DONE, Basis.RECOGNISED),
        (Deeds(exempt=ONE), State.DONE, Basis.EXEMPT),
        (Deeds(recognised=ONE, exempt=ONE), State.DONE, Basis.RECOGNISED),
        (Deeds(done=ONE, exempt=ONE), State.DONE, Basis.HERE),
        (Deeds(done=ONE, taught=ONE), State.DONE, Basis.IN_CLASS),
    ],
)
def test_what_is_done_says_on_what_it_rests(known, state, basis):
    found = only(known)
    assert (found.state, found.basis, found.reasons == ()) == (state, basis, state is State.DONE)


def test_what_was_taught_counts_as_read_and_leaves_the_questions():
    found = only(Deeds(taught=ONE), quiz="a3")
    assert (found.read, found.state, found.reasons) == (2, State.BEGUN, (Reason(Lack.QUIZ_NOT_PASSED),))


def test_what_stands_in_stands_for_questions_and_practice_too():
    asked = frozenset({("a3", "negotiation")})
    assert only(Deeds(exempt=ONE, asked=asked), quiz="a3").state is State.DONE


@pytest.mark.parametrize("known", [Deeds(recognised=frozenset({C})), Deeds(exempt=frozenset({C}))])
def test_what_stands_in_for_a_course_stands_for_every_module_but_never_for_the_final_test(known):
    outline = course(module(M1, L1, quiz="a3"), module(M2, L2, kind=ELECTIVE), final="final")
    found = progress(outline, known, destination="JO")
    assert [part.state for part in found.modules] == [State.DONE, State.DONE]
    assert found.reasons == (Reason(Lack.FINAL_NOT_PASSED),)
    assert progress(replace(outline, final_quiz=""), known, destination="JO").state is State.DONE
    assert stood_in(outline, known) == {C, M1, M2}


@pytest.mark.parametrize(
    ("known", "lasting"),
    [
        (Deeds(exempt=ONE), State.NOT_BEGUN),
        (Deeds(recognised=ONE, read=frozenset({L1})), State.BEGUN),
        (Deeds(taught=ONE), State.DONE),
        (Deeds(), State.NOT_BEGUN),
    ],
)
def test_of_what_stands_in_nothing_is_kept_but_what_she_did(known, lasting):
    assert only(known).lasting is lasting


@given(outline=outlines(), known=deeds)
def test_what_an_exemption_gave_goes_with_it_unless_the_course_was_completed(outline, known):
    """Nothing but what she did herself stays behind."""
    found = progress(outline, known, destination="JO")
    ended = replace(known, exempt=frozenset(), recognised=frozenset())
    first, after = (progress(outline, each, destination="JO") for each in (ended, kept(ended, found)))
    assert [part.state for part in after.modules if part.basis] == [part.state for part in first.modules if part.basis]


@given(outline=outlines(), known=deeds)
def test_nothing_stands_in_for_a_final_test(outline, known):
    without = replace(known, passed=known.passed - {outline.key}, done=known.done - {outline.key})
    found = progress(outline, without, destination="JO")
    assert not outline.final_quiz or Reason(Lack.FINAL_NOT_PASSED) in found.reasons
