"""What she takes along as a file holds everything: no model that leads to her may be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Field, Model
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from learning.actions.paper import PaperPlan, make_paper, settle, type_sheet
from learning.keeping import everything_about
from learning.models import Learner, PaperCorrection, PaperSheet
from tests import factories
from tests.factories import NOW
from tests.learning.actions.test_paper import read
from tests.learning.practising import checklist, watch
from tests.test_architecture import ROOMS

pytestmark = pytest.mark.django_db

# What staff did, never what is known of a learner. Trainees are not staff (``User.is_trainee``).
OF_STAFF = re.compile(r"(_|^)by$|^(observer|reviewer|actor|trainer|instructors|owner|uploaded_by_user)$")
NOT_HERS = {
    "accounts.Membership": "roles are given to staff alone",
    "accounts.SecondFactor": "trainees have none",
    "accounts.RecoveryCode": "trainees have none",
    "certificates.CertificateFile": "the picture of a certificate that stands there",
}


OF_STAFF_ALONE = {"duties"}  # what officers must learn; that room shows it to them


def leads_to(model: type[Model], field: Field) -> bool:
    return bool(field.is_relation and field.concrete and field.related_model) and not OF_STAFF.search(field.name)


def models_about_her() -> Iterator[type[Model]]:
    """Every model of the house from which relations lead to a learner, and the two that are she herself."""
    rooms = [model for model in apps.get_models() if model._meta.app_config.name in {*ROOMS} - OF_STAFF_ALONE]
    reached: set[type[Model]] = {Learner, User}
    for _step in count():
        more = {
            model for model in rooms for field in model._meta.get_fields()
            if leads_to(model, field) and field.related_model in reached
        } - reached  # fmt: skip
        if not more:
            break
        reached |= more
    yield from sorted(reached, key=lambda model: model._meta.label)


def test_every_model_that_leads_to_her_is_read_out():
    learner = factories.learner()
    with CaptureQueriesContext(connection) as asked:
        everything_about(Learner.objects.get(pk=learner.pk))
    read_out = {table for query in asked for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    forgotten = {model._meta.label for model in models_about_her() if model._meta.db_table not in read_out}
    assert forgotten - NOT_HERS.keys() == set()


def test_every_field_of_her_own_record_is_read_out():
    """A new field fails here until it is told to her, or is one that says nothing of her."""
    told = {
        "birth_year": "year_of_birth", "sex": "sex", "origin": "origin", "destination": "destination",
        "occupation": "occupation", "departs_on": "day_of_departure", "phone": "phone",
        "been_abroad": "has_worked_abroad", "consented_at": "agreed_to_the_privacy_notice",
        "notice_version": "agreed_to_the_privacy_notice",
    }  # fmt: skip
    assert {field.name for field in Learner._meta.concrete_fields} - {"id", "user"} == told.keys()
    assert set(told.values()) <= everything_about(factories.learner()).keys()


def test_the_walk_knows_those_that_were_forgotten_once():
    assert {"assessments.Answer", "assessments.Observation", "learning.PaperSheet", "learning.PaperCorrection"} <= {
        model._meta.label for model in models_about_her()
    }


@pytest.fixture
def sheet(small) -> PaperSheet:
    plan = PaperPlan(small.contract.translation_key, "a3", "en", "JO")
    return make_paper(paper_id=next(iter(small.quizzes)), cohort=small.cohort, plan=plan, by=small.instructor,
                      now=NOW).sheets.get()  # fmt: skip


def test_a_sheet_and_what_two_people_typed_from_it_are_hers(small, sheet):
    second = factories.staff(email="second@example.org")
    type_sheet(sheet=sheet, typed=read(sheet.paper), by=small.instructor, now=NOW)
    type_sheet(sheet=sheet, typed=read(sheet.paper, right=False), by=second, now=NOW)
    kept = everything_about(small.learner)
    assert kept["paper_sheets"] == [
        {"code": sheet.code, "paper__placement": str(sheet.paper.placement), "counted_at": None}
    ]
    assert [(row["sheet__code"], row["place"], len(row["marks"])) for row in kept["typed_from_paper"]] == [
        (sheet.code, 1, 2), (sheet.code, 2, 2),
    ]  # fmt: skip
    right = dict.fromkeys(map(int, sheet.entries.first().marks), 1)
    third = factories.staff(email="third@example.org")
    settle(sheet=sheet, chosen=right, reason=PaperCorrection.Reason.TYPED, by=third, now=NOW)
    kept = everything_about(small.learner)
    assert [row["reason"] for row in kept["corrected_from_paper"]] == ["typed", "typed"]
    assert [row["marks"] for row in kept["typed_from_paper"]] == [{}, {}]
    assert len(kept["answers"]) == 2


def test_what_an_instructor_saw_is_hers(small):
    version = checklist(small.quizzes[small.contract.translation_key])
    watch(small, version)
    [row] = everything_about(small.learner)["practice"]
    assert (row["version__question__key"], row["passed"], row["instead"]) == ("negotiation", True, False)


def test_nothing_of_another_person_is_in_it(small, sheet):
    other = small.classmate(name="Amina Noor")
    small.finish()
    kept = everything_about(other)
    assert {name: rows for name, rows in kept.items() if isinstance(rows, list) and rows and name != "classes"} == {}
