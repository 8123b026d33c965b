"""What the pages of a round are given to show."""

from __future__ import annotations

import pytest

from assessments import actions as assessing
from learning import actions, queries
from learning.models import LiveQuiz
from tests import factories
from tests.factories import NOW
from tests.learning.live import begun, option, send


@pytest.fixture
def live(small) -> LiveQuiz:
    return begun(small)


def test_a_round_can_be_about_a_module_of_the_course_or_a_topic(small):
    quizzes, topics = queries.live_sources(small.cohort, language="en")
    assert [(one.value, one.title) for one in quizzes] == [("quiz:a3", "My contract"), ("quiz:final", "Domestic work")]
    assert [(one.value, one.title) for one in topics] == [("topic:contracts", "Contracts")]


def test_lines_have_a_letter_and_a_shape_in_the_order_of_the_round(live):
    screen = queries.live_screen(live, language="en")
    assert [(line.letter, line.shape) for line in screen.lines] == [
        ("A", "circle"), ("B", "triangle"), ("C", "square"),
    ]  # fmt: skip
    assert [line.key for line in screen.lines] == [choice.key for choice in screen.asked.choices]
    assert queries.live_screen(live, language="en") == screen


def test_an_open_question_tells_nobody_what_is_right(live):
    assert "correct" not in repr(queries.live_screen(live, language="en"))
    assert "About:" not in repr(queries.live_screen(live, language="en"))


def test_a_closed_question_says_what_was_chosen_what_was_right_and_why(live):
    right, wrong = option(live, right=True), option(live, right=False)
    for phone, raw in enumerate([right, wrong, wrong, None]):
        send(live, raw, phone=phone)
    actions.count_card(live=live, version=live.version, choice=wrong, by=1)
    review = queries.live_review(live, language="en")
    chosen = {outcome.line.key: outcome for outcome in review.outcomes}
    assert (chosen[right].bar.count, chosen[right].bar.share, chosen[right].bar.right) == (1, 20, True)
    assert (chosen[wrong].bar.count, chosen[wrong].line.hands) == (3, 1)
    assert chosen[right].feedback.text == "About: Before I travel"
    assert (review.counted.answers, review.counted.missed, review.counted.not_sure) == (5, 4, 1)
    assert [(slip.count, slip.text) for slip in review.slips] == [(3, chosen[wrong].line.text)]


def test_what_the_class_missed_most_comes_first_and_what_nobody_answered_not_at_all(small, live):
    send(live, option(live, right=True))
    actions.show_live(live=live, number=1, now=NOW)
    actions.next_live(live=live, number=1, now=NOW)
    live.refresh_from_db()
    send(live, option(live, right=False))
    actions.end_live(live=live, now=NOW)
    reviews = queries.live_reviews(live, small.cohort, language="en")
    assert [(review.number, review.counted.missed) for review in reviews] == [(2, 1), (1, 0)]


def test_the_lesson_that_teaches_it_again_is_named_as_the_course_names_it(small):
    topic = factories.TopicFactory(code="signals")
    row = factories.QuestionFactory(topic=topic, lesson="my-contract/lesson-1", feedback_right="That is the point.")
    assessing.publish_question(row, now=NOW)
    live = actions.begin_live(
        form_id=small.contract.translation_key, cohort=small.cohort, source=topic, count=3, now=NOW
    )
    send(live, option(live, right=False))
    (review,) = queries.live_reviews(live, small.cohort, language="en")
    assert (review.lesson, review.title, review.why.text) == (
        "my-contract/lesson-1",
        "Lesson 1 of My contract",
        "That is the point.",
    )


def test_the_pulse_changes_with_the_page(small, live):
    first = queries.live_pulse(small.cohort.code)
    send(live, None)
    second = queries.live_pulse(small.cohort.code)
    actions.show_live(live=live, number=1, now=NOW)
    third = queries.live_pulse(small.cohort.code)
    actions.end_live(live=live, now=NOW)
    assert (first[1], second[1]) == (0, 1)
    assert first[0] == second[0] != third[0]
    assert queries.live_pulse(small.cohort.code) == queries.live_pulse("ZZZZZZ") == ("", 0)


@pytest.mark.parametrize("phones", [1, 30])
def test_query_counts_are_flat(small, live, phones, django_assert_num_queries):
    for phone in range(phones):
        send(live, option(live, right=False), phone=phone)
    with django_assert_num_queries(1):
        queries.live_screen(live, language="en")
    with django_assert_num_queries(2):
        queries.live_pulse(small.cohort.code)
    actions.show_live(live=live, number=1, now=NOW)
    with django_assert_num_queries(1):
        queries.live_review(live, language="en")
    queries.live_reviews(live, small.cohort, language="en")
    with django_assert_num_queries(2):
        queries.live_reviews(live, small.cohort, language="en")


def test_a_class_that_goes_to_several_countries_is_asked_of_none_in_particular(small):
    assert str(queries.class_corridor(small.cohort)) == "ph-jo"
    small.cohort.destinations.add(factories.DestinationFactory(code="QA", name="Qatar"))
    assert str(queries.class_corridor(small.cohort)) == "ph-any"


def test_where_a_class_comes_from_is_what_was_said_of_it_else_where_all_its_people_do(small):
    empty = factories.cohort(small.course, small.instructor)
    assert [queries.class_origin(cohort) for cohort in (small.cohort, empty)] == ["PH", ""]
    nepal = factories.OriginFactory(code="NP", name="Nepal")
    factories.learner(small.cohort, origin="NP")
    assert queries.class_origin(small.cohort) == ""
    small.cohort.origin = nepal
    assert queries.class_origin(small.cohort) == "NP"


def test_on_paper_only_those_who_go_there_count(small):
    factories.learner(small.cohort, origin="NP", destination="QA")
    assert [queries.class_origin(small.cohort, destination=code) for code in ("JO", "QA", "")] == ["PH", "NP", ""]
