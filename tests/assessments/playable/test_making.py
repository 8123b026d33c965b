import pytest
from django.urls import reverse
from h5p_python import Score, can_rescore

from accounts.models import AccessLog
from assessments.models import QuizItem
from h5p.models import Interactive
from tests.assessments.conftest import make_question, published
from tests.factories import QuizFactory, UserFactory

pytestmark = pytest.mark.django_db
MAKE = "/admin/questions/h5p/"


def wish(**more) -> dict[str, str]:
    return {"language": "en", "shape": "set", **more}


@pytest.fixture
def bank():
    """A question of every kind that nobody asks in a quiz, and one that is not published."""
    found = {kind: published(kind).question for kind in ("single", "true_false", "multiple", "ordering")}
    found["draft"] = make_question("single", key="draft")
    return found


@pytest.fixture
def topic(bank):
    return bank["single"].topic


def made() -> Interactive:
    return Interactive.objects.get()


def params() -> dict:
    return made().versions.latest("number").params


def test_the_page_says_of_each_question_whether_it_goes_along(desk, installed, topic):
    body = desk.get(MAKE, wish(topic=topic.pk)).content.decode()
    assert "3 questions go along" in body
    assert "This format has no such kind of question." in body
    assert "draft" not in body


def test_ticked_questions_become_a_set_and_it_is_written_down(desk, author, installed, bank, topic):
    query = f"?language=en&shape=set&topic={topic.pk}"
    ticked = [bank[kind].pk for kind in ("single", "true_false")]
    answer = desk.post(MAKE + query, {"title": "Practice", "pass_mark": "60", "licence": "CC BY", "question": ticked})
    content = made()
    assert answer.headers["Location"] == reverse("h5p_desk:content", args=[content.pk])
    assert (content.title, content.language, content.licence, content.library) == (
        "Practice", "en", "CC BY", "H5P.QuestionSet",
    )  # fmt: skip
    asked = [one["params"]["question"] for one in params()["questions"]]
    assert asked == ["<p>A single question?</p>", "<p>A true_false question?</p>"]
    assert params()["passPercentage"] == 60
    log = AccessLog.objects.get(verb="questions_exported")
    assert (log.actor, log.purpose) == (author, "h5p")


def test_what_is_no_number_of_a_question_ticks_none(desk, installed, bank, topic):
    given = {"title": "Practice", "pass_mark": "60", "licence": "U", "question": ["²", "9" * 5000, "\0"]}
    assert desk.post(f"{MAKE}?language=en&shape=set&topic={topic.pk}", given).status_code == 422
    assert not Interactive.objects.exists()


def test_quick_choices(desk, installed, topic, bank):
    desk.post(f"{MAKE}?language=en&shape=quick&topic={topic.pk}", {
        "title": "Quick", "pass_mark": "100", "licence": "U", "question": [one.pk for one in bank.values()],
    })  # fmt: skip
    assert made().library == "H5P.SingleChoiceSet"
    assert [one["answers"] for one in params()["choices"]] == [["Before", "After", "Never"], ["False", "True"]]


def test_what_a_quiz_asks_stays_out_unless_it_is_wished(desk, installed, bank, topic):
    quiz = QuizFactory(title="The final test")
    QuizItem.objects.create(quiz=quiz, question=bank["single"], sort_order=0)
    body = desk.get(MAKE, wish(topic=topic.pk)).content.decode()
    assert "2 questions go along" in body
    assert "The final test" in body
    address = f"{MAKE}?language=en&shape=set&topic={topic.pk}"
    given = {"title": "Practice", "pass_mark": "60", "licence": "U", "question": [bank["single"].pk]}
    assert desk.post(address, given).status_code == 422
    assert not Interactive.objects.exists()
    desk.post(f"{address}&asked_too=on", given)
    assert made().library == "H5P.MultiChoice"


def test_the_answers_can_be_scored_again_on_the_server(desk, installed, bank, topic):
    desk.post(f"{MAKE}?language=en&shape=set&topic={topic.pk}", {
        "title": "One", "pass_mark": "60", "licence": "U", "question": [bank["multiple"].pk],
    })  # fmt: skip
    assert can_rescore(made().versions.get().main_key)
    assert Score(2, 2).possible == sum(one["correct"] for one in params()["answers"])


def test_it_may_take_the_place_of_an_older_one(desk, installed, bank, topic):
    address = f"{MAKE}?language=en&shape=set&topic={topic.pk}"
    given = {"title": "One", "pass_mark": "60", "licence": "U", "question": [bank["single"].pk]}
    desk.post(address, given)
    desk.post(address, {**given, "title": "Two", "into": str(made().pk)})
    assert (made().title, made().versions.count()) == ("Two", 2)


def test_content_types_that_are_not_installed_are_named(desk, bank, topic):
    body = desk.get(MAKE, wish(topic=topic.pk)).content.decode()
    assert "These content types are not installed: H5P.QuestionSet" in body
    answer = desk.post(f"{MAKE}?language=en&shape=set&topic={topic.pk}", {
        "title": "One", "pass_mark": "60", "licence": "U", "question": [bank["single"].pk],
    })  # fmt: skip
    assert answer.status_code == 422
    assert "H5P.MultiChoice" in answer.content.decode()


def test_nothing_chosen_is_said(desk):
    assert "Choose a topic or a quiz" in desk.get(MAKE, wish()).content.decode()


def test_the_list_of_the_bank_leads_there(desk, bank):
    address = reverse("wagtail_bulk_action", args=["assessments", "question", "h5p"])
    answer = desk.get(address, {"id": [bank["single"].pk, bank["multiple"].pk]})
    assert answer.status_code == 302
    assert "2 questions go along" in desk.get(answer.headers["Location"]).content.decode()
    assert MAKE in desk.get(reverse("wagtailsnippets_assessments_question:list")).content.decode()


def test_the_page_is_for_those_who_may_edit_the_bank(client):
    client.force_login(UserFactory())
    assert client.get(MAKE).status_code == 302


def test_queries_do_not_grow_with_the_questions(desk, installed, topic, django_assert_max_num_queries):
    for number in range(12):
        published("single", key=f"more-{number}")
    with django_assert_max_num_queries(60):
        desk.get(MAKE, wish(topic=topic.pk))
