"""A filed list stays as it was, whatever becomes of the class."""

from __future__ import annotations

import uuid

import pytest

from accounts.models import AccessLog
from learning import filed_wording, queries
from learning.actions import file_list, withdraw
from learning.models import FiledList, FiledPerson
from tests import factories
from tests.factories import NOW


def filed(small, form_id: uuid.UUID | None = None) -> FiledList:
    return file_list(form_id=form_id or uuid.uuid4(), cohort=small.cohort, by=small.instructor, now=NOW)


def test_a_list_says_who_is_to_come_and_who_is_to_teach(small):
    sheet = filed_wording.sheet(filed(small))
    assert sheet.people == (
        (1, "Maria Santos", "", small.learner.user.username, 1998, "Woman", "Philippines", "Jordan", "Domestic work",
         "English", "First time"),
    )  # fmt: skip
    assert sheet.trainers == (("Teacher", "none is entered"),)
    assert dict(sheet.head)["Safeguarding contact"] == "Ms Achieng, +254 700 000000"
    assert len(sheet.columns) == len(sheet.people[0])


def test_it_stays_as_it_was_filed(small):
    kept = filed(small)
    before = filed_wording.sheet(kept)
    withdraw(enrolment=small.learner.enrolments.get(), because="own_choice", by=small.instructor, now=NOW)
    small.classmate(name="Amina Noor")
    small.learner.user.name = "Another Name"
    small.learner.user.save()
    small.cohort.title = "Another title"
    small.cohort.save()
    assert filed_wording.sheet(FiledList.objects.get()) == before
    since = queries.since(kept)
    assert (since.came, since.left) == (1, 1)


def test_the_same_form_twice_files_once_and_is_written_down(small):
    form_id = uuid.uuid4()
    assert filed(small, form_id) == filed(small, form_id)
    assert FiledPerson.objects.count() == 1
    assert [one.verb for one in AccessLog.objects.all()] == ["class_list_filed"]
    small.cohort.refresh_from_db()
    assert (small.cohort.filed_at, small.cohort.filed_by) == (NOW, small.instructor)


def test_the_form_of_another_class_files_nothing(small):
    form_id = filed(small).pk
    other = factories.cohort(small.course, small.instructor)
    with pytest.raises(FiledList.DoesNotExist):
        file_list(form_id=form_id, cohort=other, by=small.instructor, now=NOW)


def test_who_is_deleted_is_on_no_list(small):
    kept = filed(small)
    small.learner.user.delete()
    assert not kept.people.exists()


@pytest.mark.parametrize("people", [1, 30])
def test_filing_takes_as_many_queries_for_one_as_for_thirty(small, people, django_assert_num_queries):
    for _each in range(people - 1):
        small.classmate()
    with django_assert_num_queries(12):
        filed(small)
