"""Roles, and what they open in the admin."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import GroupApprovalTask, Page

from accounts.actions import NeedsEmail, appoint, dismiss, ensure_groups, grant, withdraw
from accounts.models import AccessLog, Membership, Role
from accounts.permissions import roles_of
from tests import factories


@pytest.fixture(scope="session")
def standing_library(ground):
    module = factories.module("My contract")
    ensure_groups()
    return module.get_parent()


@pytest.fixture
def library(db, standing_library):
    return deepcopy(standing_library)


def may(user, page: Page) -> set[str]:
    rights = page.permissions_for_user(user)
    asked = {
        "add": rights.can_add_subpage,
        "edit": rights.can_edit,
        "publish": rights.can_publish,
        "delete": rights.can_delete,
    }
    return {action for action, allowed in asked.items() if allowed()}


def test_giving_a_role_twice_is_harmless(one_of, centre):
    author = one_of(Role.AUTHOR)
    assert grant(user=author, organisation=centre, role=Role.AUTHOR) == Membership.objects.get()


def test_roles_and_groups_go_together(one_of, centre):
    person = one_of(Role.AUTHOR)
    grant(user=person, organisation=centre, role=Role.REVIEWER)
    assert [group.name for group in person.groups.order_by("name")] == ["Authors", "Reviewers"]
    withdraw(user=person, organisation=centre, role=Role.AUTHOR)
    assert [group.name for group in person.groups.all()] == ["Reviewers"]
    assert roles_of(person) == {Role.REVIEWER}


def test_a_role_held_elsewhere_keeps_its_group(one_of, centre):
    person = one_of(Role.AUTHOR)
    other = factories.OrganisationFactory(code="other")
    grant(user=person, organisation=other, role=Role.AUTHOR)
    withdraw(user=person, organisation=centre, role=Role.AUTHOR)
    assert [group.name for group in person.groups.all()] == ["Authors"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.TRAINEE}))
def test_a_pin_never_guards_a_staff_role(trainee, centre, role):
    with pytest.raises(NeedsEmail):
        grant(user=trainee.user, organisation=centre, role=role)
    assert not Membership.objects.exists()


def test_a_trainee_may_belong_to_a_centre(trainee, centre):
    grant(user=trainee.user, organisation=centre, role=Role.TRAINEE)
    assert (roles_of(trainee.user), trainee.user.groups.count()) == ({Role.TRAINEE}, 0)


def test_appointing_and_dismissing_are_logged(one_of, centre, now):
    admin, person = one_of(Role.ADMINISTRATOR), one_of(Role.INSTRUCTOR)
    membership = appoint(user=person, organisation=centre, role=Role.AUTHOR, by=admin, now=now)
    dismiss(membership=membership, by=admin, now=now)
    assert list(AccessLog.objects.order_by("id").values_list("actor", "verb", "subject", "purpose")) == [
        (admin.pk, "role_granted", f"user:{person.pk}", "author hope"),
        (admin.pk, "role_withdrawn", f"user:{person.pk}", "author hope"),
    ]
    assert roles_of(person) == {Role.INSTRUCTOR}


@pytest.mark.parametrize(
    ("role", "on_library", "on_home", "on_lesson"),
    [
        (Role.INSTRUCTOR, {"add"}, set(), set()),
        # Wagtail lets who may publish a page also delete it, where nothing is below it.
        (Role.AUTHOR, {"add", "edit", "publish"}, {"add", "edit", "publish"}, {"edit", "publish", "delete"}),
        (Role.REVIEWER, {"edit", "publish"}, {"edit", "publish"}, {"edit", "publish", "delete"}),
        (
            Role.ADMINISTRATOR,
            {"add", "edit", "publish", "delete"},
            {"add", "edit", "publish", "delete"},
            {"edit", "publish", "delete"},
        ),
        (Role.PROGRAMME_OFFICER, set(), set(), set()),
        (Role.CONSULAR_OFFICER, set(), set(), set()),
    ],
)
def test_each_role_may_do_its_part_of_the_pages(library, one_of, role, on_library, on_home, on_lesson):
    user = one_of(role)
    lesson = library.get_descendants().last().specific
    assert (may(user, library), may(user, library.get_parent()), may(user, lesson)) == (on_library, on_home, on_lesson)


@pytest.mark.parametrize(
    ("role", "permissions"),
    [
        (Role.INSTRUCTOR, (True, False, False, False)),
        (Role.AUTHOR, (True, True, True, False)),
        (Role.REVIEWER, (True, True, True, False)),
        (Role.ADMINISTRATOR, (True, True, True, True)),
        (Role.PROGRAMME_OFFICER, (False, False, False, False)),
        (Role.CONSULAR_OFFICER, (False, False, False, False)),
    ],
)
def test_each_role_has_its_part_of_the_admin(library, one_of, role, permissions):
    user = one_of(role)
    names = (
        "wagtailadmin.access_admin",
        "assessments.change_question",
        "courses.change_fact",
        "accounts.change_user",
    )
    assert tuple(user.has_perm(name) for name in names) == permissions


def test_nobody_deletes_people_in_the_admin(library, one_of):
    assert not one_of(Role.ADMINISTRATOR).has_perm("accounts.delete_user")


def test_an_instructor_edits_what_she_added(library, one_of):
    instructor = one_of(Role.INSTRUCTOR)
    module = factories.module("Cooking", lessons=0, owner=instructor, live=False)
    assert may(instructor, module) == {"add", "edit", "delete"}


def test_setting_up_twice_changes_nothing(library):
    def state():
        return [
            (
                group.name,
                group.permissions.count(),
                group.page_permissions.count(),
                group.collection_permissions.count(),
            )
            for group in Group.objects.order_by("name")
        ]

    before = state()
    call_command("setup_roles", verbosity=0)
    assert state() == before


def test_what_is_sent_in_for_review_reaches_reviewers(library):
    names = {group.name for task in GroupApprovalTask.objects.all() for group in task.groups.all()}
    assert names == {"Reviewers", "Administrators"}
