"""A quiz without JavaScript: one question a screen, every answer saved, kind words afterwards."""

from __future__ import annotations

import re
import uuid

import pytest

from assessments.actions import publish_question
from assessments.models import Answer, Attempt, QuizComponent
from assessments.queries import question
from courses import shelf
from learning.models import Record
from tests import factories
from tests.learning.practising import checklist


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


@pytest.fixture
def quiz(small) -> str:
    return f"/me/quiz/{small.contract.translation_key}/"


def begin(client, quiz: str) -> str:
    attempt = hidden(text(client.get(quiz)), "attempt")
    return client.post(quiz, {"attempt": attempt}).headers["Location"]


def answer(client, address: str, *, right: bool = True, unsure: bool = False) -> str:
    """Answer the question at this address; where it leads."""
    page = text(client.get(address))
    attempt = Attempt.objects.get(submitted_at=None)
    asked = question(attempt.versions[int(address.rstrip("/").rsplit("/", 1)[1].split("?")[0]) - 1])
    choice = next(option.key for option in asked.options if option.correct == right)
    post = {"form": hidden(page, "form"), f"answer-{asked.key}": "not-sure" if unsure else choice}
    reply = client.post(address, post)
    assert reply.status_code == 302
    return reply.headers["Location"]


def test_the_whole_way_from_start_to_feedback(small, trainee, quiz):
    small.read(*small.lessons(small.contract))
    first = begin(trainee, quiz)
    assert first == f"{quiz}1/"
    second = answer(trainee, first)
    assert second == f"{quiz}2/"
    check = answer(trainee, second)
    assert check == f"{quiz}check/"
    page = text(trainee.get(check))
    assert "All questions have an answer" in page
    reply = trainee.post(check, {"attempt": hidden(page, "attempt")})
    assert reply.headers["Location"] == f"{quiz}result/"
    result = text(trainee.get(f"{quiz}result/"))
    assert "Well done. You have passed." in result
    assert "2 of 2 answers were right." in result
    assert "Go on: Lesson 1 of Getting help" in result
    assert Record.objects.get(verb="quiz_submitted").pk == Attempt.objects.get().pk


def test_a_second_try_is_open_after_a_first_that_was_not_enough(small, trainee, quiz):
    check = answer(trainee, answer(trainee, begin(trainee, quiz), right=False), unsure=True)
    trainee.post(check, {"attempt": hidden(text(trainee.get(check)), "attempt")})
    page = text(trainee.get(f"{quiz}result/"))
    assert "Not yet. You are on the way." in page
    trainee.post(quiz, {"attempt": hidden(page, "attempt")})
    assert Attempt.objects.open().count() == 1


@pytest.fixture
def must_know(small) -> str:
    """A quiz of four questions, one of which everyone must know."""
    topic = factories.TopicFactory(code="help")
    asked = [factories.QuestionFactory(topic=topic) for _number in range(3)]
    asked.append(factories.QuestionFactory(topic=topic, must_know=True, lesson="getting-help/lesson-1"))
    for one in asked:
        publish_question(one, now=factories.NOW)
    small.helping.quiz = factories.quiz_of("a11", topic="help", count=4)
    small.helping.save()
    shelf.renew()
    return f"/me/quiz/{small.helping.translation_key}/"


def take(client, address: str, *, missing_must_know: bool) -> str:
    """Answer to the end, all right but what everyone must know; the page of the result."""
    while not address.endswith("check/"):
        attempt = Attempt.objects.get(submitted_at=None)
        number = int(address.rstrip("/").rsplit("/", 1)[1])
        must = question(attempt.versions[number - 1]).must_know
        address = answer(client, address, right=not (must and missing_must_know))
    reply = client.post(address, {"attempt": hidden(text(client.get(address)), "attempt")})
    return text(client.get(reply.headers["Location"]))


def test_a_missed_must_know_says_which_lesson_to_read_first(trainee, must_know):
    page = take(trainee, begin(trainee, must_know), missing_must_know=True)
    assert "First read this lesson again" in page
    assert 'href="/en/ph-jo/getting-help/lesson-1/"' in page


def test_only_what_was_missed_is_asked_again_and_then_all_is_passed(trainee, must_know):
    page = take(trainee, begin(trainee, must_know), missing_must_know=True)
    assert "Ask me only these again" in page
    first = trainee.post(f"{must_know}again/", {"attempt": hidden(page, "attempt")}).headers["Location"]
    assert len(Attempt.objects.get(submitted_at=None).versions) == 1
    page = take(trainee, first, missing_must_know=False)
    assert "Well done. You have passed." in page
    payloads = Record.objects.filter(verb="quiz_submitted").order_by("received_at").values_list("payload", flat=True)
    assert list(payloads) == [
        {"passed": False, "earned": "3.000", "possible": "4.000"},
        {"passed": True, "earned": "3.000", "possible": "4.000"},
    ]


@pytest.mark.parametrize(("private", "offered"), [(False, "ask you aloud"), (True, "/en/ph-jo/numbers/")])
def test_after_three_tries_the_page_offers_help_and_of_a_private_module_staff_never_hear(
    small, trainee, must_know, private, offered
):
    small.helping.sensitive = private
    small.helping.save()
    shelf.renew()
    page = take(trainee, begin(trainee, must_know), missing_must_know=True)
    for _try in range(2):
        assert offered not in page
        first = trainee.post(f"{must_know}again/", {"attempt": hidden(page, "attempt")}).headers["Location"]
        page = take(trainee, first, missing_must_know=True)
    assert offered in page
    assert ("ask you aloud" in page) is not private


@pytest.mark.parametrize(
    ("practised", "weighed", "said"),
    [
        (False, False, ""),
        (True, False, "Besides your answers, what you practise with your instructor counts."),
        (False, True, "Besides your answers, the questions you answered in each module count."),
        (True, True, "what you practise with your instructor and the questions you answered in each module"),
    ],
)
def test_what_counts_besides_the_answers_is_said_before_and_after(small, trainee, practised, weighed, said):
    final = small.quizzes[small.course.translation_key]
    if practised:
        checklist(final)
    if weighed:
        QuizComponent.objects.create(quiz=final, kind="theory", weight=1, pass_mark=50)
        QuizComponent.objects.create(quiz=final, kind="continuous", weight=1, pass_mark=50)
    address = f"/me/quiz/{small.course.translation_key}/"
    pages = [text(trainee.get(address)), take(trainee, begin(trainee, address), missing_must_know=False)]
    assert [(said or "Besides") in page for page in pages] == [bool(said)] * 2


def test_with_nothing_missed_there_is_nothing_to_ask_again(trainee, must_know):
    assert trainee.post(f"{must_know}again/").headers["Location"] == must_know
    take(trainee, begin(trainee, must_know), missing_must_know=False)
    assert trainee.post(f"{must_know}again/").headers["Location"] == f"{must_know}result/"


def test_two_taps_begin_one_attempt(small, trainee, quiz):
    attempt = hidden(text(trainee.get(quiz)), "attempt")
    for _twice in range(2):
        trainee.post(quiz, {"attempt": attempt})
    assert [begun.pk for begun in Attempt.objects.all()] == [uuid.UUID(attempt)]


def test_the_same_answer_sent_twice_is_kept_once(small, trainee, quiz):
    address = begin(trainee, quiz)
    page = text(trainee.get(address))
    asked = question(Attempt.objects.get().versions[0])
    for _twice in range(2):
        trainee.post(address, {"form": hidden(page, "form"), f"answer-{asked.key}": "not-sure"})
    assert Answer.objects.count() == 1


def test_changing_an_answer_by_going_back_counts_the_last_one(small, trainee, quiz):
    address = begin(trainee, quiz)
    page = text(trainee.get(address))
    asked = question(Attempt.objects.get().versions[0])
    for option in asked.options[:2]:
        trainee.post(address, {"form": hidden(page, "form"), f"answer-{asked.key}": option.key})
    chosen = re.search(r'value="([^"]*)" checked', text(trainee.get(address)))[1]
    assert chosen == asked.options[1].key


def test_she_goes_on_where_she_stopped(small, trainee, quiz):
    answer(trainee, begin(trainee, quiz))
    assert "Go on" in text(trainee.get(quiz))
    assert begin(trainee, quiz) == f"{quiz}2/"


def test_nothing_chosen_is_said_kindly_and_nothing_is_kept(small, trainee, quiz):
    address = begin(trainee, quiz)
    assert "Choose an answer, or choose" in text(trainee.post(address, {}), 422)
    assert not Answer.objects.exists()


def test_an_answer_can_be_changed_before_it_is_sent(small, trainee, quiz):
    check = answer(trainee, answer(trainee, begin(trainee, quiz)))
    assert f'href="{quiz}1/?from=check"' in text(trainee.get(check))
    page = text(trainee.get(f"{quiz}1/?from=check"))
    asked = question(Attempt.objects.get().versions[0])
    post = {"form": hidden(page, "form"), "from": "check", f"answer-{asked.key}": "not-sure"}
    assert trainee.post(f"{quiz}1/", post).headers["Location"] == check
    assert "Not sure" in text(trainee.get(check))


def test_sending_twice_scores_once(small, trainee, quiz):
    check = answer(trainee, answer(trainee, begin(trainee, quiz)))
    attempt = hidden(text(trainee.get(check)), "attempt")
    for _twice in range(2):
        assert trainee.post(check, {"attempt": attempt}).headers["Location"] == f"{quiz}result/"
    assert Record.objects.filter(verb="quiz_submitted").count() == 1


def test_no_page_before_sending_tells_what_is_right(small, trainee, quiz):
    address = begin(trainee, quiz)
    pages = text(trainee.get(address)) + text(trainee.get(f"{quiz}check/"))
    assert "About: Before I travel" not in pages
    assert "correct" not in pages


def test_the_attempt_of_another_person_cannot_be_sent(small, trainee, quiz):
    other = small.attempt(small.contract.translation_key, by=small.classmate())
    trainee.post(f"{quiz}check/", {"attempt": other.pk})
    other.refresh_from_db()
    assert other.submitted_at is None


@pytest.mark.parametrize("path", ["1/", "check/", "result/"])
def test_without_an_attempt_every_page_leads_to_the_start(trainee, quiz, path):
    assert trainee.get(f"{quiz}{path}").headers["Location"] == quiz


def test_a_place_without_a_quiz_is_not_found(small, trainee):
    assert trainee.get(f"/me/quiz/{small.overlay.translation_key}/").status_code == 404
    assert trainee.get(f"/me/quiz/{uuid.uuid4()}/").status_code == 404


def test_a_question_that_is_not_there_is_not_found(trainee, quiz):
    begin(trainee, quiz)
    assert trainee.get(f"{quiz}3/").status_code == 404


def test_an_empty_bank_is_said_and_loses_nothing(small, trainee, quiz):
    from assessments.models import Question

    Question.objects.update(retired_at=factories.NOW)
    assert "There are no questions here yet" in text(trainee.post(quiz, {}), 503)


def test_guests_sign_in_first_and_come_back(client, small, quiz):
    assert client.get(quiz).headers["Location"] == f"/sign-in/?next={quiz.replace('/', '%2F')}"


@pytest.mark.parametrize("count", [2, 12])
def test_a_question_takes_as_many_queries_in_a_long_quiz(small, trainee, quiz, count, django_assert_max_num_queries):
    from assessments.actions import publish_question

    for _each in range(count):
        publish_question(factories.QuestionFactory(), now=factories.NOW)
    small.quizzes[small.contract.translation_key].parts.update(count=count)
    address = begin(trainee, quiz)
    with django_assert_max_num_queries(7):
        trainee.get(address)
    with django_assert_max_num_queries(7):
        trainee.get(f"{quiz}check/")
