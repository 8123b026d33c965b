"""Who may train in the demo, who waits there, and what was filed."""

from __future__ import annotations

import pytest

from demo import files, people, permits
from learning.models import Accreditation, FiledList, TrainerCertificate, WaitingPlace
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_permissions_are_entered_once_and_one_has_ended():
    for _again in range(2):
        people.load_staff(now=NOW)
    said = files.read("people.yaml")
    assert Accreditation.objects.count() == len(said["accreditations"])
    assert TrainerCertificate.objects.count() == len(said["certificates"])
    held = {one.organisation.code: one.term.holds_on(NOW.date()) for one in Accreditation.objects.all()}
    assert held == {"hope-centre": True, "himal-centre": True, "pwani-centre": False}


def test_a_class_has_its_list_filed_and_people_who_wait():
    factories.OriginFactory(code="KE", slug="ke", name="Kenya")
    [raw] = [each for each in files.read("people.yaml")["classes"] if "waiting" in each]
    teacher = factories.staff(email="teacher@example.org")
    cohort = factories.cohort(factories.course(factories.module()), teacher, destinations=("JO", "QA"), capacity=1)
    factories.learner(cohort)
    for _again in range(2):
        permits.prepare(
            cohort, {**raw, "filed": True}, by=teacher, details=people._details, notice=people.NOTICE, now=NOW
        )
    assert [one.learner.user.name for one in WaitingPlace.objects.all()] == ["Rehema Juma", "Akinyi Odhiambo"]
    assert FiledList.objects.count() == 1
