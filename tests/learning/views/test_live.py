"""Live questions as an instructor leads them."""

from __future__ import annotations

import re
import uuid

import pytest

from accounts.models import Role
from learning import actions
from learning.models import LiveQuiz, LiveState
from tests import factories
from tests.factories import NOW
from tests.learning.live import begun, counts, option, send


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def at(small) -> str:
    return f"/teach/{small.cohort.code}/live/"


@pytest.fixture
def live(small) -> LiveQuiz:
    return begun(small, count=2)


def everything(at: str, live: LiveQuiz) -> list[tuple[str, str]]:
    return [
        ("GET", at),
        ("POST", at),
        ("GET", f"{at}cards/"),
        ("GET", f"{at}{live.pk}/"),
        ("GET", f"{at}{live.pk}/hands/"),
        ("POST", f"{at}{live.pk}/hands/"),
        ("POST", f"{at}{live.pk}/show/"),
        ("POST", f"{at}{live.pk}/next/"),
        ("POST", f"{at}{live.pk}/end/"),
    ]


# ── Who comes in ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("role", "centre", "reading", "writing"),
    [
        ("instructor", "hope-centre", 404, 404),
        ("programme_officer", "hope-centre", 200, 403),
        ("programme_officer", "other-centre", 404, 404),
        ("administrator", "hope-centre", 200, 403),
        ("author", "hope-centre", 403, 403),
        ("consular_officer", "hope-centre", 403, 403),
    ],
)
def test_a_round_is_seen_and_led_by_whom_it_concerns(client, at, live, role, centre, reading, writing):
    organisation = factories.OrganisationFactory(code=centre)
    client.force_login(factories.staff(Role(role), organisation=organisation, email=f"{role}@{centre}.org"))
    for method, address in everything(at, live):
        answer = client.generic(method, address)
        wanted = writing if method == "POST" else reading
        assert (answer.status_code, method, address) == (wanted, method, address)


def test_trainees_and_guests_lead_nothing(client, small, at, live):
    addresses = everything(at, live)
    for method, address in addresses:
        assert client.generic(method, address).headers["Location"].startswith("/sign-in/staff/"), address
    client.force_login(small.learner.user)
    assert {client.generic(method, address).status_code for method, address in addresses} == {403}


def test_a_round_of_another_class_is_not_reached_through_ones_own(teacher, small, live):
    own = factories.cohort(small.course, small.instructor, title="Another class")
    assert teacher.get(f"/teach/{own.code}/live/{live.pk}/").status_code == 404


# ── The way of a round ───────────────────────────────────────────────────────────────────────────


def test_the_class_page_leads_to_live_questions(teacher, small, at):
    assert f'href="{at}"' in text(teacher.get(f"/teach/{small.cohort.code}/"))


@pytest.mark.parametrize("about", ["topic:contracts", "quiz:a3"])
def test_an_instructor_chooses_what_to_ask_and_how_much(teacher, at, about):
    page = text(teacher.get(at))
    assert "My contract" in page
    form_id = re.search(r'name="form_id" value="([^"]+)"', page)[1]
    given = {"form_id": form_id, "about": about, "count": "3"}
    address = teacher.post(at, given).headers["Location"]
    assert teacher.post(at, given).headers["Location"] == address
    assert "Question 1 of" in text(teacher.get(address))
    assert f'href="{address}"' in text(teacher.get(at))


@pytest.mark.parametrize("given", [{}, {"about": "topic:none", "count": "3"}, {"about": "quiz:a3", "count": "x"}])
def test_a_form_that_cannot_be_read_says_so(teacher, at, given):
    assert "Please look at this again" in text(teacher.post(at, {"form_id": uuid.uuid4(), **given}), 422)


def test_where_the_bank_has_nothing_for_this_class_the_page_says_so(teacher, small, at):
    row = factories.QuestionFactory(topic=factories.TopicFactory(code="empty"))
    assert row.versions.count() == 0
    given = {"form_id": uuid.uuid4(), "about": "topic:empty", "count": "3"}
    assert "There is no question of this kind" in text(teacher.post(at, given), 422)


def test_the_screen_shows_letters_and_the_way_in_and_not_what_is_right(teacher, small, at, live):
    page = text(teacher.get(f"{at}{live.pk}/"))
    for words in (
        "When should you have your contract?",
        "Before I travel",
        f"http://testserver/live/{small.cohort.code}/",
    ):
        assert words in page
    assert re.findall(r'<bdi dir="ltr">([A-D])</bdi>', page) == ["A", "B", "C"]
    assert "About:" not in page


def test_a_whole_round(teacher, small, at, live):
    address = f"{at}{live.pk}/"
    right, wrong = option(live, right=True), option(live, right=False)
    for phone, raw in enumerate([right, wrong]):
        send(live, raw, phone=phone)
    teacher.post(f"{address}hands/", {"version": live.version, "more": wrong})
    assert "Show the answers" in text(teacher.get(f"{address}hands/"))
    assert teacher.post(f"{address}show/", {"number": "1"}).headers["Location"] == address
    shown = text(teacher.get(address))
    for words in ("1 of 3", "2 of 3", "About: Before I travel", "Next question"):
        assert words in shown
    teacher.post(f"{address}next/", {"number": "1"})
    assert "Question 2 of 2" in text(teacher.get(address))
    teacher.post(f"{address}end/")
    over = text(teacher.get(address))
    for words in ("What the class knows", "Not right yet: 2 of 3", "Chosen by 2 of 3:"):
        assert words in over
    assert "What the class knows" in text(teacher.get(at))


def test_cards_are_counted_by_taps(teacher, at, live):
    hands, right = f"{at}{live.pk}/hands/", option(live, right=True)
    for _tap in range(3):
        back = teacher.post(hands, {"version": live.version, "more": right}).headers["Location"]
    teacher.post(hands, {"version": live.version, "fewer": right})
    assert back == f"{hands}#choice-{right}"
    assert counts(live) == {right: (0, 2)}
    assert teacher.post(hands, {"version": live.version, "more": "elsewhere"}).status_code == 404


@pytest.mark.parametrize("version", ["", "x", "-1", "٣", "9" * 40])
def test_a_tap_for_no_question_leads_back_to_the_screen(teacher, at, live, version):
    answer = teacher.post(f"{at}{live.pk}/hands/", {"version": version, "more": option(live, right=True)})
    assert answer.headers["Location"] == f"{at}{live.pk}/"


def test_after_the_answers_are_shown_there_is_no_counting(teacher, at, live):
    actions.show_live(live=live, number=1, now=NOW)
    assert teacher.get(f"{at}{live.pk}/hands/").headers["Location"] == f"{at}{live.pk}/"


def test_officers_read_without_buttons(client, at, live):
    client.force_login(factories.staff(Role.PROGRAMME_OFFICER, email="officer@example.org"))
    for address in (at, f"{at}{live.pk}/", f"{at}{live.pk}/hands/"):
        assert 'method="post"' not in text(client.get(address)).replace('<form method="post" class="stack"', "")


def test_the_cards_are_a_to_d(teacher, at):
    assert re.findall(r'<bdi dir="ltr">([A-D])</bdi>', text(teacher.get(f"{at}cards/"))) == ["A", "B", "C", "D"]


@pytest.mark.parametrize("phones", [1, 30])
def test_query_counts_of_the_screens_are_flat(teacher, at, live, phones, django_assert_max_num_queries):
    address = f"{at}{live.pk}/"
    for phone in range(phones):
        send(live, option(live, right=False), phone=phone)
    for path in (address, f"{address}hands/"):
        with django_assert_max_num_queries(14):
            text(teacher.get(path))
    actions.end_live(live=live, now=NOW)
    text(teacher.get(address))
    with django_assert_max_num_queries(14):
        text(teacher.get(address))
    live.refresh_from_db()
    assert live.state is LiveState.OVER
