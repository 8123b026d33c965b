"""What administrators keep: rules and posts."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.actions import ensure_groups, grant
from accounts.models import Role
from duties.actions import assign_everyone
from duties.models import Assignment, PostDetails, Requirement
from tests import factories
from tests.duties.conftest import NOW, days, person, posted


@pytest.fixture
def admin(service, browser) -> Client:
    ensure_groups()
    user = factories.UserFactory(email="admin@ministry.example")
    grant(user=user, organisation=service.ministry, role=Role.ADMINISTRATOR)
    return browser(user)


def rule(service, **values) -> dict[str, object]:
    return {
        "course": service.course.translation_key, "roles": ["consul"], "post_kinds": [], "basis": "posting", "days": 14,
        "months": 24, "again_at_post": "on", "responsible": service.trainer.pk, "active_from": days(-30).isoformat(),
        **values,
    }  # fmt: skip


def test_a_rule_is_written_and_falls_on_people(admin, service):
    posted(service)
    assert admin.post("/admin/required_training/new/", rule(service)).status_code == 302
    found = Requirement.objects.get()
    assert (found.roles, found.days, found.months, found.again_at_post) == (["consul"], 14, 24, True)
    assert b"Protection in the consulate" in admin.get("/admin/required_training/").content
    assign_everyone(now=NOW)
    assert Assignment.objects.count() == 1
    edited = rule(service, days=30)
    assert admin.post(f"/admin/required_training/edit/{found.pk}/", edited).status_code == 302
    assign_everyone(now=NOW)
    assert Assignment.objects.get().due_on == days(70)


def test_a_fixed_day_is_asked_for(admin, service):
    response = admin.post("/admin/required_training/new/", rule(service, basis="fixed"))
    assert (response.status_code, Requirement.objects.count()) == (200, 0)
    assert b"Say which day." in response.content


def test_a_post_needs_a_time_zone_that_there_is(admin, service):
    post = factories.OrganisationFactory(code="rome", kind="post", name="Rome", country="IT")
    given = {
        "organisation": post.pk,
        "kind": "embassy",
        "contact_name": "Ms A",
        "contact_phone": "1",
        "rest_days": ["6"],
    }
    refused = admin.post("/admin/post_details/new/", {**given, "time_zone": "Rome"})
    assert b"No time zone has this name." in refused.content
    assert admin.post("/admin/post_details/new/", {**given, "time_zone": "Europe/Rome"}).status_code == 302
    assert PostDetails.objects.get(organisation=post).resting == frozenset({6})


@pytest.mark.parametrize("role", [Role.CONSULAR_OFFICER, Role.CONSULAR_SUPERVISOR])
def test_nobody_else_has_the_admin(role, service, browser):
    client = browser(person(role, service.ministry))
    for address in ("/admin/required_training/", "/admin/post_details/"):
        assert client.get(address).status_code in {302, 403}
