"""The pages of a class round places: leaving, moving, seasons, waiting; changing, closing and filing."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import AccessLog, Role
from learning.actions import file_list, join_again
from learning.models import Cohort, Enrolment, FiledList, Learner, WaitingPlace
from tests import factories
from tests.factories import NOW
from tests.learning.views.test_teach import text

CONTACT = "a person outside the centre:"


@pytest.fixture
def at(small) -> str:
    return f"/teach/{small.cohort.code}/"


@pytest.fixture
def place(small) -> Enrolment:
    return small.learner.enrolments.get()


@pytest.fixture
def evening(small) -> Cohort:
    return factories.cohort(small.course, small.instructor, title="Evening class")


@pytest.fixture
def full(small) -> Cohort:
    small.cohort.capacity = 1
    small.cohort.save()
    return small.cohort


@pytest.fixture
def waiting(full) -> WaitingPlace:
    return join_again(learner=factories.learner(name="Amina Noor"), cohort=full, now=NOW)


# ── Off the class, to another one ────────────────────────────────────────────────────────────────


def test_taking_a_person_off_asks_why_and_can_be_undone(teacher, at, place):
    assert "Please look at this again" in text(teacher.post(f"{at}people/{place.pk}/withdraw/"), 422)
    after = teacher.post(f"{at}people/{place.pk}/withdraw/", {"because": "departed"}).headers["Location"]
    page = text(teacher.get(after))
    assert "is off this class" in page
    assert "She left for abroad" in page
    teacher.post(f"{at}people/{place.pk}/readmit/")
    place.refresh_from_db()
    assert place.withdrawn_at is None


def test_that_she_moved_is_said_by_moving_her(teacher, at, place):
    assert "moved to another class" not in text(teacher.get(f"{at}people/{place.pk}/place/"))
    assert teacher.post(f"{at}people/{place.pk}/withdraw/", {"because": "moved"}).status_code == 422


def test_she_moves_to_another_class_and_back(teacher, at, place, evening):
    assert "Evening class" in text(teacher.get(f"{at}people/{place.pk}/place/"))
    after = teacher.post(f"{at}people/{place.pk}/move/", {"to": evening.code}).headers["Location"]
    assert "She is in Evening class now." in text(teacher.get(after))
    assert [one.cohort for one in Enrolment.objects.active()] == [evening]
    teacher.post(f"{at}people/{place.pk}/readmit/")
    assert [one.pk for one in Enrolment.objects.active()] == [place.pk]


def test_a_full_class_says_so(teacher, at, place, evening):
    evening.capacity = 1
    evening.save()
    factories.learner(evening)
    assert "(full)" in text(teacher.get(f"{at}people/{place.pk}/place/"))
    assert "This class is full." in text(teacher.post(f"{at}people/{place.pk}/move/", {"to": evening.code}), 422)


def test_into_a_full_class_she_waits_or_goes_for_a_reason(teacher, at, place, evening):
    evening.capacity = 1
    evening.save()
    factories.learner(evening)
    address, to = f"{at}people/{place.pk}/move/", {"to": evening.code}
    assert "She waits for a place there" in text(teacher.post(address, to), 422)
    teacher.post(address, {**to, "way": "wait"})
    assert "She waits for a place in <bdi>Evening class</bdi>" in text(teacher.get(f"{at}people/{place.pk}/place/"))
    assert "comes from <bdi>Morning class</bdi>" in text(teacher.get(f"/teach/{evening.code}/"))
    assert "Write why she goes before others." in text(teacher.post(address, {**to, "way": "now"}), 422)
    teacher.post(address, {**to, "way": "now", "reason": "She leaves on Friday"})
    assert AccessLog.objects.get(verb="placed_all_the_same").purpose == "She leaves on Friday"
    assert not WaitingPlace.objects.exists()


def test_where_others_wait_it_says_so(teacher, at, small, place, evening):
    evening.capacity = 1
    evening.save()
    WaitingPlace.objects.create(learner=factories.learner(name="Luz Mendoza"), cohort=evening, asked_at=NOW)
    page = text(teacher.post(f"{at}people/{place.pk}/move/", {"to": evening.code}), 422)
    assert "In this class others wait for a place." in page


def test_only_classes_of_the_centre_or_of_the_teacher_are_offered(teacher, small, at, place):
    far = factories.OrganisationFactory(code="far")
    strange = factories.cohort(small.course, centre=far, title="Strange class")
    assert "Strange class" not in text(teacher.get(f"{at}people/{place.pk}/place/"))
    assert teacher.post(f"{at}people/{place.pk}/move/", {"to": strange.code}).status_code == 422


def test_the_season_is_set(teacher, at, place):
    teacher.post(f"{at}people/{place.pk}/season/", {"season": "refresher"})
    place.refresh_from_db()
    assert place.season == "refresher"


def test_no_place_of_another_class_is_reached(teacher, small, at, evening):
    stranger = factories.learner(evening).enrolments.get()
    for page in ("place/", "withdraw/", "move/", "season/", "readmit/"):
        send = teacher.get if page == "place/" else teacher.post
        assert send(f"{at}people/{stranger.pk}/{page}").status_code == 404


# ── Waiting ──────────────────────────────────────────────────────────────────────────────────────


def test_who_joins_a_full_class_reads_that_she_waits(client, full):
    page = text(client.get(f"/join/{full.code}/"))
    assert "This class is full now." in page
    given = {
        "notice": re.search(r'name="notice" value="([^"]*)"', page)[1], "record": uuid.uuid4(), "name": "Luz Mendoza",
        "sex": "woman", "origin": factories.OriginFactory().pk, "destination": full.destinations.get().pk,
        "occupation": "domestic", "language": "en",
    }  # fmt: skip
    welcome = text(client.post(f"/join/{full.code}/you/", given))
    assert "The class is full. You wait for a place" in welcome
    assert "you are number 1 in the line" in text(client.get("/me/"))


def test_who_has_a_place_in_a_full_class_is_not_told_that_she_waits(trainee, full):
    assert "This class is full now." not in text(trainee.get(f"/join/{full.code}/"))


def test_she_sees_her_number_and_whom_to_talk_to_and_may_step_back(client, waiting):
    client.force_login(waiting.learner.user)
    page = text(client.get("/me/"))
    assert "you are number 1 in the line" in page
    assert CONTACT in page
    client.post(f"/me/waiting/{waiting.pk}/stop/")
    assert not WaitingPlace.objects.exists()


def test_nobody_steps_back_for_another(trainee, waiting):
    trainee.post(f"/me/waiting/{waiting.pk}/stop/")
    assert WaitingPlace.objects.exists()


def test_the_instructor_lets_the_next_one_in_when_a_place_is_free(teacher, at, place, waiting):
    address = f"{at}waiting/{waiting.pk}/"
    page = text(teacher.get(at))
    assert "Amina Noor" in page
    assert "Let her in" not in page
    teacher.post(address, {"what": "in"})
    assert "All places are taken." in text(teacher.get(at))
    after = teacher.post(f"{at}people/{place.pk}/withdraw/", {"because": "own_choice"}).headers["Location"]
    assert "A place is free. Next is <bdi>Amina Noor</bdi>." in text(teacher.get(after))
    teacher.post(address, {"what": "in"})
    assert "Amina Noor is in the class now." in text(teacher.get(at))
    assert not WaitingPlace.objects.exists()


def test_two_taps_let_her_in_once(teacher, at, full, waiting):
    full.capacity = 2
    full.save()
    taps = [teacher.post(f"{at}waiting/{waiting.pk}/", {"what": "in"}).status_code for _tap in range(2)]
    assert (taps, full.enrolments.active().count()) == ([302, 302], 2)


def test_the_instructor_takes_somebody_off_the_waiting_list(teacher, at, waiting):
    teacher.post(f"{at}waiting/{waiting.pk}/", {"what": "off"})
    assert not WaitingPlace.objects.exists()
    assert Learner.objects.filter(pk=waiting.learner_id).exists()


# ── The class itself ─────────────────────────────────────────────────────────────────────────────


def asked(cohort: Cohort, **values) -> dict[str, object]:
    return {
        "title": cohort.title, "starts_on": cohort.starts_on.isoformat(), "ends_on": cohort.ends_on.isoformat(),
        "languages": cohort.languages, "destinations": [place.pk for place in cohort.destinations.all()],
        "mode": cohort.mode, "venue": cohort.venue, "safeguarding_name": cohort.safeguarding_name,
        "safeguarding_phone": cohort.safeguarding_phone, **values,
    }  # fmt: skip


def test_a_class_is_changed_and_a_colleague_teaches_it_too(teacher, small, at):
    colleague = factories.staff(email="second@example.org", name="Second Teacher")
    page = text(teacher.get(f"{at}change/"))
    assert 'value="Morning class"' in page
    assert "Second Teacher" in page
    given = asked(small.cohort, title="Night class", colleagues=[colleague.pk], capacity=30)
    assert teacher.post(f"{at}change/", given).headers["Location"] == at
    page = text(teacher.get(at))
    assert "3 things were changed." in page
    assert set(small.cohort.instructors.all()) == {small.instructor, colleague}


def test_what_cannot_be_changed_is_said_in_words(teacher, small, at):
    elsewhere = factories.DestinationFactory(code="QA", name="Qatar")
    page = text(teacher.post(f"{at}change/", asked(small.cohort, destinations=[elsewhere.pk])), 422)
    assert "People of this class go there: Jordan." in page


def test_nobody_from_elsewhere_can_be_made_to_teach(teacher, small, at):
    far = factories.staff(email="far@example.org", organisation=factories.OrganisationFactory(code="far"))
    teacher.post(f"{at}change/", asked(small.cohort, colleagues=[far.pk]))
    factories.staff(email="second@example.org")
    assert teacher.post(f"{at}change/", asked(small.cohort, colleagues=[far.pk])).status_code == 422
    assert [*small.cohort.instructors.all()] == [small.instructor]


@pytest.mark.parametrize("page", ["change/", "new"])
def test_where_the_rule_says_so_it_is_refused_in_words(teacher, small, at, settings, page):
    settings.CLASSES_NEED_ACCREDITATION = True
    opened = {"form_id": uuid.uuid4(), "course": small.course.pk, "centre": small.cohort.centre_id}
    later = (small.cohort.starts_on + timedelta(days=1)).isoformat()
    given = asked(small.cohort, starts_on=later, **opened)
    page = text(teacher.post("/teach/new/" if page == "new" else f"{at}change/", given), 422)
    assert "This centre has no accreditation on the first day of the class." in page


def test_without_the_rule_the_class_page_says_it(teacher, at):
    page = text(teacher.get(at))
    assert "Accreditation of the centre" in page
    assert "none is entered" in page


def test_a_class_is_closed_and_opened_again(teacher, small, at):
    small.cohort.sessions.create(starts_at=NOW - timedelta(days=400), minutes=60)
    assert "Roll calls that nobody has signed" in text(teacher.get(f"{at}close/"))
    teacher.post(f"{at}close/")
    assert "This class was closed" in text(teacher.get(at))
    assert "This class is closed. Open it again to change it." in text(teacher.get(f"{at}change/"))
    assert teacher.post(f"{at}change/", asked(small.cohort, title="Other")).status_code == 422
    assert "This class is closed." in text(Client().get(f"/join/{small.cohort.code}/"))
    teacher.post(f"{at}reopen/")
    assert "This class was closed" not in text(teacher.get(at))


def test_every_page_of_a_class_says_whom_to_talk_to(teacher, small, at, place):
    session = small.cohort.sessions.create(starts_at=NOW, minutes=60)
    for page in ("", "change/", "close/", "filed/", f"people/{place.pk}/place/", "poster/", "cards/", "lists/",
                 "sign-up/", "practice/", "paper/", "live/", "surveys/", f"sessions/{session.pk}/", "register/",
                 f"sessions/{session.pk}/return/"):  # fmt: skip
        found = text(teacher.get(at + page))
        assert CONTACT in found, page
        assert 'href="tel:+254700000000"' in found, page


# ── The filed list ───────────────────────────────────────────────────────────────────────────────


def test_a_list_is_filed_looked_at_and_taken_along_for_a_purpose(teacher, small, at):
    form_id = re.search(r'name="form_id" value="([^"]*)"', text(teacher.get(f"{at}filed/")))[1]
    address = teacher.post(f"{at}filed/", {"form_id": form_id}).headers["Location"]
    assert "Maria Santos" in text(teacher.get(address))
    file = f"{address.rstrip('/')}.csv"
    assert "What is the file for?" in text(teacher.get(file))
    assert b"Maria Santos" in b"".join(teacher.post(file, {"purpose": "ministry"}))
    assert AccessLog.objects.filter(verb="report_exported").get().purpose == "ministry"
    assert teacher.get(f"{address.rstrip('/')}.exe").status_code == 404
    small.classmate(name="Amina Noor")
    assert "Since the last list 1 came and 0 left." in text(teacher.get(f"{at}filed/"))


def test_a_list_of_another_class_is_not_there(teacher, small, evening):
    filed = file_list(form_id=uuid.uuid4(), cohort=evening, by=small.instructor, now=NOW)
    for address in (f"filed/{filed.pk}/", f"filed/{filed.pk}.csv"):
        assert teacher.get(f"/teach/{small.cohort.code}/{address}").status_code == 404


def test_an_officer_reads_it_which_is_written_down_but_files_none(client, small, at):
    filed = file_list(form_id=uuid.uuid4(), cohort=small.cohort, by=small.instructor, now=NOW)
    client.force_login(factories.staff(Role.PROGRAMME_OFFICER, email="officer@example.org"))
    assert "Maria Santos" in text(client.get(f"{at}filed/{filed.pk}/"))
    assert AccessLog.objects.filter(verb="roster_read").exists()
    assert client.post(f"{at}filed/").status_code == 403
    assert FiledList.objects.count() == 1


def test_the_return_of_a_session_says_who_was_there_and_is_taken_along(teacher, small, at, place):
    session = small.cohort.sessions.create(starts_at=NOW, minutes=60)
    small.classmate(name="Amina Noor")
    session.attendance.create(
        enrolment=place, state="late", minutes=45, id_seen=True, marked_by=small.instructor, marked_at=NOW
    )
    page = text(teacher.get(f"{at}sessions/{session.pk}/return/"))
    assert "Nobody has signed this roll call yet." in page
    file = b"".join(teacher.post(f"{at}sessions/{session.pk}/return.csv", {"purpose": "ministry"})).decode()
    assert f"Maria Santos,,{small.learner.user.username},Late,45,yes" in file
    assert re.search(r"Amina Noor,,\w+,No mark,0,", file)
