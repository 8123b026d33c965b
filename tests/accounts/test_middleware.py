"""Staff who go away are signed out; learners are left alone, and nobody pays with queries."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from accounts.actions import ensure_groups
from accounts.middleware import PresenceMiddleware
from accounts.models import Role, User
from accounts.permissions import role_required
from accounts.presence import PROVED, STAFF_SEEN, STAFF_SINCE
from tests.accounts.conftest import PASSWORD, come_to_work


@pytest.fixture
def at_work(client, instructor):
    """A signed-in instructor's browser."""
    come_to_work(client, instructor)
    client.get("/sign-in/")
    return client


def move_back(client, *, seen: int = 0, since: int = 0) -> None:
    session = client.session
    session[STAFF_SEEN] -= seen
    session[STAFF_SINCE] -= since
    session.save()


def home(client) -> str:
    return client.get("/home/").url


def test_half_an_hour_without_work_signs_staff_out(at_work):
    move_back(at_work, seen=settings.STAFF_IDLE_SECONDS + 5)
    assert home(at_work) == "/sign-in/?next=/home/"
    assert "_auth_user_id" not in at_work.session


def test_a_little_less_does_not(at_work):
    move_back(at_work, seen=settings.STAFF_IDLE_SECONDS - 30)
    assert home(at_work) == "/teach/"
    assert home(at_work) == "/teach/"


def test_work_keeps_the_session_but_never_beyond_twelve_hours(at_work):
    move_back(at_work, since=settings.SESSION_COOKIE_AGE - 60)
    assert home(at_work) == "/teach/"
    move_back(at_work, since=120)
    assert home(at_work) == "/sign-in/?next=/home/"


def test_the_admin_is_closed_to_who_was_away(client, one_of):
    author = one_of(Role.AUTHOR)
    ensure_groups()
    client.force_login(author)
    assert client.get("/admin/").status_code == 200
    move_back(client, seen=settings.STAFF_IDLE_SECONDS + 5)
    assert client.get("/admin/").url.startswith("/admin/login/")


def test_a_superuser_is_staff_too(client, db):
    client.force_login(User.objects.create_superuser("root", password=PASSWORD))
    client.get("/sign-in/")
    move_back(client, seen=settings.STAFF_IDLE_SECONDS + 5)
    assert home(client) == "/sign-in/?next=/home/"


def test_signing_in_again_starts_the_watch_anew(at_work, instructor):
    move_back(at_work, seen=settings.STAFF_IDLE_SECONDS + 5, since=settings.SESSION_COOKIE_AGE)
    come_to_work(at_work, instructor)
    assert home(at_work) == "/teach/"


def test_last_seen_is_written_once_a_minute(at_work, django_assert_num_queries):
    at_work.get("/sign-in/")
    with django_assert_num_queries(2):  # session, person
        at_work.get("/sign-in/")
    move_back(at_work, seen=90)
    at_work.get("/sign-in/")
    assert timezone.now().timestamp() - at_work.session[STAFF_SEEN] < 5


@pytest.mark.parametrize(
    ("asked", "renews"),
    [
        (("get", "/home/", {}), True),
        (("get", "/home/", {"Sec-Fetch-Mode": "navigate"}), True),
        (("get", "/home/", {"Sec-Fetch-Mode": "cors"}), False),  # the square that changes asks for its page again
        # What a script sends, somebody did.
        (("post", "/still/", {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin"}), True),
        (("post", "/admin/editing-sessions/ping/wagtailcore/page/1/1/", {"Sec-Fetch-Mode": "cors"}), False),
        (("post", "/admin/editing-sessions/ping/wagtailcore/page/1/1/", {}), False),
    ],
    ids=str,
)
def test_a_page_that_asks_by_itself_keeps_no_desk_open(client, one_of, asked, renews):
    method, address, headers = asked
    author = one_of(Role.AUTHOR)
    ensure_groups()
    come_to_work(client, author)
    client.get("/sign-in/")
    move_back(client, seen=600)
    before = client.session[STAFF_SEEN]
    getattr(client, method)(address, headers=headers)
    assert (client.session[STAFF_SEEN] > before) is renews


def test_learners_are_not_watched(client, trainee, django_assert_num_queries):
    client.force_login(trainee.user)
    client.get("/sign-in/")
    with django_assert_num_queries(2):  # session, person
        client.get("/sign-in/")
    assert STAFF_SEEN not in client.session


def test_a_page_that_does_not_ask_who_is_there_costs_nothing(rf: RequestFactory, instructor, django_assert_num_queries):
    class Untouchable:
        def __getattr__(self, name):
            raise AssertionError(f"asked for {name}")

    request = rf.get("/")
    request.user = request.session = Untouchable()
    with django_assert_num_queries(0):
        assert PresenceMiddleware(lambda _request: HttpResponse("lesson"))(request).content == b"lesson"


def test_roles_asked_for_again_and_again_are_one_query(rf, instructor, django_assert_num_queries):
    @role_required(Role.INSTRUCTOR)
    @role_required(Role.INSTRUCTOR, Role.ADMINISTRATOR)
    def view(_request):
        return HttpResponse("today")

    request = rf.get("/teach/")
    request.user, request.session = User.objects.get(pk=instructor.pk), {PROVED: instructor.pk}
    with django_assert_num_queries(1):
        assert PresenceMiddleware(view)(request).content == b"today"
