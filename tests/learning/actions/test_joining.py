"""Coming into a class."""

from __future__ import annotations

import uuid

import pytest
from django.contrib.auth import authenticate

from accounts.models import User
from learning.actions import (
    ClassClosed,
    MinimumRecord,
    WithdrawnFromClass,
    join,
    join_again,
    withdraw,
)
from learning.models import Enrolment, Learner, Record
from tests import factories
from tests.factories import NOW
from tests.learning.actions.test_study import at_once
from tests.learning.conftest import small_class


def details(**values) -> MinimumRecord:
    defaults = {
        "name": "Maria Santos",
        "name_own": "",
        "birth_year": 1998,
        "sex": Learner.Sex.WOMAN,
        "origin": factories.OriginFactory(),
        "destination": factories.DestinationFactory(code="JO"),
        "occupation": Learner.Occupation.DOMESTIC,
        "language": "fil",
    }
    return MinimumRecord(**{**defaults, **values})


def come(small, *, record_id=None, **values):
    return join(
        record_id=record_id or uuid.uuid4(), cohort=small.cohort, details=details(**values), notice_version="1", now=NOW
    )


def test_who_joins_gets_an_account_a_record_and_a_place(small):
    joined = come(small)
    assert authenticate(username=joined.learner.user.username, password=joined.pin) == joined.learner.user
    assert (joined.learner.user.name, joined.learner.user.language, joined.learner.corridor) == (
        "Maria Santos", "fil", "ph-jo",
    )  # fmt: skip
    assert (joined.learner.consented_at, joined.learner.notice_version) == (NOW, "1")
    assert joined.place.course_key == small.course.translation_key
    assert joined.learner.records.get().verb == Record.Verb.JOINED


def test_two_people_of_one_name_are_two_people(small):
    assert come(small).learner != come(small).learner


def test_the_same_form_twice_makes_one_person_with_the_newer_pin(small):
    record_id = uuid.uuid4()
    first, second = come(small, record_id=record_id), come(small, record_id=record_id)
    assert (second.learner, second.place) == (first.learner, first.place)
    assert authenticate(username=first.learner.user.username, password=second.pin) == first.learner.user
    assert User.objects.filter(name="Maria Santos").count() == 2  # she, and the one the class began with


@pytest.mark.django_db(transaction=True)
def test_the_same_form_in_many_threads_makes_one_person():
    small = small_class()
    record_id, known = uuid.uuid4(), details()
    joined = at_once(
        lambda _number: join(record_id=record_id, cohort=small.cohort, details=known, notice_version="1", now=NOW),
        range(4),
    )
    assert len({one.learner.pk for one in joined}) == 1
    assert Enrolment.objects.filter(cohort=small.cohort).count() == 2
    assert User.objects.filter(name="Maria Santos").count() == 2


def test_a_closed_class_takes_nobody_in(small):
    small.cohort.closed_at = NOW
    with pytest.raises(ClassClosed):
        come(small)
    with pytest.raises(ClassClosed):
        join_again(learner=small.learner, cohort=small.cohort, now=NOW)


def test_a_second_class_is_one_more_place_and_asking_twice_is_harmless(small):
    other = factories.cohort(small.course, small.instructor)
    first = join_again(learner=small.learner, cohort=other, now=NOW)
    assert join_again(learner=small.learner, cohort=other, now=NOW) == first
    assert small.learner.enrolments.count() == 2


def test_a_class_for_another_destination_changes_hers(small):
    other = factories.cohort(small.course, small.instructor, destinations=("QA",))
    join_again(learner=small.learner, cohort=other, destination=other.destinations.get(), now=NOW)
    assert Learner.objects.get(pk=small.learner.pk).destination.code == "QA"


def test_who_was_taken_off_the_class_does_not_come_back_by_its_code(small):
    withdraw(enrolment=small.learner.enrolments.get(), because="own_choice", by=small.instructor, now=NOW)
    with pytest.raises(WithdrawnFromClass):
        join_again(learner=small.learner, cohort=small.cohort, now=NOW)


def test_nothing_more_than_the_minimum_is_asked():
    assert set(MinimumRecord.__dataclass_fields__) == {
        "name", "name_own", "birth_year", "sex", "origin", "destination", "occupation", "departs_on", "language",
    }  # fmt: skip
