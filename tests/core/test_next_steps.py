"""The first page of the admin says what waits for a person, and nothing that is no work of hers."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import ensure_groups, grant
from accounts.models import Role
from courses.models import Fact, LessonPage
from tests import factories

pytestmark = pytest.mark.django_db


def at_desk(client, role: Role):
    factories.home()
    ensure_groups()
    person = factories.UserFactory(email="staff@baon.example", is_staff=True)
    grant(user=person, organisation=factories.OrganisationFactory(kind="ministry"), role=role)
    client.force_login(person)
    return person


def steps(client) -> list[tuple[str, str]] | None:
    """What the panel says and where each line leads; none where there is no panel."""
    html = client.get("/admin/").content.decode()
    panel = re.search(r'<section[^>]*id="next-steps.*?</section>', html, re.S)
    return re.findall(r'<li><a href="([^"]+)">([^<]+)</a></li>', panel[0]) if panel else None


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.REVIEWER, Role.TRANSLATOR])
def test_where_nothing_waits_it_says_so(client, role):
    at_desk(client, role)
    assert steps(client) == []
    assert "Nothing waits for you." in client.get("/admin/").content.decode()


def test_an_author_goes_on_with_her_newest_draft_and_sees_no_one_elses(client):
    author = at_desk(client, Role.AUTHOR)
    other = factories.UserFactory()
    first, second, third = LessonPage.objects.child_of(factories.module(lessons=3))
    for page, by in ((first, author), (second, author), (third, other)):
        page.title = f"Draft {page.title}"
        page.save_revision(user=by)
    [(href, words)] = steps(client)
    assert words.startswith("2 drafts of yours are not published.")
    assert "Draft Lesson 2" in words
    assert href == f"/admin/pages/{second.pk}/edit/"


def test_facts_that_are_overdue_or_soon_due_are_counted_for_who_keeps_them(client):
    at_desk(client, Role.AUTHOR)
    today = timezone.now().date()
    for key, days in (("rest_day", -1), ("wage", 10), ("visa", 300)):
        factories.FactFactory(key=factories.FactKeyFactory(code=key), review_by=today + timedelta(days=days))
    assert Fact.objects.count() == 3
    assert steps(client) == [
        ("/admin/facts/due/?need=overdue", "1 fact is overdue: readers are told to ask the hotline instead."),
        ("/admin/facts/due/?need=due_30", "1 fact must be checked within 30 days."),
    ]
