"""The desk: who may enter, what is promised, what is shown before anything changes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Role
from handover import actions
from handover.models import Export, Import
from tests import factories
from tests.handover.conftest import NOW, edited, exported, received, taken
from work.models import OutboxItem

DESK = "/admin/handover/"


@pytest.fixture
def enter(client):
    """Signs in with a role, as its group lets her into the admin."""

    def sign_in(role):
        from accounts.actions.roles import ensure_groups, grant

        person = factories.UserFactory(email=f"{role}@baon.example", username=f"{role}@baon.example", name="Rekha")
        ensure_groups()
        grant(user=person, organisation=factories.OrganisationFactory(), role=role)
        client.force_login(person)
        return person

    return sign_in


@pytest.mark.parametrize(
    ("role", "desk", "taking"),
    [
        (Role.AUTHOR, 200, 200),
        (Role.ADMINISTRATOR, 200, 200),
        (Role.REVIEWER, 200, 302),
        (Role.INSTRUCTOR, 302, 302),
        (Role.TRANSLATOR, 302, 302),
    ],
)
def test_who_may_enter(client, course, enter, role, desk, taking):
    enter(role)
    made = received(exported(course))
    assert client.get(DESK).status_code == desk
    assert client.get(reverse("handover:import", args=[made.pk])).status_code == taking


def test_a_stranger_is_led_to_the_door(client, db):
    assert client.get(DESK).status_code == 302


def test_a_course_has_a_button(client, course, enter):
    enter(Role.AUTHOR)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).content.decode()
    assert f"{DESK}?course={course.pk}" in page


def test_asking_promises_an_archive_and_the_page_asks_again(client, course, enter):
    enter(Role.AUTHOR)
    client.post(reverse("handover:export"), {"course": course.pk, "licence": "CC BY 4.0"})
    made = Export.objects.get()
    assert OutboxItem.objects.get(task=actions.EXPORT_TASK).arguments == [made.pk]
    assert client.get(DESK).headers["Refresh"] == "3"
    actions.make_export(made, now=NOW)
    response = client.get(DESK)
    assert "Refresh" not in response.headers
    download = client.get(reverse("handover:download", args=[made.pk]))
    assert download.headers["Content-Disposition"] == 'attachment; filename="domestic-work.zip"'
    assert b"".join(download.streaming_content)[:4] == b"PK\x03\x04"


def test_an_upload_is_kept_unread_and_looked_at_by_the_worker(client, course, enter):
    enter(Role.AUTHOR)
    file = SimpleUploadedFile("course.zip", exported(course))
    response = client.post(reverse("handover:upload"), {"file": file})
    made = Import.objects.get()
    assert (made.state, response.url) == (Import.State.LOOKING, reverse("handover:import", args=[made.pk]))
    actions.look(made, now=NOW)
    page = client.get(response.url)
    assert "Nothing to do" in page.content.decode()


def test_what_is_wrong_is_said_in_sentences(client, enter, db):
    enter(Role.AUTHOR)
    made = received(b"no archive at all, whatever its name says")
    page = client.get(reverse("handover:import", args=[made.pk])).content.decode()
    assert "This is not a course archive." in page


def test_a_changed_field_is_shown_with_both_sides_and_decided(client, course, enter):
    by = enter(Role.AUTHOR)
    data = exported(course)
    taken(data)
    made = received(edited(data, "en/my-contract/lesson-1.json", lambda one: one["fields"].update(title="<b>New</b>")))
    address = reverse("handover:import", args=[made.pk])
    page = client.get(address).content.decode()
    assert "Lesson 1 of My contract" in page
    assert "&lt;b&gt;New&lt;/b&gt;" in page
    [group] = made.lines.filter(verdict="changed").values_list("group", flat=True)
    client.post(address, {"do": "take", f"{group}:changed": "keep", "publish": "on"})
    made.refresh_from_db()
    assert (made.state, made.choices, made.publish, made.by) == (
        Import.State.TAKING, {f"{group}:changed": "keep"}, True, by,
    )  # fmt: skip
    assert "That was done already." in client.post(address, {"do": "take"}, follow=True).content.decode()


def test_who_may_not_publish_is_not_offered_to(course, enter, rf):
    from handover.forms import DecideForm

    assert "publish" not in DecideForm(groups=(), may_publish=False).fields


def test_undoing_is_promised(client, course, enter):
    enter(Role.AUTHOR)
    made = taken(exported(course))
    client.post(reverse("handover:import", args=[made.pk]), {"do": "undo"})
    made.refresh_from_db()
    assert made.state == Import.State.UNDOING


@pytest.mark.parametrize("more", [0, 20])
def test_the_preview_costs_the_same_for_many_lessons(client, course, enter, more, django_assert_max_num_queries):
    enter(Role.AUTHOR)
    if more:
        extra = factories.module("Extra", lessons=more)
        from courses.models import CourseModule

        CourseModule.objects.create(course=course, module=extra, sort_order=9)
    made = received(exported(course))
    made.lines.update(verdict="new")
    address = reverse("handover:import", args=[made.pk])
    client.get(address)
    with django_assert_max_num_queries(22):
        client.get(address)
