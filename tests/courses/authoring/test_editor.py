"""The editor of a lesson: tabs, comments, and a preview as any trainee."""

import json
from copy import deepcopy

import pytest
from django.core import mail
from django.http import Http404
from django.urls import reverse
from wagtail.models import Comment, Locale

from core import tongues
from courses.models import CoursePage, HomePage, LessonPage, ModuleLibraryPage, ModulePage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "tabs"),
    [
        (LessonPage, ["Words", "About this lesson", "People in it", "Settings"]),
        (ModulePage, ["Words", "About this module", "Settings"]),
        (CoursePage, ["Words", "Modules", "About this course", "Settings"]),
        (HomePage, ["Words", "Settings"]),
        (ModuleLibraryPage, ["Words", "Settings"]),
    ],
)
def test_tabs_follow_how_an_author_thinks(model, tabs):
    assert [str(tab.heading) for tab in model.get_edit_handler().children] == tabs


def test_an_empty_module_tells_the_first_steps(author):
    empty, full = factories.module("Empty", lessons=0), factories.module("Full")
    pages = [author.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode() for page in (empty, full)]
    assert ["This module has no lessons yet." in page for page in pages] == [True, False]


def test_the_preview_asks_for_way_reader_and_language_in_four_short_lists(author):
    factories.OriginFactory()
    factories.DestinationFactory()
    lesson = LessonPage.objects.first()
    page = author.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    assert [f'data-trainee-choice="{name}"' in page for name in ("from", "to", "audience", "language")] == [True] * 4
    assert '<option value="jo">Jordan</option>' in page
    assert page.index('value="mobile"') < page.index('value="tablet"')


def test_the_preview_may_stand_in_a_frame_of_the_editor(author):
    lesson = LessonPage.objects.first()
    answer = author.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))
    assert "One idea" in answer.content.decode()
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]


@pytest.fixture(scope="session")
def standing_told_apart(ground):
    """A lesson with a passage for families, and its Filipino words."""
    factories.OriginFactory()
    factories.FactFactory()
    only = {"destinations": [], "origins": [], "audiences": ["family"], "content": [("text", "<p>You stay home.</p>")]}
    body = [("step", "Rest"), ("fact", {"key": "rest_day", "scope": "destination"}), ("only", only)]
    factories.course(factories.module("My rest", lessons=1, body=body))
    lesson = LessonPage.objects.get(slug="lesson-1")
    Locale.objects.create(language_code="fil")
    tongues.forget()
    parents = lesson.get_ancestors().filter(depth__gt=1).specific()
    for page in (*parents, lesson):
        made = page.copy_for_translation(Locale.objects.get(language_code="fil"))
    made.title = "Pahinga"
    made.save_revision()
    return lesson


@pytest.fixture
def told_apart(db, standing_told_apart):
    return deepcopy(standing_told_apart)


@pytest.mark.parametrize(
    ("mode", "shown"),
    [
        ("any-any", (False, False, False)),
        ("ph-jo", (True, False, False)),
        ("ph-jo.family", (True, True, False)),
        ("ph-jo/fil", (True, False, True)),
        ("any-any.family/fil", (False, True, True)),
        ("ph-jo/xx", (True, False, False)),
    ],
)
def test_a_lesson_is_shown_as_that_trainee_sees_it(told_apart, mode, shown):
    page = told_apart.serve_preview(None, mode).content.decode()
    assert tuple(words in page for words in ("You rest one day", "You stay home.", "Pahinga")) == shown


@pytest.mark.parametrize("mode", ["nowhere", "ph-jo.Family", "../../etc"])
def test_a_way_that_is_none_is_not_found(told_apart, mode):
    with pytest.raises(Http404):
        told_apart.serve_preview(None, mode)


def test_somebody_comments_and_no_mail_is_sent(author, writer):
    lesson = LessonPage.objects.first()
    lesson.save_revision()
    url = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    form = author.get(url).context["form"]
    assert "comments" in form.formsets
    block = lesson.body[1].id
    data = {
        "title": lesson.title, "slug": lesson.slug, "minutes": 5, "objective": "", "body-count": "2",
        "body-0-type": "step", "body-0-id": lesson.body[0].id, "body-0-order": "0", "body-0-deleted": "",
        "body-0-value": "One idea",
        "body-1-type": "text", "body-1-id": block, "body-1-order": "1", "body-1-deleted": "",
        "body-1-value": json.dumps({"blocks": [{"key": "a", "text": "A few words.", "type": "unstyled", "depth": 0,
                                                "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}),
        "cast-count": "0",
        "comments-TOTAL_FORMS": "1", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "", "comments-0-text": "Say this shorter?", "comments-0-contentpath": f"body.{block}",
        "comments-0-resolved": "", "comments-0-id": "", "comments-0-position": "", "comments-0-DELETE": "",
        "comments-0-replies-TOTAL_FORMS": "0", "comments-0-replies-INITIAL_FORMS": "0",
        "comments-0-replies-MIN_NUM_FORMS": "0", "comments-0-replies-MAX_NUM_FORMS": "",
    }  # fmt: skip
    answer = author.post(url, data)
    assert answer.status_code == 302, answer.context["form"].errors
    comment = Comment.objects.get()
    assert (comment.text, comment.contentpath, comment.user) == ("Say this shorter?", f"body.{block}", writer)
    assert mail.outbox == []
    assert "Say this shorter?" in author.get(url).content.decode()


@pytest.mark.parametrize(("email", "asked"), [("", False), ("somebody@baon.example", True)])
def test_mail_about_comments_is_off_for_who_has_no_address(client, library, email, asked):
    client.force_login(factories.UserFactory(is_superuser=True, is_staff=True, email=email))
    module = ModulePage.objects.first()
    form = client.get(reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", module.pk])).context["form"]
    assert form["comment_notifications"].value() is asked
