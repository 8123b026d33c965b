"""The class list that an instructor of the demo has sent."""

from __future__ import annotations

import pytest

from courses.models import Destination
from demo import files, rosters
from learning.models import Learner, RosterImport
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_the_list_of_the_demo_has_an_error_and_somebody_who_may_be_here():
    [raw] = [each for each in files.read("people.yaml")["classes"] if "list" in each]
    teacher = factories.staff(email="teacher@example.org")
    Destination.objects.create(code="HK", slug="hk", name="Hong Kong", currency="HKD")
    cohort = factories.cohort(factories.course(factories.module()), teacher, destinations=("JO", "HK"))
    here = factories.learner(cohort, name="Divina Aquino", destination="HK")
    Learner.objects.update(birth_year=2003)
    for _again in range(2):
        rosters.bring(cohort, raw, by=teacher, now=NOW)
    roster = RosterImport.objects.get()
    assert (roster.state, roster.rows_read) == ("read", 6)
    assert [row.faults[0][1] for row in roster.rows.faulty()] == ["not_year"]
    assert [row.like for row in roster.rows.alike()] == [here]
