"""Knowledge change as the office and a class meet it."""

from __future__ import annotations

import uuid
from copy import deepcopy

import pytest
from django.test import Client

from accounts.models import AccessLog, Membership, Role
from assessments import actions
from assessments.models import Attempt, QuizItem
from assessments.queries import forget_versions, pinned
from courses.models import CoursePage
from learning.before import place_before
from learning.models import Cohort, Learner
from tests import factories
from tests.factories import NOW
from tests.reports.conftest import (
    TAKE,
    cells_on_screen,
    centre,
    csv_cells,
    ministry,
    officer,
    people,
    place,
    screen,
    trimmed,
    xlsx_cells,
)
from tests.reports.test_views import ADMITTED

pytestmark = pytest.mark.django_db
HERE = "/office/knowledge/"
PAGES = [HERE, "/office/knowledge.csv", "/office/knowledge.xlsx"]
HEAD = [
    "Group, topic or question", "People", "Before (%)", "After (%)", "Change (points)", "Interval (95 in 100)",
    "Of what could be gained (%)", "Counted by",
]  # fmt: skip


@pytest.fixture(autouse=True)
def today(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture(scope="session")
def standing_tested(ground: None) -> CoursePage:
    """A course with two linked questions about contracts and one about money."""
    before = factories.QuizFactory(key="before", title="Before", form="A")
    final = factories.QuizFactory(key="final", title="Final", form="B", before=before)
    for family, topic in (("rest", "contracts"), ("wage", "contracts"), ("transfer", "money")):
        for form, quiz in (("A", before), ("B", final)):
            question = factories.QuestionFactory(
                key=f"{family}-{form.lower()}", family=family, form=form, stem=f"What of {family}, {form}?",
                topic=factories.TopicFactory(code=topic),
            )  # fmt: skip
            actions.publish_question(question, now=NOW)
            QuizItem.objects.create(quiz=quiz, question=question)
    return factories.course(factories.module(), title="Domestic work", final=final)


@pytest.fixture
def tested(db, standing_tested: CoursePage) -> CoursePage:
    return deepcopy(standing_tested)


def sit(learner: Learner, course: CoursePage, *, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Both tests of a person: which families she had right each time."""
    quiz, place = course.final_quiz, course.translation_key
    _sit(learner, quiz.before, place_before(place), before)
    _sit(learner, quiz, place, after)


def _sit(learner: Learner, quiz, place: uuid.UUID, right: tuple[str, ...]) -> Attempt:
    attempt = actions.begin(
        attempt_id=uuid.uuid4(), person=learner.user, quiz=quiz, placement=place, language="en", origin="PH",
        destination="JO", known_facts=frozenset(), known_origin_facts=frozenset(), now=NOW,
    )  # fmt: skip
    for number, (version, question) in enumerate(pinned(attempt).items()):
        known = question.key.rpartition("-")[0] in right
        raw = next(iter(question.right_keys)) if known else None
        actions.save_answer(
            answer_id=uuid.uuid4(), attempt=attempt, version_id=version, raw=raw, sequence=number, now=NOW
        )
    actions.grade(attempt, now=NOW)
    return attempt


def group(cohort: Cohort, count: int, **values) -> list[Learner]:
    """So many people of a class, of whom all knew one thing before and everything afterwards."""
    made = people(cohort, count, **values)
    for learner in made:
        sit(learner, cohort.course, before=("rest",), after=("rest", "wage", "transfer"))
    return made


@pytest.fixture
def hope(tested) -> Cohort:
    """Six people of one class, of whom one knew nothing before and one but half afterwards."""
    found = factories.cohort(tested, centre=centre("hope"), title="Morning class", code="K7M42P")
    group(found, 4)
    low, high = people(found, 2, to="QA")
    sit(low, tested, before=(), after=("rest", "transfer"))
    sit(high, tested, before=("rest", "wage", "transfer"), after=("rest", "wage", "transfer"))
    return found


@pytest.fixture
def far(tested) -> Cohort:
    found = factories.cohort(tested, centre=centre("far"), title="Far class", code="K8M43Q")
    group(found, 7, sex="man")
    return found


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("role", [role for role in Role if role != Role.TRAINEE])
def test_who_may_come_in(role, address, hope, browser):
    assert browser(officer(hope.centre, role)).get(address).status_code == (200 if role in ADMITTED else 403)


@pytest.mark.parametrize("address", PAGES)
def test_strangers_and_trainees_stay_out(address, hope, browser):
    assert Client().get(address).url.startswith("/sign-in/staff/")
    assert browser(hope.enrolments.first().learner.user).get(address).status_code == 403


def test_a_centre_reads_what_its_class_knew_before_and_after(hope, far, browser):
    page = browser(officer(hope.centre)).get(HERE).content.decode()
    figures = ["6", "38", "94", "+55.6", "+27 to +84.1", "91"]
    assert cells_on_screen(page) == [
        HEAD,
        ["Morning class · K7M42P", *figures, "Class"],
        ["All people", *figures, "All"],
        ["Contracts", "6", "50", "91", "+41.7", "+20.2 to +63.1", "83", "Topic"],
        ["Money", *["hidden"] * 6, "Topic"],
        ["What of rest, A?", "6", "hidden", "hidden", "–", "–", "–", "Question"],
        ["What of wage, A?", "6", "hidden", "hidden", "–", "–", "–", "Question"],
        ["What of transfer, A?", "6", "hidden", "100", "–", "–", "–", "Question"],
    ]
    assert "6 people answered linked questions before and after: 38% was right before, 94% after." in page
    assert "Far class" not in page


def test_one_who_was_wrong_is_told_of_no_more_than_one_who_was_right(tested, browser):
    """Of ten, one did not know of money, which is a topic of one question: its mean would say the same."""
    found = factories.cohort(tested, centre=centre("hope"))
    everything = ("rest", "wage", "transfer")
    for number, learner in enumerate(people(found, 10)):
        sit(learner, tested, before=("rest", "transfer")[: 2 if number else 1], after=everything)
    rows = cells_on_screen(browser(officer(found.centre)).get(HERE).content.decode())
    assert [row[:4] for row in rows[3:]] == [
        ["Contracts", "10", "50", "100"],
        ["Money", "hidden", "hidden", "hidden"],
        ["What of rest, A?", "10", "100", "100"],
        ["What of wage, A?", "10", "0", "100"],
        ["What of transfer, A?", "10", "hidden", "100"],
    ]


def test_the_words_claim_no_more_than_a_change(hope, browser):
    page = browser(officer(hope.centre)).get(HERE).content.decode().lower()
    assert "it does not tell what has caused it" in page
    for word in ("impact", "effect", "protection achieved"):
        assert word not in page


def test_small_groups_are_hidden_and_so_is_what_would_tell_of_them(hope, far, browser):
    own = browser(officer(ministry()))
    rows = [row[:3] for row in cells_on_screen(own.get(f"{HERE}?by=destination").content.decode())]
    assert rows[1:4] == [["Jordan", "hidden", "hidden"], ["Qatar", "hidden", "hidden"], ["All people", "13", "35"]]
    rows = [row[:2] for row in cells_on_screen(own.get(f"{HERE}?by=sex").content.decode())]
    assert rows[1:4] == [["Man", "7"], ["Woman", "6"], ["All people", "13"]]


def test_no_centre_and_no_day_narrows_the_page_so_that_nobody_is_told_of_by_subtraction(hope, far, browser):
    group(factories.cohort(far.course, centre=centre("near"), code="K9M44R", title="Near class"), 3)
    own = browser(officer(ministry()))
    rows = [row[:2] for row in cells_on_screen(own.get(f"{HERE}?centre=far&starts_to=2026-01-01").content.decode())]
    assert [count for _name, count in rows[1:5]] == ["7", "hidden", "hidden", "16"]
    rows = [row[:2] for row in cells_on_screen(own.get(f"{HERE}?by=centre").content.decode())]
    assert rows[1:4] == [["Centre far", "7"], ["Centre hope", "hidden"], ["Centre near", "hidden"]]


def test_what_a_class_hides_its_centre_does_not_tell(hope, far, browser):
    """A class of three beside one of six: the centre less the class of six would be the three."""
    group(factories.cohort(far.course, centre=hope.centre, code="K9M44R", title="Small class"), 3)
    own = browser(officer(ministry()))
    pages = [own.get(f"{HERE}?by={by}").content.decode() for by in ("class", "centre")]
    assert [row[:2] for page in pages for row in cells_on_screen(page) if row[-1] in ("Class", "Centre")] == [
        ["Far class · K8M43Q", "7"],
        ["Morning class · K7M42P", "hidden"],
        ["Small class · K9M44R", "hidden"],
        ["Centre far", "7"],
        ["Centre hope", "9"],
    ]


def test_a_question_that_nearly_everybody_met_does_not_tell_of_the_others(hope, tested, browser):
    """Three people came when the question on money had been taken out."""
    QuizItem.objects.filter(question__family="transfer").delete()
    for learner in people(hope, 3):
        sit(learner, tested, before=("rest",), after=("rest", "wage"))
    rows = cells_on_screen(browser(officer(hope.centre)).get(HERE).content.decode())
    told = {row[0]: row[1] for row in rows}
    assert (told["Contracts"], told["Money"], told["What of transfer, A?"]) == ("9", "hidden", "hidden")


def test_a_person_in_two_classes_counts_once_in_all(hope, tested, browser):
    second = factories.cohort(tested, centre=hope.centre, title="Second class", code="K8M43Q")
    for enrolment in hope.enrolments.all():
        place(enrolment.learner, second)
    rows = [row[:2] for row in cells_on_screen(browser(officer(hope.centre)).get(HERE).content.decode())]
    assert [count for _name, count in rows[1:4]] == ["6", "6", "6"]


def test_before_five_are_matched_there_is_nothing(tested, browser):
    found = factories.cohort(tested, centre=centre("hope"))
    group(found, 4)
    page = browser(officer(found.centre)).get(HERE).content.decode()
    assert cells_on_screen(page) == []
    assert "fewer than five people" in page


def test_without_a_test_before_any_course_the_page_says_so(course, browser):
    found = factories.cohort(course, centre=centre("hope"))
    response = browser(officer(found.centre)).get(HERE)
    assert response.status_code == 200
    assert "No course has a test before it yet." in response.content.decode()


@pytest.mark.parametrize("query", ["?by=shoe", "?course=none"])
def test_what_cannot_be_asked_is_refused(query, hope, far, browser):
    response = browser(officer(hope.centre)).get(f"{HERE}{query}")
    assert response.status_code == 422
    assert cells_on_screen(response.content.decode()) == []


@pytest.mark.parametrize("query", ["", "?by=sex", "?by=centre"])
def test_files_hold_what_the_screen_shows_and_are_written_down(query, hope, far, browser):
    own = browser(officer(ministry()))
    shown = screen(own.get(f"{HERE}{query}").content.decode())
    csv = own.post(f"/office/knowledge.csv{query}", TAKE)
    xlsx = own.post(f"/office/knowledge.xlsx{query}", TAKE)
    assert csv_cells(b"".join(csv.streaming_content)) == shown
    assert xlsx_cells(b"".join(xlsx.streaming_content)) == trimmed(shown)
    logged = AccessLog.objects.filter(verb="report_exported")
    assert {one.subject.split()[0] for one in logged} == {"report:knowledge.csv", "report:knowledge.xlsx"}
    assert all(one.purpose == "audit" for one in logged)


def test_without_a_purpose_nothing_leaves(hope, browser):
    response = browser(officer(hope.centre)).post("/office/knowledge.csv", {})
    assert response.status_code == 422
    assert not AccessLog.objects.filter(verb="report_exported").exists()


@pytest.mark.parametrize("count", [5, 12])
def test_the_number_of_queries_is_flat(count, hope, tested, browser, django_assert_max_num_queries):
    group(hope, count)
    own = browser(officer(hope.centre))
    own.get(HERE)
    forget_versions()
    with django_assert_max_num_queries(28):
        own.get(HERE)


def test_an_instructor_sees_her_class_as_a_whole(hope, browser):
    teacher = factories.staff(Role.INSTRUCTOR, organisation=hope.centre, email="t@example.org")
    hope.instructors.add(teacher)
    page = browser(teacher).get("/teach/K7M42P/knowledge/").content.decode()
    assert [row[-1] for row in cells_on_screen(page)] == ["Counted by", "All", "Topic", "Topic", *["Question"] * 3]
    assert 'href="/teach/K7M42P/knowledge/"' in browser(teacher).get("/teach/K7M42P/").content.decode()


def test_an_officer_who_teaches_the_class_is_led_there_too(hope, browser):
    """Else the class page would show what the office hides beside a small class."""
    both = officer(hope.centre)
    Membership.objects.create(user=both, organisation=hope.centre, role=Role.INSTRUCTOR)
    hope.instructors.add(both)
    assert browser(both).get("/teach/K7M42P/knowledge/").url == HERE


def test_an_instructor_who_is_an_officer_elsewhere_sees_her_class(hope, far, browser):
    teacher = factories.staff(Role.INSTRUCTOR, organisation=hope.centre, email="t@example.org")
    Membership.objects.create(user=teacher, organisation=far.centre, role=Role.PROGRAMME_OFFICER)
    hope.instructors.add(teacher)
    assert browser(teacher).get("/teach/K7M42P/knowledge/").status_code == 200


def test_a_class_of_others_is_not_there(hope, far, browser):
    teacher = factories.staff(Role.INSTRUCTOR, organisation=hope.centre, email="t@example.org")
    far.instructors.add(teacher)
    assert browser(teacher).get("/teach/K7M42P/knowledge/").status_code == 404


def test_an_officer_is_led_to_the_page_that_weighs_classes_against_each_other(hope, browser):
    assert browser(officer(hope.centre)).get("/teach/K7M42P/knowledge/").url == HERE
