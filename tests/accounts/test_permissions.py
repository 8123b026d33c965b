"""Who may open whose pages, and where each begins."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from accounts.actions import grant
from accounts.models import Role, User
from accounts.permissions import home_of, memberships_of, role_required, roles_of


@role_required(Role.INSTRUCTOR, Role.ADMINISTRATOR)
def teach(request):
    return HttpResponse("classes")


@role_required(Role.TRAINEE)
def me(request):
    return HttpResponse("lessons")


def ask(view, rf, user, path="/teach/?day=1"):
    request = rf.get(path)
    request.user = user
    return view(request)


def test_nobody_is_led_to_their_door_and_back(rf):
    assert ask(teach, rf, AnonymousUser()).url == "/sign-in/staff/?next=%2Fteach%2F%3Fday%3D1"
    assert ask(me, rf, AnonymousUser(), "/me/").url == "/sign-in/?next=%2Fme%2F"


def test_the_right_role_comes_in(rf, instructor, trainee):
    assert ask(teach, rf, instructor).content == b"classes"
    assert ask(me, rf, trainee.user).content == b"lessons"


@pytest.mark.parametrize("role", ["author", "programme_officer"])
def test_another_role_is_refused(rf, one_of, role):
    with pytest.raises(PermissionDenied):
        ask(teach, rf, one_of(role))


def test_a_trainee_never_comes_into_staff_pages(rf, trainee):
    with pytest.raises(PermissionDenied):
        ask(teach, rf, trainee.user)


def test_roles(trainee, instructor, centre, db):
    grant(user=instructor, organisation=centre, role=Role.AUTHOR)
    assert roles_of(AnonymousUser()) == frozenset()
    assert roles_of(trainee.user) == {"trainee"}
    assert roles_of(instructor) == {"instructor", "author"}
    assert roles_of(User.objects.create_superuser("root")) == {"administrator"}


def test_memberships_come_with_their_organisations(instructor, centre, django_assert_num_queries):
    person = User.objects.get(pk=instructor.pk)
    with django_assert_num_queries(1):
        found = [(membership.role, membership.organisation.name) for membership in memberships_of(person)]
        memberships_of(person)
    assert found == [("instructor", "Hope Centre")]


def test_who_holds_two_roles_begins_with_her_class(one_of, centre):
    person = one_of(Role.ADMINISTRATOR)
    assert home_of(person) == "/admin/"
    grant(user=person, organisation=centre, role=Role.INSTRUCTOR)
    assert home_of(person) == "/teach/"
