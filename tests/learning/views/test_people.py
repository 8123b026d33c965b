"""One person of a class on the page that staff see, and what they decide there."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.models import AccessLog, Role, User
from learning import queries
from learning.actions import Mark, add_session, close_session, mark_attendance, move
from learning.actions.counting import Had, Part, ask_outside, decide_outside, exempt
from learning.actions.merging import merge
from learning.actions.taught import name_modules
from learning.models import ClassSession, Exemption, Learner, Merge, OutsideTraining
from learning.queries import people
from tests import factories
from tests.factories import NOW
from tests.learning.conftest import SmallClass

HAD = Had("Hope Foundation", date(2026, 5, 2), "Certificate 1234")


@pytest.fixture
def officer(small: SmallClass) -> User:
    return factories.staff(
        Role.PROGRAMME_OFFICER, organisation=small.cohort.centre, email="officer@example.org", name="Office"
    )


@pytest.fixture
def desk(officer: User) -> Client:
    """The browser of the officer of the centre."""
    browser = Client()
    browser.force_login(officer)
    return browser


def page_of(small: SmallClass, learner: Learner | None = None) -> str:
    place = (learner or small.learner).enrolments.get(cohort=small.cohort)
    return f"/teach/{small.cohort.code}/people/{place.pk}/"


def read(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def contract(small: SmallClass) -> Part:
    return Part(small.contract.translation_key)


def ask(small: SmallClass, by: User, part: Part | None = None) -> OutsideTraining:
    return ask_outside(
        form_id=uuid.uuid4(), learner=small.learner, part=part or contract(small), had=HAD, by=by, now=NOW
    )


def training(small: SmallClass, **values) -> dict[str, object]:
    given = {
        "form_id": uuid.uuid4(), "part": small.contract.translation_key, "provider": "Hope", "held_on": "2026-05-02",
        "proof": "A paper",
    }  # fmt: skip
    return {f"outside-{name}": value for name, value in (given | values).items()}


# ── Her page ─────────────────────────────────────────────────────────────────────────────────────


def test_the_page_tells_what_is_done_and_what_is_left(small, teacher):
    small.read(small.lessons(small.contract)[0])
    page = read(teacher, page_of(small))
    assert "1 lesson left." in page
    assert "Questions not passed yet." in page
    assert "Not begun" in page


def test_nothing_of_a_private_module_is_on_it(small, teacher, desk):
    """Neither its title nor whether it is done: the page is the same before and after."""
    before = [read(browser, page_of(small)) for browser in (teacher, desk)]
    small.read(*small.lessons(small.helping))
    after = [read(browser, page_of(small)) for browser in (teacher, desk)]
    assert ["Getting help" in page or str(small.helping.translation_key) in page for page in after] == [False, False]
    assert [page.count("not shown") for page in after] == [page.count("not shown") for page in before] == [1, 1]
    assert [page.count("Begun") for page in after] == [page.count("Begun") for page in before]


def test_what_was_not_studied_here_is_shown_as_what_it_is(small, teacher, officer):
    decide_outside(training=ask(small, small.instructor), accepted=True, answer="", by=officer, now=NOW)
    overlay = Part(small.overlay.translation_key, "JO")
    exempt(form_id=uuid.uuid4(), learner=small.learner, part=overlay, reason="Lived there", by=officer, now=NOW)
    page = read(teacher, page_of(small))
    assert "Recognised: given by <bdi>Hope Foundation</bdi>, ended on" in page
    assert "Exempt: <bdi>Lived there</bdi>" in page
    assert "Proof seen: <bdi>Certificate 1234</bdi>" in page


def test_her_roll_calls_are_on_it(small, teacher):
    session = add_session(cohort=small.cohort, starts_at=NOW - timedelta(days=400), minutes=90, topic="")
    mark = {small.learner.enrolments.get().pk: Mark("late", 60)}
    mark_attendance(marking=uuid.uuid4(), session=session, marks=mark, by=small.instructor, now=NOW)
    add_session(cohort=small.cohort, starts_at=NOW - timedelta(days=300), minutes=90, topic="")
    page = read(teacher, page_of(small))
    assert "60 of 180 minutes" in page
    assert "Late · 60 minutes" in page
    assert "no mark" in page


def test_minutes_that_came_along_from_another_class_are_said_to(small, teacher):
    session = add_session(cohort=small.cohort, starts_at=NOW, minutes=60, topic="")
    place = small.learner.enrolments.get()
    mark_attendance(marking=uuid.uuid4(), session=session, marks={place.pk: Mark("present", 60)}, by=small.instructor,
                    now=NOW)  # fmt: skip
    evening = factories.cohort(small.course, small.instructor, title="Evening class")
    moved = move(enrolment=place, to=evening, by=small.instructor, now=NOW + timedelta(hours=2))
    page = read(teacher, f"/teach/{evening.code}/people/{moved.pk}/")
    assert ("60 of 60 minutes" in page, "With those of the class she came from." in page) == (True, True)
    assert "No session has been held." in page


def test_the_page_takes_as_many_queries_for_much_as_for_little(small, teacher, django_assert_max_num_queries):
    read(teacher, page_of(small))
    with django_assert_max_num_queries(32) as asked:
        read(teacher, page_of(small))
    small.finish()
    for day in range(1, 4):
        add_session(cohort=small.cohort, starts_at=NOW - timedelta(days=400 + day), minutes=90, topic="")
    with django_assert_max_num_queries(len(asked)):
        read(teacher, page_of(small))


def test_who_does_not_teach_the_class_is_written_down(small, desk, officer):
    read(desk, page_of(small))
    assert AccessLog.objects.get(verb="person_read").actor == officer


def test_a_course_that_was_withdrawn_leaves_a_page_without_modules(small, teacher, monkeypatch):
    monkeypatch.setattr("learning.queries.people.course_words", lambda *_args, **_options: None)
    assert "Ask for recognition" not in read(teacher, page_of(small))


# ── Training had elsewhere ───────────────────────────────────────────────────────────────────────


def test_an_instructor_writes_down_training_and_somebody_else_decides(small, teacher, desk, officer):
    response = teacher.post(f"{page_of(small)}outside/", training(small))
    assert response.headers["Location"] == f"{page_of(small)}#outside"
    asked = OutsideTraining.objects.get()
    assert (asked.provider, asked.held_on, asked.proof, asked.asked_by) == (
        "Hope", date(2026, 5, 2), "A paper", small.instructor,
    )  # fmt: skip
    assert "Waits for a second person" in read(teacher, page_of(small))
    assert "For: My contract" in read(desk, "/teach/recognitions/")
    desk.post(f"/teach/recognitions/{asked.pk}/", {f"d{asked.pk.hex}-accepted": "yes"})
    asked.refresh_from_db()
    assert (asked.accepted, asked.decided_by) == (True, officer)
    assert "Nothing waits for you." in read(desk, "/teach/recognitions/")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"part": uuid.UUID(int=1)}, "Select a valid choice"),
        ({"held_on": "2999-01-01"}, "This day has not come yet."),
        ({"held_on": ""}, "This field is required."),
        ({"proof": ""}, "This field is required."),
        ({"provider": "x" * 201}, "at most 200"),
    ],
    ids=["of nothing", "to come", "no day", "no proof", "too long"],
)
def test_what_is_missing_is_said_in_words(small, teacher, wrong, told):
    response = teacher.post(f"{page_of(small)}outside/", training(small, **wrong))
    assert (response.status_code, told in response.content.decode()) == (422, True)
    assert not OutsideTraining.objects.exists()


def test_one_request_waits_for_each_part(small, teacher):
    ask(small, small.instructor)
    response = teacher.post(f"{page_of(small)}outside/", training(small))
    assert (response.status_code, "waiting already" in response.content.decode()) == (422, True)


def test_a_private_module_is_not_offered_but_the_whole_course_is(small, teacher):
    sheet = people.person_sheet(small.learner.enrolments.get(), language="en", now=NOW)
    assert [part.title for part in sheet.open_parts] == ["My contract", "Where I go", "Domestic work"]
    response = teacher.post(f"{page_of(small)}outside/", training(small, part=small.helping.translation_key))
    assert response.status_code == 422


def test_who_decides_reads_the_name_of_no_private_module(small, desk, officer):
    """One that was not private when it was asked for."""
    ask(small, small.instructor, Part(small.helping.translation_key))
    page = read(desk, "/teach/recognitions/")
    assert ("Hope Foundation" in page, "Getting help" in page) == (True, False)


def test_a_refusal_needs_a_reason(small, desk):
    asked = ask(small, small.instructor)
    response = desk.post(f"/teach/recognitions/{asked.pk}/", {f"d{asked.pk.hex}-accepted": "no"})
    assert (response.status_code, "Say why not." in response.content.decode()) == (422, True)
    desk.post(
        f"/teach/recognitions/{asked.pk}/", {f"d{asked.pk.hex}-accepted": "no", f"d{asked.pk.hex}-answer": "Not hers"}
    )
    asked.refresh_from_db()
    assert (asked.accepted, asked.answer) == (False, "Not hers")
    assert "Not hers" in read(desk, "/teach/recognitions/")


def test_who_asked_does_not_decide(small, desk, officer):
    asked = ask(small, officer)
    assert "You asked for this yourself" in read(desk, "/teach/recognitions/")
    assert desk.post(f"/teach/recognitions/{asked.pk}/", {f"d{asked.pk.hex}-accepted": "yes"}).status_code == 403


def test_what_was_decided_meanwhile_stays_decided(small, desk):
    asked = ask(small, small.instructor)
    other = factories.staff(Role.ADMINISTRATOR, organisation=small.cohort.centre, email="admin@example.org")
    decide_outside(training=asked, accepted=False, answer="No", by=other, now=NOW)
    response = desk.post(f"/teach/recognitions/{asked.pk}/", {f"d{asked.pk.hex}-accepted": "yes"})
    assert response.headers["Location"] == "/teach/recognitions/"
    asked.refresh_from_db()
    assert asked.accepted is False


def test_the_list_is_of_the_centres_she_answers_for(small, client):
    asked = ask(small, small.instructor)
    far = factories.OrganisationFactory(code="far", name="Far")
    client.force_login(factories.staff(Role.PROGRAMME_OFFICER, organisation=far, email="far@example.org"))
    assert "Nothing waits for you." in read(client, "/teach/recognitions/")
    assert client.post(f"/teach/recognitions/{asked.pk}/", {f"d{asked.pk.hex}-accepted": "yes"}).status_code == 404


def test_the_list_says_what_each_is_about(small, desk, officer):
    ask(small, small.instructor, Part(small.course.translation_key, "JO"))
    ask(small, small.instructor, Part(uuid.uuid4()))
    page = read(desk, "/teach/recognitions/")
    assert "For the whole course: Domestic work" in page
    assert "For a part of a course that is no more" in page
    small.learner.enrolments.all().delete()
    assert people.outside_asked(queries.scope_for(officer), language="en") == ([], [])


def test_the_list_of_classes_says_how_much_waits(small, teacher, desk):
    ask(small, small.instructor)
    assert "/teach/recognitions/" not in read(teacher, "/teach/")
    assert '<span class="badge badge-attention">1</span>' in read(desk, "/teach/")


# ── Exemptions ───────────────────────────────────────────────────────────────────────────────────


def exemption(small: SmallClass, **values) -> dict[str, object]:
    given = {"form_id": uuid.uuid4(), "part": small.contract.translation_key, "reason": "Taught it for years"}
    return {f"exempt-{name}": value for name, value in (given | values).items()}


def test_an_officer_signs_an_exemption_and_takes_it_back(small, desk, officer):
    desk.post(f"{page_of(small)}exempt/", exemption(small))
    signed = Exemption.objects.get()
    assert (signed.reason, signed.signed_by, signed.scope) == ("Taught it for years", officer, "")
    assert "Signed by <bdi>Office</bdi>" in read(desk, page_of(small))
    desk.post(f"{page_of(small)}exempt/{signed.pk}/end/")
    assert "Taken back by <bdi>Office</bdi>" in read(desk, page_of(small))


def test_an_instructor_signs_none(small, teacher):
    assert "Sign an exemption" not in read(teacher, page_of(small))
    assert teacher.post(f"{page_of(small)}exempt/", exemption(small)).status_code == 403


def test_an_exemption_needs_a_reason(small, desk):
    assert desk.post(f"{page_of(small)}exempt/", exemption(small, reason="")).status_code == 422


def test_a_double_tap_signs_one_exemption_and_says_nothing_is_wrong(small, desk):
    signed = exemption(small)
    twice = [desk.post(f"{page_of(small)}exempt/", signed).status_code for _tap in range(2)]
    assert (twice, Exemption.objects.count()) == ([302, 302], 1)


def test_nobody_exempts_herself(small, client):
    """Staff learn too."""
    User.objects.filter(pk=small.learner.user_id).update(email="she@example.org")
    small.learner.user.memberships.create(organisation=small.cohort.centre, role=Role.PROGRAMME_OFFICER)
    client.force_login(User.objects.get(pk=small.learner.user_id))
    assert "Sign an exemption" not in read(client, page_of(small))
    assert client.post(f"{page_of(small)}exempt/", exemption(small)).status_code == 403


# ── Entered twice ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def twice(small: SmallClass) -> Learner:
    return small.classmate(name="Santos María", username="K7P2M9QX")


def test_an_officer_finds_the_second_entry_and_puts_both_together(small, desk, twice, officer):
    assert "Santos María" in read(desk, f"{page_of(small)}same/")
    assert "This one goes into it" in read(desk, f"{page_of(small)}same/?code=k7p2-m9qx")
    response = desk.post(f"{page_of(small)}same/", {"other": twice.pk, "reason": "One passport"})
    assert response.headers["Location"] == f"{page_of(small)}#same"
    made = Merge.objects.get()
    assert (made.kept, made.gone, made.merged_by, made.reason) == (small.learner, twice, officer, "One passport")
    assert "One passport" in read(desk, page_of(small))
    assert desk.get(page_of(small, twice)).headers["Location"] == page_of(small)
    parting = f"{page_of(small)}same/{made.pk}/part/"
    desk.post(parting, {"parting-reason": ""})
    assert Merge.objects.exists()
    assert "Say why they are two people after all." in read(desk, page_of(small))
    assert [desk.post(parting, {"parting-reason": "Two sisters"}).status_code for _tap in range(2)] == [302, 302]
    assert not Merge.objects.exists()


@pytest.mark.parametrize(
    ("code", "told"),
    [("K7P2", "A learner code has eight signs."), ("AAAAAAAA", "Nobody of your classes has this code")],
)
def test_a_code_that_leads_to_nobody_is_said(small, desk, code, told):
    response = desk.get(f"{page_of(small)}same/", {"code": code})
    assert (response.status_code, told in response.content.decode()) == (422, True)


def test_she_is_not_her_own_second_entry(small, desk):
    assert "Nobody else in your classes has such a name" in read(desk, f"{page_of(small)}same/")
    response = desk.post(f"{page_of(small)}same/", {"other": small.learner.pk, "reason": "Herself"})
    assert response.headers["Location"] == f"{page_of(small)}same/"
    assert not Merge.objects.exists()


def test_putting_together_needs_a_reason(small, desk, twice):
    assert desk.post(f"{page_of(small)}same/", {"other": twice.pk, "reason": ""}).status_code == 422


def test_nobody_of_another_centre_is_found(small, desk):
    far = factories.OrganisationFactory(code="far", name="Far")
    elsewhere = factories.cohort(small.course, small.instructor, centre=far)
    factories.learner(elsewhere, name="Santos Maria", username="K7P2M9QX")
    assert "Santos Maria" not in read(desk, f"{page_of(small)}same/")
    assert desk.get(f"{page_of(small)}same/", {"code": "K7P2M9QX"}).status_code == 422


def test_an_account_of_staff_is_put_together_with_none(small, desk, twice):
    User.objects.filter(pk=twice.user_id).update(email="staff@example.org")
    response = desk.post(f"{page_of(small)}same/", {"other": twice.pk, "reason": "One passport"})
    assert (response.status_code, "of the staff" in response.content.decode()) == (422, True)


def test_an_entry_that_went_elsewhere_meanwhile_is_said(small, desk, twice, officer):
    merge(kept=small.classmate(), gone=small.learner, reason="", by=officer, now=NOW)
    response = desk.post(f"{page_of(small)}same/", {"other": twice.pk, "reason": "One passport"})
    assert (response.status_code, "put together with another already" in response.content.decode()) == (422, True)


# ── What was taught ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def session(small: SmallClass) -> ClassSession:
    session = add_session(cohort=small.cohort, starts_at=NOW - timedelta(days=400), minutes=90, topic="")
    mark = {small.learner.enrolments.get().pk: Mark("present", 90)}
    mark_attendance(marking=uuid.uuid4(), session=session, marks=mark, by=small.instructor, now=NOW)
    return session


def roll_of(session: ClassSession) -> str:
    return f"/teach/{session.cohort.code}/sessions/{session.pk}/"


def test_who_signs_says_what_was_taught(small, teacher, session):
    assert "My contract" in read(teacher, f"{roll_of(session)}close/")
    teacher.post(f"{roll_of(session)}close/", {"modules": [str(small.contract.translation_key)]})
    assert "Taught: My contract" in read(teacher, roll_of(session))
    small.pass_quiz(small.contract.translation_key)
    assert "Taught in class on" in read(teacher, page_of(small))


def test_what_was_taught_can_be_named_before_and_added_after(small, teacher, session):
    response = teacher.post(f"{roll_of(session)}taught/", {"modules": [str(small.contract.translation_key)]})
    assert response.headers["Location"] == roll_of(session)
    assert "checked" in read(teacher, f"{roll_of(session)}close/")
    session.refresh_from_db()
    close_session(session=session, by=small.instructor, now=NOW)
    teacher.post(f"{roll_of(session)}taught/", {"modules": [str(small.helping.translation_key)]})
    session.refresh_from_db()
    assert session.modules == [str(small.contract.translation_key), str(small.helping.translation_key)]
    assert "This counts for who was there" in read(teacher, f"{roll_of(session)}taught/")


def test_a_module_of_no_course_is_refused(small, teacher, session):
    response = teacher.post(f"{roll_of(session)}taught/", {"modules": [str(uuid.uuid4())]})
    assert response.status_code == 422


# ── Her own page ─────────────────────────────────────────────────────────────────────────────────


def test_she_sees_what_was_recognised_and_by_whom_it_was_given(small, trainee, officer, session):
    decide_outside(training=ask(small, small.instructor), accepted=True, answer="", by=officer, now=NOW)
    overlay = Part(small.overlay.translation_key, "JO")
    exempt(form_id=uuid.uuid4(), learner=small.learner, part=overlay, reason="Lived there", by=officer, now=NOW)
    name_modules(session=session, modules=[small.helping.translation_key], by=small.instructor, now=NOW)
    close_session(session=session, by=small.instructor, now=NOW)
    page = read(trainee, "/me/")
    assert "Recognised: given by <bdi>Hope Foundation</bdi>" in page
    assert "Exempt: <bdi>Lived there</bdi>" in page
    assert "Taught in class on" in page
    assert "The final test" in page


def test_what_stands_in_for_the_course_is_told_on_each_module(small, trainee, officer):
    whole = Part(small.course.translation_key, "JO")
    decide_outside(training=ask(small, small.instructor, whole), accepted=True, answer="", by=officer, now=NOW)
    assert read(trainee, "/me/").count("Recognised: given by") == 3


def test_parting_what_has_itself_gone_on_changes_nothing(small, desk, twice, officer):
    third = small.classmate(name="Maria Santos")
    merge(kept=twice, gone=small.learner, reason="One passport", by=officer, now=NOW)
    made = Merge.objects.get()
    merge(kept=third, gone=twice, reason="One passport", by=officer, now=NOW)
    response = desk.post(f"{page_of(small, twice)}same/{made.pk}/part/", {"parting-reason": "Two sisters"})
    assert (response.status_code, Merge.objects.count()) == (302, 2)
