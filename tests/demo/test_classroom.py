"""What a class of the demo did in its room is made by the actions of the room, and stands once."""

from __future__ import annotations

import pytest

from accounts.models import Role
from demo import classroom
from learning.models import LiveAnswer, LiveState
from learning.queries.paper import papers
from tests import factories
from tests.factories import NOW
from tests.learning.conftest import SmallClass, small_class

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(db: None) -> SmallClass:
    return small_class()


@pytest.fixture
def raw(small):
    for name in ("Amina Noor", "Jocelyn Reyes", "Luz Mendoza"):
        small.classmate(name=name)
    factories.staff(Role.PROGRAMME_OFFICER, email="centre@baon.example", username="centre@baon.example")
    return {
        "paper": {
            "module": "my-contract", "language": "en", "to": "JO", "second": "centre@baon.example",
            "typed": {"Amina Noor": "twice", "Jocelyn Reyes": "differing", "Luz Mendoza": "once"},
        },
        "live": {"topic": "contracts", "questions": 2, "phones": 4, "cards": 2},
    }  # fmt: skip


def test_a_booklet_is_half_typed_and_one_sheet_waits_for_a_third_person(small, raw):
    for _each in range(2):
        classroom.meet(small.cohort, raw, by=small.instructor, now=NOW)
    [line] = papers(small.cohort, language="en")
    assert sorted(state.value for state in line.states.elements()) == ["counted", "differs", "made", "once"]


def test_a_round_was_asked_to_its_end_and_holds_counts_alone(small, raw):
    for _each in range(2):
        classroom.meet(small.cohort, raw, by=small.instructor, now=NOW)
    live = small.cohort.live_quizzes.get()
    assert live.state is LiveState.OVER
    assert sorted(row.phones for row in live.tallies.filter(choice="*")) == [4, 4]
    assert sum(row.hands for row in live.tallies.all()) == 4
    assert not LiveAnswer.objects.exists()
