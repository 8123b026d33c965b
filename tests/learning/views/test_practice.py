"""The instructor's pages of practice, and what a trainee reads of it."""

from __future__ import annotations

import uuid

import pytest

from accounts.models import AccessLog, Role
from assessments.models import Observation
from courses import shelf
from learning.models import Record
from tests import factories
from tests.learning.practising import checklist, criteria, fail, watch
from tests.learning.views.test_teach import text


@pytest.fixture
def negotiation(small):
    return checklist(small.quizzes[small.contract.translation_key])


@pytest.fixture
def at(small) -> str:
    return f"/teach/{small.cohort.code}/practice/"


@pytest.fixture
def aloud(small) -> str:
    return f"/teach/{small.cohort.code}/people/{small.learner.enrolments.get().pk}/aloud/"


def ticks(learner, version, *, seen: int = 0, was: int = 0, **more: str) -> dict[str, object]:
    pk, keys = learner.enrolments.get().pk, criteria(version)
    return {f"seen-{pk}": keys[:seen], f"was-{pk}": " ".join(keys[:was]), **{f"{k}-{pk}": v for k, v in more.items()}}


def test_the_table_shows_who_has_shown_what(teacher, small, at, negotiation):
    other = small.classmate(name="Amina")
    watch(small, negotiation)
    watch(small, negotiation, criteria(negotiation)[:1], by=other)
    small.classmate(name="Zahra")
    page = text(teacher.get(at))
    states = [word for row in page.split("<tr>")[2:] for word in ("Seen", "Partly", "Not yet") if f">{word}<" in row]
    assert (states, "Shows negotiation" in page) == (["Partly", "Seen", "Not yet"], True)


def test_many_people_are_kept_in_one_go(teacher, small, at, negotiation):
    other = small.classmate(name="Amina")
    page = text(teacher.get(f"{at}negotiation/?person={other.enrolments.get().pk}"))
    assert "Must be seen" in page
    posted = {**ticks(small.learner, negotiation, seen=2), **ticks(other, negotiation, all="on", instead="on")}
    answer = teacher.post(f"{at}negotiation/", {"form": str(uuid.uuid4()), **posted})
    assert answer.headers["Location"] == f"{at}?saved"
    found = {one.person.name: (len(one.seen), one.instead, one.passed) for one in Observation.objects.all()}
    assert found == {"Maria Santos": (2, False, True), "Amina": (3, True, True)}


def test_a_page_opened_earlier_does_not_undo_what_a_colleague_saved(teacher, small, at, negotiation):
    watch(small, negotiation)
    teacher.post(f"{at}negotiation/", ticks(small.learner, negotiation, seen=0, was=0))
    assert Observation.objects.count() == 1
    teacher.post(f"{at}negotiation/", ticks(small.learner, negotiation, seen=1, was=3))
    assert [one.passed for one in Observation.objects.all()] == [True, False]


def test_a_page_left_as_it_is_keeps_nothing(teacher, small, at, negotiation):
    watch(small, negotiation, instead=True)
    was = " ".join([*criteria(negotiation), "instead"])
    assert f'value="{was}"' in text(teacher.get(f"{at}negotiation/"))


def test_a_checklist_of_another_course_is_not_found(teacher, at, negotiation):
    assert teacher.get(f"{at}unknown/").status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_classes_of_others_are_not_found(client, small, at, aloud, negotiation, method):
    client.force_login(factories.staff(email="other@example.org", username="OTHER"))
    for address in (at, f"{at}negotiation/", aloud):
        assert getattr(client, method)(address).status_code in {404, 405}
    assert not Observation.objects.exists()


def test_an_officer_reads_the_table_on_record_and_watches_nobody(client, small, at, aloud, negotiation):
    officer = factories.staff(Role.PROGRAMME_OFFICER, organisation=small.cohort.centre, email="o@example.org")
    client.force_login(officer)
    assert f'href="{at}' not in text(client.get(at))
    assert AccessLog.objects.filter(actor=officer, verb="practice_read").exists()
    for address in (f"{at}negotiation/", aloud):
        assert (client.get(address).status_code, client.post(address).status_code) == (403, 403)


@pytest.mark.parametrize("people", [1, 30])
def test_the_pages_take_as_many_queries_for_one_person_as_for_thirty(
    teacher, small, at, negotiation, people, django_assert_num_queries
):
    for _each in range(people - 1):
        watch(small, negotiation, by=small.classmate())
    teacher.get(at)
    for address, count in ((at, 13), (f"{at}negotiation/", 8)):
        with django_assert_num_queries(count):
            teacher.get(address)


# ── Asked aloud ──────────────────────────────────────────────────────────────────────────────────


def test_after_three_tries_the_table_leads_to_what_to_ask_and_saying_it_right_passes(teacher, small, at, aloud):
    module = small.contract.translation_key
    assert "nothing to ask aloud now" in text(teacher.get(aloud))
    fail(small, module)
    assert aloud in text(teacher.get(at))
    page = text(teacher.get(aloud))
    assert ("When should you have your contract?" in page, "Before I travel" in page) == (True, True)
    said = [part.split('"')[0] for part in page.split('name="said" value="')[1:]]
    teacher.post(aloud, {"placement": str(module), "said": said})
    assert Record.objects.get(verb=Record.Verb.ORAL_CHECK).payload["passed"]
    assert aloud not in text(teacher.get(at))
    teacher.post(aloud, {"placement": str(module), "said": said})
    assert Record.objects.filter(verb=Record.Verb.ORAL_CHECK).count() == 1


def test_what_stands_in_a_private_module_is_not_for_instructors(teacher, small, at, aloud):
    fail(small, small.contract.translation_key)
    small.contract.sensitive = True
    small.contract.save_revision().publish()
    shelf.renew()
    assert aloud not in text(teacher.get(at))
    teacher.post(aloud, {"placement": str(small.contract.translation_key), "said": []})
    assert not Record.objects.filter(verb=Record.Verb.ORAL_CHECK).exists()


# ── What she reads ───────────────────────────────────────────────────────────────────────────────


def test_her_page_says_whether_practice_was_seen(trainee, small, negotiation):
    assert "Practice with your instructor: still to do." in text(trainee.get("/me/"))
    watch(small, negotiation)
    assert "Practice with your instructor: seen." in text(trainee.get("/me/"))


def test_who_waits_for_practice_reads_on_and_comes_to_it_last(trainee, small, negotiation):
    small.read(*small.lessons(small.contract))
    small.pass_quiz(small.contract.translation_key)
    assert "Lesson 1 of Getting help" in text(trainee.get("/me/"))
    small.read(*small.lessons())
    assert "Your instructor has still to see your practice." in text(trainee.get("/me/"))
    small.pass_quiz(small.course.translation_key)
    assert "Practice with your instructor: My contract" in text(trainee.get("/me/"))


def test_what_was_seen_of_her_is_among_her_data(trainee, small, negotiation):
    watch(small, negotiation)
    [kept] = trainee.get("/me/data/download/").json()["practice"]
    assert (kept["version__question__key"], kept["passed"]) == ("negotiation", True)
