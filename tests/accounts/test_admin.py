"""Administrators keep staff, roles and organisations in the admin; trainees are not there, and cannot come in."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from accounts.actions import ensure_groups
from accounts.models import AccessLog, Membership, Organisation, Role, User
from tests.accounts.conftest import PASSWORD

STAFF_LISTS = ["wagtailusers_users:index", "wagtailusers_users:add", "organisations:index", "roles:index", "roles:add"]


@pytest.fixture
def administrator(one_of, client) -> User:
    user = one_of(Role.ADMINISTRATOR)
    ensure_groups()
    client.force_login(user)
    return user


def new_person(**values: str) -> dict[str, str]:
    return {
        "email": "Grace@Hope.example",
        "name": "Grace Wanjiru",
        "name_own": "",
        "language": "en",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **values,
    }


@pytest.mark.parametrize("name", STAFF_LISTS)
def test_administrators_open_the_lists(client, administrator, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("role", ["author", "reviewer", "instructor"])
@pytest.mark.parametrize("name", STAFF_LISTS)
def test_who_only_writes_does_not(client, one_of, role, name):
    user = one_of(role)
    ensure_groups()
    client.force_login(user)
    response = client.get(reverse(name))
    assert (response.status_code, response.url) == (302, "/admin/")


@pytest.mark.parametrize("role", ["programme_officer", "consular_officer"])
@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/users/"])
def test_officers_have_no_admin(client, one_of, role, path):
    user = one_of(role)
    ensure_groups()
    client.force_login(user)
    assert client.get(path).url.startswith("/admin/login/")


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/users/", "/admin/images/", "/admin/account/"])
def test_trainees_have_no_admin(client, trainee, path):
    ensure_groups()
    client.force_login(trainee.user)
    assert client.get(path).url.startswith("/admin/login/")


def test_staff_choose_the_language_of_the_admin_and_are_asked_for_no_name_and_no_face(client, administrator):
    page = client.get("/admin/account/").content.decode()
    assert not re.search(r'name="(?:name_email|avatar)-', page)
    chosen = {"locale-preferred_language": "ar", "locale-current_time_zone": "Asia/Manila", "theme-theme": "system",
              "theme-contrast": "system", "theme-density": "default", "theme-keyboard_shortcuts": "on"}  # fmt: skip
    assert client.post("/admin/account/", chosen).status_code == 302
    assert administrator.wagtail_userprofile.preferred_language == "ar"


def test_the_sign_in_page_of_the_admin_is_ours(client, db):
    response = client.get("/admin/login/?next=/admin/pages/", follow=True)
    assert response.redirect_chain[0][0].startswith("/sign-in/staff/?next=")
    assert response.status_code == 200


def test_trainees_are_not_listed(client, administrator, trainee, instructor):
    for query in ("", "?q=Maria", f"?q={trainee.user.username}"):
        assert "Maria Santos" not in client.get(reverse("wagtailusers_users:index") + query).content.decode()
    assert instructor.email in client.get(reverse("wagtailusers_users:index")).content.decode()


@pytest.mark.parametrize("name", ["edit", "delete", "history", "usage"])
def test_trainees_cannot_be_opened(client, administrator, trainee, name):
    response = client.get(reverse(f"wagtailusers_users:{name}", args=[trainee.user.pk]))
    assert response.status_code in {302, 404}
    assert "Maria Santos" not in response.content.decode()


@pytest.mark.parametrize("name", ["edit", "history", "usage"])
def test_a_colleague_is_opened(client, administrator, instructor, name):
    assert client.get(reverse(f"wagtailusers_users:{name}", args=[instructor.pk])).status_code == 200


@pytest.mark.parametrize("everything", [False, True])
def test_administrators_open_themselves_and_keep_their_rank(client, administrator, everything):
    User.objects.filter(pk=administrator.pk).update(is_superuser=everything)
    mine = reverse("wagtailusers_users:edit", args=[administrator.pk])
    assert client.get(mine).status_code == 200
    client.post(mine, {"email": administrator.email, "name": "Noor H.", "language": "en", "is_superuser": "on"})
    administrator.refresh_from_db()
    assert (administrator.name, administrator.is_superuser, administrator.is_active) == ("Noor H.", everything, True)


@pytest.mark.parametrize("name", ["edit", "history"])
def test_who_may_do_everything_is_kept_only_by_the_like(client, administrator, name):
    root = User.objects.create_superuser("root@hope.example", email="root@hope.example", password=PASSWORD)
    assert client.get(reverse(f"wagtailusers_users:{name}", args=[root.pk])).status_code == 404


@pytest.mark.parametrize("action", ["assign_role", "delete", "set_active_state"])
def test_actions_on_many_people_never_reach_trainees(client, administrator, trainee, action):
    address = reverse("wagtail_bulk_action", args=["accounts", "user", action])
    for ids in (f"?id={trainee.user.pk}", "?id=all"):
        response = client.get(address + ids)
        assert "Maria Santos" not in response.content.decode()
        client.post(address + ids, {"mark_as_active": "False", "role": "1"})
    trainee.user.refresh_from_db()
    assert (trainee.user.is_active, trainee.user.groups.count()) == (True, 0)


def test_a_person_is_added_with_her_address_as_name_to_sign_in_with(client, administrator):
    client.post(reverse("wagtailusers_users:add"), new_person())
    made = User.objects.get(email="grace@hope.example")
    assert (made.username, made.name, made.is_superuser, made.is_trainee) == (
        "grace@hope.example",
        "Grace Wanjiru",
        False,
        False,
    )
    assert made.check_password(PASSWORD)


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": ""},
        {"email": "administrator@hope.example"},
        {"name": ""},
        {"password1": "short", "password2": "short"},
    ],
)
def test_a_person_who_cannot_be_is_explained(client, administrator, wrong):
    response = client.post(reverse("wagtailusers_users:add"), new_person(**wrong))
    assert (response.status_code, User.objects.count()) == (200, 1)


def test_nobody_is_made_superuser_by_a_form(client, administrator):
    client.post(reverse("wagtailusers_users:add"), new_person(is_superuser="on"))
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_new_password_opens_an_account_that_rested(client, administrator, instructor, now):
    User.objects.filter(pk=instructor.pk).update(locked_at=now, sign_in_failures=30)
    edit = reverse("wagtailusers_users:edit", args=[instructor.pk])
    client.post(edit, new_person(email=instructor.email, is_active="on", password1="", password2=""))
    instructor.refresh_from_db()
    assert instructor.is_locked
    client.post(edit, new_person(email=instructor.email, is_active="on"))
    instructor.refresh_from_db()
    assert (instructor.is_locked, instructor.sign_in_failures) == (False, 0)


def test_a_role_is_given_and_taken_and_logged(client, administrator, centre):
    client.post(reverse("wagtailusers_users:add"), new_person())
    grace = User.objects.get(email="grace@hope.example")
    client.post(reverse("roles:add"), {"user": grace.pk, "organisation": centre.pk, "role": "author"})
    given = Membership.objects.get(user=grace)
    assert (given.role, [group.name for group in grace.groups.all()]) == ("author", ["Authors"])
    edit = client.get(reverse("roles:edit", args=[given.pk]))
    assert edit.url == reverse("roles:delete", args=[given.pk])
    client.post(edit.url)
    assert not Membership.objects.filter(user=grace).exists()
    assert not grace.groups.exists()
    assert list(AccessLog.objects.order_by("id").values_list("actor", "verb", "purpose")) == [
        (administrator.pk, "role_granted", "author hope"),
        (administrator.pk, "role_withdrawn", "author hope"),
    ]


def test_a_trainee_cannot_be_given_a_role_here(client, administrator, trainee, centre):
    assert "Maria Santos" not in client.get(reverse("roles:add")).content.decode()
    client.post(reverse("roles:add"), {"user": trainee.user.pk, "organisation": centre.pk, "role": "author"})
    assert not Membership.objects.filter(user=trainee.user).exists()


def test_an_organisation_is_named_in_the_open_languages_only(client, administrator):
    page = client.get(reverse("organisations:add")).content.decode()
    assert 'name="name_en"' in page
    assert 'name="name_sw"' not in page
    client.post(
        reverse("organisations:add"), {"code": "dmw", "kind": "ministry", "name_en": "Migrant Workers", "country": "PH"}
    )
    assert Organisation.objects.get(code="dmw").name == "Migrant Workers"
