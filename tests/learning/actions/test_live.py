"""Beginning a round, answering, counting cards, showing, going on, ending. Nothing of a person is kept."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from assessments import actions as assessing
from assessments.models import Question, Quiz
from assessments.queries import question
from assessments.responses import BadResponse
from learning import actions
from learning.actions import NoSuchChoice, NotAsked, NothingToAsk
from learning.models import LiveAnswer, LiveQuiz, LiveState, LiveTally
from tests import factories
from tests.factories import NOW
from tests.learning.live import begun, counts, kept, option, send


@pytest.fixture
def live(small) -> LiveQuiz:
    return begun(small)


def begin(small, source, *, count: int = 5, form_id: uuid.UUID | None = None) -> LiveQuiz:
    return actions.begin_live(form_id=form_id or uuid.uuid4(), cohort=small.cohort, source=source, count=count, now=NOW)


def published(kind: str, *answers: tuple[str, bool], **values) -> int:
    return assessing.publish_question(factories.QuestionFactory(kind=kind, answers=list(answers), **values), now=NOW).pk


# ── Beginning ────────────────────────────────────────────────────────────────────────────────────


def test_a_round_pins_the_versions_it_asks(small):
    live = begin(small, Quiz.objects.get(key="a3"))
    assert (len(live.versions), live.place, live.state, live.begun_at) == (2, 0, LiveState.ASKING, NOW)
    assert str(live.quiz) == "a3"
    assert counts(live) == {}


def test_a_topic_is_asked_as_often_as_wanted(small):
    live = begin(small, factories.TopicFactory(code="contracts"), count=2)
    assert (len(live.versions), str(live.topic)) == (2, "Contracts")


def test_what_is_asked_of_people_of_one_country_is_asked_of_a_class_that_comes_from_there(small):
    topic = factories.TopicFactory(code="embassies")
    asked = factories.QuestionFactory(topic=topic, origins=["PH"])
    version = assessing.publish_question(asked, now=NOW)
    assert begin(small, topic).versions == [version.pk]
    small.cohort.live_quizzes.all().delete()
    small.cohort.origin = factories.OriginFactory(code="NP", name="Nepal")
    with pytest.raises(NothingToAsk):
        begin(small, topic)


def test_the_same_form_twice_begins_one_round(small):
    topic, form_id = factories.TopicFactory(code="contracts"), uuid.uuid4()
    assert begin(small, topic, form_id=form_id) == begin(small, topic, form_id=form_id)
    assert LiveQuiz.objects.count() == 1


def test_while_a_round_is_open_it_is_given(small, live):
    assert begin(small, factories.TopicFactory(code="contracts")) == live


def test_only_what_four_cards_can_answer_is_asked(small):
    topic = factories.TopicFactory(code="signals")
    two = [("Yes", True), ("No", False)]
    wanted = {
        published("true_false", *two, topic=topic),
        published("multiple", ("A", True), ("B", True), ("C", False), ("D", False), topic=topic),
        published("scenario", *two, topic=topic, scene="At the gate"),
    }
    published("multiple", *[(letter, True) for letter in "ABCDE"], topic=topic)
    published("ordering", *two, topic=topic)
    assert set(begin(small, topic, count=12).versions) == wanted


def test_a_question_about_another_country_is_not_asked(small):
    topic = factories.TopicFactory(code="signals")
    published("single", ("Yes", True), ("No", False), topic=topic, destinations=["QA"])
    with pytest.raises(NothingToAsk):
        begin(small, topic)
    assert not LiveQuiz.objects.exists()


# ── Answering by phone ───────────────────────────────────────────────────────────────────────────


def test_answers_are_counted(small, live):
    right, wrong = option(live, right=True), option(live, right=False)
    for phone, raw in enumerate([right, wrong, right, None]):
        send(live, raw, phone=phone)
    assert counts(live) == {
        right: (2, 0),
        wrong: (1, 0),
        LiveTally.NOT_SURE: (1, 0),
        LiveTally.PHONES: (4, 0),
    }


def test_a_second_answer_of_a_phone_replaces_its_first(live):
    right, wrong = option(live, right=True), option(live, right=False)
    for raw in (wrong, None, right, right):
        send(live, raw)
    assert counts(live) == {right: (1, 0), LiveTally.PHONES: (1, 0)}


def test_several_choices_are_counted_each_and_the_phone_once(small):
    topic = factories.TopicFactory(code="signals")
    version = published("multiple", ("A", True), ("B", True), ("C", False), topic=topic)
    live = begin(small, topic)
    first, second, third = question(version).option_keys
    send(live, [first, third])
    send(live, [first, second])
    assert counts(live) == {first: (1, 0), second: (1, 0), LiveTally.PHONES: (1, 0)}


def test_an_answer_that_does_not_fit_counts_nothing(live):
    with pytest.raises(BadResponse):
        send(live, "no such option")
    assert (counts(live), kept()) == ({}, 0)


def test_what_is_kept_of_a_phone_says_nothing_of_it(live):
    send(live, option(live, right=True), phone=7)
    row = LiveAnswer.objects.get()
    assert {field.name for field in LiveAnswer._meta.get_fields()} == {"mark", "live", "choices"}
    assert (len(row.mark), "0" * 21 + "7" in row.mark) == (64, False)


@pytest.mark.parametrize("close", ["show", "end"])
def test_what_a_phone_chose_is_deleted_when_its_question_is_closed(live, close):
    right = option(live, right=True)
    send(live, right)
    assert kept() == 1
    if close == "show":
        actions.show_live(live=live, number=1, now=NOW)
    else:
        actions.end_live(live=live, now=NOW)
    assert kept() == 0
    assert counts(live) == {right: (1, 0), LiveTally.PHONES: (1, 0)}


def test_a_closed_question_takes_no_answer(live):
    actions.show_live(live=live, number=1, now=NOW)
    with pytest.raises(NotAsked):
        send(live, option(live, right=True))
    assert (counts(live), kept()) == ({}, 0)


def test_a_question_that_is_not_on_the_screen_takes_no_answer(live):
    later = live.versions[1]
    with pytest.raises(NotAsked):
        actions.answer_live(live=live, version=later, token="0" * 22, raw=option(live, right=True, version=later))


def test_one_token_at_two_questions_cannot_be_seen_to_be_one(live):
    send(live, option(live, right=True))
    first = LiveAnswer.objects.get().mark
    actions.show_live(live=live, number=1, now=NOW)
    actions.next_live(live=live, number=1, now=NOW)
    live.refresh_from_db()
    send(live, option(live, right=True))
    assert LiveAnswer.objects.get().mark != first


# ── Raised cards ─────────────────────────────────────────────────────────────────────────────────


def card(live: LiveQuiz, choice: str, by: int) -> None:
    actions.count_card(live=live, version=live.version, choice=choice, by=by)


def test_cards_are_counted_up_and_down_and_never_below_none(live):
    right, wrong = option(live, right=True), option(live, right=False)
    for choice, by in [(right, 1), (right, 1), (right, 1), (right, -1), (wrong, -1)]:
        card(live, choice, by)
    assert counts(live) == {right: (0, 2)}


def test_cards_and_phones_stay_apart(live):
    right = option(live, right=True)
    send(live, right)
    card(live, right, -1)
    assert counts(live) == {right: (1, 0), LiveTally.PHONES: (1, 0)}


@pytest.mark.parametrize("choice", [LiveTally.PHONES, LiveTally.NOT_SURE, "elsewhere"])
def test_a_card_for_no_choice_is_refused(live, choice):
    with pytest.raises(NoSuchChoice):
        card(live, choice, 1)


def test_after_the_answers_are_shown_no_card_is_counted(live):
    actions.show_live(live=live, number=1, now=NOW)
    with pytest.raises(NotAsked):
        card(live, option(live, right=True), 1)


# ── Going on ─────────────────────────────────────────────────────────────────────────────────────


def states(live: LiveQuiz) -> tuple[int, LiveState]:
    live.refresh_from_db()
    return live.number, live.state


def test_a_round_goes_question_by_question_to_its_end(live):
    seen = []
    for number in (1, 2, 3):
        actions.show_live(live=live, number=number, now=NOW)
        seen.append(states(live))
        actions.next_live(live=live, number=number, now=NOW)
        seen.append(states(live))
    assert seen == [
        (1, LiveState.SHOWING), (2, LiveState.ASKING),
        (2, LiveState.SHOWING), (3, LiveState.ASKING),
        (3, LiveState.SHOWING), (3, LiveState.OVER),
    ]  # fmt: skip


def test_a_button_pressed_twice_moves_once(live):
    actions.show_live(live=live, number=1, now=NOW)
    actions.show_live(live=live, number=1, now=NOW + timedelta(minutes=1))
    actions.next_live(live=live, number=1, now=NOW)
    actions.next_live(live=live, number=1, now=NOW)
    actions.show_live(live=live, number=1, now=NOW)
    assert states(live) == (2, LiveState.ASKING)


def test_no_question_is_passed_over_unshown(live):
    actions.next_live(live=live, number=1, now=NOW)
    assert states(live) == (1, LiveState.ASKING)


def test_ended_stays_ended(live):
    actions.end_live(live=live, now=NOW)
    actions.end_live(live=live, now=NOW + timedelta(hours=1))
    live.refresh_from_db()
    assert live.closed_at == NOW


def test_a_forgotten_round_is_ended_and_its_phones_are_forgotten(live):
    send(live, option(live, right=True))
    assert actions.end_forgotten_live(now=NOW + timedelta(hours=11)) == 0
    assert actions.end_forgotten_live(now=NOW + timedelta(hours=13)) == 1
    assert (states(live)[1], kept()) == (LiveState.OVER, 0)


def test_a_question_that_is_edited_meanwhile_is_asked_as_it_stood(live):
    before = question(live.version)
    row = Question.objects.get(key=before.key)
    row.stem = "Something else?"
    row.save()
    assessing.publish_question(row, now=NOW)
    assert question(live.version) == before
