"""A lesson that a rule holds, its author, and those who may or may not sign for it."""

from __future__ import annotations

from copy import deepcopy

import pytest

from accounts.actions import ensure_groups, grant
from accounts.models import Role, User
from courses.actions import open_review
from courses.models import LessonPage
from review import sources
from review.judging import judge
from tests import factories

HOLDS = "Give your passport to the employer."
WARNS = "The maid starts early."


def somebody(role: Role, name: str = "") -> User:
    """A person who holds a role, by name."""
    name = name or role.value
    person = factories.UserFactory(username=f"{name}@baon.example", email=f"{name}@baon.example", name=name)
    grant(user=person, organisation=factories.OrganisationFactory(), role=role)
    return person


@pytest.fixture
def one_of(db):
    return somebody


@pytest.fixture(scope="session")
def standing_house(ground):
    """The library with one live module and lesson, the groups and the workflow."""
    page = factories.module("My contract", lessons=1)
    ensure_groups()
    open_review()
    return page


@pytest.fixture(scope="session")
def standing_author(standing_house) -> User:
    return somebody(Role.AUTHOR)


@pytest.fixture(scope="session")
def standing_reviewer(standing_house) -> User:
    return somebody(Role.GENDER_REVIEWER)


@pytest.fixture(scope="session")
def standing_lesson(standing_house, standing_author) -> LessonPage:
    """A live lesson whose author has since written what a rule holds."""
    return write(standing_house.get_children().first().specific, HOLDS, by=standing_author)


@pytest.fixture
def house(db, standing_house):
    return deepcopy(standing_house)


@pytest.fixture
def author(db, standing_author) -> User:
    return deepcopy(standing_author)


@pytest.fixture
def reviewer(db, standing_reviewer) -> User:
    return deepcopy(standing_reviewer)


@pytest.fixture
def lesson(db, standing_lesson) -> LessonPage:
    return deepcopy(standing_lesson)


def write(page: LessonPage, words: str, *, by: User) -> LessonPage:
    """Save these words as a draft."""
    page = LessonPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    page.body = [("step", "One idea"), ("text", f"<p>{words}</p>")]
    page.save_revision(user=by)
    return LessonPage.objects.get(pk=page.pk)


def text_of(page: LessonPage) -> sources.Text:
    """What it says in its newest draft."""
    newest = LessonPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    [text] = sources.of("courses.lessonpage").said(newest)
    return text


def line_of(page: LessonPage, now):
    """The gravest finding in its newest draft."""
    [judgement] = judge([text_of(page)], today=now.date())
    return judgement.lines[0]


def fine(kind: str, **answers: str) -> dict[str, str]:
    """A checklist with nothing to object to."""
    from review.checklist import FITTING

    return dict.fromkeys(FITTING[kind], "fine") | answers
