"""Training had elsewhere, and exemptions: who decides, and what follows."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AccessLog, Role
from assessments.components import Kind
from assessments.models import QuizComponent
from certificates.models import Certificate, CertificateRule
from learning import queries
from learning.actions.counting import (
    AskedBefore,
    DecidedBefore,
    Had,
    NeedsSecondPerson,
    Part,
    ask_outside,
    decide_outside,
    end_exemption,
    exempt,
)
from learning.completion import Basis, State, progress
from learning.models import Exemption, OutsideTraining, Progress
from learning.queries.grounds import Ground, grounds_of
from tests import factories
from tests.factories import NOW
from tests.learning.conftest import SmallClass

HAD = Had("Hope Foundation", date(2026, 5, 2), "Certificate 1234")


@pytest.fixture
def officer(small: SmallClass):
    return factories.staff(Role.PROGRAMME_OFFICER, organisation=small.cohort.centre, email="officer@example.org")


def ask(small: SmallClass, part: Part, *, form_id: uuid.UUID | None = None) -> OutsideTraining:
    return ask_outside(
        form_id=form_id or uuid.uuid4(), learner=small.learner, part=part, had=HAD, by=small.instructor, now=NOW
    )


def recognise(small: SmallClass, officer, part: Part) -> OutsideTraining:
    asked = ask(small, part)
    decide_outside(training=asked, accepted=True, answer="", by=officer, now=NOW)
    return asked


def sign(small: SmallClass, officer, part: Part) -> Exemption:
    return exempt(
        form_id=uuid.uuid4(), learner=small.learner, part=part, reason="Taught it for years", by=officer, now=NOW
    )


def tree_of(small: SmallClass):
    course = queries.course_words(small.cohort, language="en")
    return progress(course, queries.deeds(small.learner), destination="JO")


def contract(small: SmallClass) -> Part:
    return Part(small.contract.translation_key)


def whole(small: SmallClass) -> Part:
    return Part(small.course.translation_key, "JO")


def test_training_counts_once_a_second_person_agrees(small, officer):
    asked = ask(small, contract(small))
    assert tree_of(small).module(contract(small).node).state is State.NOT_BEGUN
    decide_outside(training=asked, accepted=True, answer="", by=officer, now=NOW)
    found = tree_of(small).module(contract(small).node)
    assert (found.state, found.basis) == (State.DONE, Basis.RECOGNISED)
    assert grounds_of(small.learner) == {
        (Basis.RECOGNISED, contract(small).node): Ground(Basis.RECOGNISED, HAD.held_on, "Hope Foundation")
    }


def test_what_is_refused_does_not_count(small, officer):
    asked = ask(small, contract(small))
    decide_outside(training=asked, accepted=False, answer="The paper is of somebody else", by=officer, now=NOW)
    assert tree_of(small).module(contract(small).node).state is State.NOT_BEGUN
    assert [log.purpose for log in AccessLog.objects.filter(verb="training_refused")] == [
        "The paper is of somebody else"
    ]


def test_who_asked_does_not_decide_nor_does_she_herself(small):
    asked = ask(small, contract(small))
    for who in (small.instructor, small.learner.user):
        with pytest.raises(NeedsSecondPerson):
            decide_outside(training=asked, accepted=True, answer="", by=who, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        OutsideTraining.objects.filter(pk=asked.pk).update(decided_by=small.instructor)


def test_the_first_decision_stands(small, officer):
    asked = recognise(small, officer, contract(small))
    with pytest.raises(DecidedBefore):
        decide_outside(training=asked, accepted=False, answer="No", by=officer, now=NOW)


def test_a_form_sent_twice_asks_once_and_one_request_waits_for_each_part(small):
    form_id = uuid.uuid4()
    assert ask(small, contract(small), form_id=form_id) == ask(small, contract(small), form_id=form_id)
    with pytest.raises(AskedBefore):
        ask(small, contract(small))
    ask(small, whole(small))


def test_an_exemption_is_signed_for_a_reason_and_taken_back(small, officer):
    signed = sign(small, officer, contract(small))
    assert tree_of(small).module(contract(small).node).basis is Basis.EXEMPT
    assert sign(small, officer, contract(small)) == signed
    end_exemption(exemption=signed, by=officer, now=NOW)
    end_exemption(exemption=signed, by=officer, now=NOW + timedelta(days=1))
    assert tree_of(small).module(contract(small).node).state is State.NOT_BEGUN
    signed.refresh_from_db()
    assert (signed.ended_by, signed.ended_at) == (officer, NOW)
    assert [log.verb for log in AccessLog.objects.order_by("pk")] == ["exempted", "exemption_ended"]


def test_nobody_exempts_herself(small):
    with pytest.raises(NeedsSecondPerson):
        exempt(
            form_id=uuid.uuid4(), learner=small.learner, part=contract(small), reason="", by=small.learner.user, now=NOW
        )


def test_nothing_of_an_exemption_is_kept_as_done(small, officer):
    sign(small, officer, contract(small))
    assert not Progress.objects.filter(node=contract(small).node).exists()
    small.read(small.lessons(small.contract)[0])
    assert Progress.objects.get(node=contract(small).node).done_at is None


@pytest.mark.parametrize("stand_in", [recognise, sign])
def test_the_final_test_is_taken_whatever_stands_in(small, officer, stand_in):
    CertificateRule.objects.create(course=small.course.translation_key, title="Ready", hours=Decimal(6))
    stand_in(small, officer, whole(small))
    assert not Certificate.objects.exists()
    assert small.pass_quiz(small.course.translation_key).certificate is not None


def test_what_completed_the_course_stays_complete_when_the_exemption_ends(small, officer):
    signed = sign(small, officer, contract(small))
    small.read(*small.lessons(small.helping, small.overlay))
    assert small.pass_quiz(small.course.translation_key).progress.state is State.DONE
    end_exemption(exemption=signed, by=officer, now=NOW)
    assert tree_of(small).state is State.DONE
    assert tree_of(small).module(contract(small).node).state is State.NOT_BEGUN


def test_the_achievement_says_what_stands_in(small, officer):
    recognise(small, officer, contract(small))
    sign(small, officer, Part(small.overlay.translation_key, "JO"))
    known = queries.deeds(small.learner)
    found = queries.achievement(small.learner, tree_of(small), enrolments=[], known=known, now=NOW)
    assert (found.modules_recognised, found.modules_exempt, found.modules_missing) == (
        (small.contract.translation_key,), (small.overlay.translation_key,), (small.helping.translation_key,),
    )  # fmt: skip


def test_an_exemption_for_one_destination_is_none_for_another(small, officer):
    sign(small, officer, Part(small.overlay.translation_key, "KW"))
    assert tree_of(small).module(small.overlay.translation_key).state is State.NOT_BEGUN
    assert grounds_of(small.learner) == {}


def test_what_stands_in_weighs_nothing_in_a_result_made_of_parts(small, officer):
    """The quiz of an exempt module cannot be what the final result waits for."""
    final = small.quizzes[small.course.translation_key]
    QuizComponent.objects.create(quiz=final, kind=Kind.THEORY, weight=60)
    QuizComponent.objects.create(quiz=final, kind=Kind.CONTINUOUS, weight=40)
    small.pass_quiz(small.course.translation_key)
    assert small.course.translation_key not in queries.deeds(small.learner).passed
    sign(small, officer, contract(small))
    assert small.course.translation_key in queries.deeds(small.learner).passed
