"""Which words a class keeps to is chosen when it opens."""

import uuid

import pytest

from accounts.models import Organisation
from courses.actions import make_edition
from courses.models import CoursePage
from learning.forms.classes import NEWEST, TODAY, ClassForm
from tests import factories

pytestmark = pytest.mark.django_db
NOW = factories.NOW


def _form(course: CoursePage, edition: str) -> ClassForm:
    place, centre = factories.DestinationFactory(), factories.OrganisationFactory()
    data = {
        "form_id": uuid.uuid4(), "title": "Morning", "course": course.pk, "edition": edition, "centre": centre.pk,
        "starts_on": "2026-12-01", "ends_on": "2026-12-05", "destinations": [place.pk], "languages": ["en"],
        "safeguarding_name": "Ms Achieng", "safeguarding_phone": "+254 700 000000", "mode": "venue",
    }  # fmt: skip
    return ClassForm(data, centres=Organisation.objects.all())


@pytest.mark.parametrize(
    ("chosen", "kept"), [("", "a-2"), (NEWEST, "a-2"), (TODAY, None), ("a-1", "a-1"), ("a-2", "a-2")]
)
def test_a_class_takes_the_newest_edition_unless_told_otherwise(chosen, kept):
    course = factories.course(factories.module())
    for number in (1, 2):
        make_edition(course, code=f"a-{number}", now=NOW.replace(day=number))
    form = _form(course, chosen)
    assert form.is_valid(), form.errors
    edition = form.plan().edition
    assert (edition and edition.code) == kept


def test_without_an_edition_it_reads_what_is_published():
    form = _form(factories.course(factories.module()), NEWEST)
    assert form.is_valid(), form.errors
    assert form.plan().edition is None


def test_an_edition_of_another_course_is_refused():
    module = factories.module()
    other = factories.course(module, title="Another course")
    make_edition(other, code="b-1", now=NOW)
    form = _form(factories.course(module), "b-1")
    assert form.errors["edition"] == ["This edition is of another course."]
