"""A module begins with a template or a copy, and goes live when nothing holds it."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from courses.authoring.actions import begin_module, duplicate_module, publish_what_may
from courses.authoring.listing import listed
from courses.authoring.templates import templates
from courses.authoring.unwritten import HintsLeft
from courses.models import LessonPage, ModulePage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["blank", "short", "contract", "skills"])
def test_every_template_makes_drafts_that_open(author, library, code):
    template = templates()[code]
    answer = author.post(reverse("authoring:new"), {"title": "My rest", "template": code})
    module = ModulePage.objects.get(slug="my-rest")
    lessons = list(LessonPage.objects.child_of(module))
    assert answer.headers["Location"] == reverse("wagtailadmin_explore", args=[module.pk])
    assert (module.live, [lesson.live for lesson in lessons]) == (False, [False] * len(template.lessons))
    for page in (module, *lessons):
        assert author.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
        assert page.latest_revision is not None
    for lesson in lessons:
        assert "✎" in lesson.serve_preview(None, "ph-jo").content.decode()


def test_hints_of_a_template_never_go_live(library, writer):
    module = begin_module(library, title="My rest", template=templates()["short"], by=writer)
    with pytest.raises(HintsLeft) as refusal:
        module.get_latest_revision().publish(user=writer)
    assert refusal.value.reason == (
        "“My rest” was not published: 4 hints of the template (✎) are still there. Write over them."
    )
    module.refresh_from_db()
    assert not module.live


def test_an_author_who_publishes_too_early_is_told_and_loses_nothing(author, library, writer):
    module = begin_module(library, title="My rest", template=templates()["blank"], by=writer)
    url = reverse("wagtailadmin_pages:edit", args=[module.pk])
    form = author.get(url).context["form"]
    data = {name: "" if value is None else value for name, value in form.initial.items() if name != "objectives"}
    for name in ("objectives", "prerequisites", "comments"):
        data |= {f"{name}-TOTAL_FORMS": 0, f"{name}-INITIAL_FORMS": 0, f"{name}-count": 0}
    answer = author.post(url, {**data, "title": "My rest day", "action-publish": "1"})
    assert answer.headers["Location"].endswith(url)
    assert "hint" in " ".join(str(message) for message in get_messages(answer.wsgi_request))
    module.refresh_from_db()
    assert (module.live, module.get_latest_revision_as_object().title) == (False, "My rest day")


def test_two_modules_of_one_title_have_addresses_of_their_own(library, writer):
    made = [begin_module(library, title="Numbers", template=templates()["blank"], by=writer).slug for _ in range(2)]
    assert made == ["numbers-2", "numbers-3"]  # /numbers/ is every country's page


def test_a_copy_is_new_to_everybody(author, library):
    quiz = factories.quiz_of("a3", topic="contracts", count=1)
    module = factories.module("My contract", quiz=quiz)
    answer = author.post(reverse("authoring:duplicate", args=[module.pk]), {})
    copied = ModulePage.objects.get(slug="copy-of-my-contract")
    old, new = ([page.translation_key for page in one.get_descendants(inclusive=True)] for one in (module, copied))
    assert answer.headers["Location"] == reverse("wagtailadmin_explore", args=[copied.pk])
    assert (copied.title, copied.live, copied.quiz) == ("Copy of My contract", False, None)
    assert len(old) == len(new) == 3
    assert not set(old) & set(new)
    assert not LessonPage.objects.child_of(copied).live().exists()


def test_a_copy_keeps_its_quiz_when_asked_to(library, writer):
    module = factories.module("My contract", quiz=factories.quiz_of("a3", topic="contracts", count=1))
    copied = duplicate_module(module, keep_quiz=True, by=writer)
    assert (copied.quiz, copied.get_latest_revision_as_object().quiz) == (module.quiz, module.quiz)


def test_a_copy_is_undone_with_all_its_lessons(author, library, writer):
    copied = duplicate_module(factories.module("My contract"), keep_quiz=False, by=writer)
    url = reverse("authoring:discard", args=[copied.pk])
    assert author.get(url).status_code == 200
    assert author.post(url).status_code == 302
    assert not ModulePage.objects.filter(pk=copied.pk).exists()


def test_what_readers_have_seen_is_not_undone(author, library):
    module = factories.module("My contract")
    assert author.post(reverse("authoring:discard", args=[module.pk])).status_code in {302, 403}
    assert ModulePage.objects.filter(pk=module.pk).exists()


def test_what_may_go_live_does_and_the_rest_is_told(library, writer):
    ready, held = factories.module("Ready", lessons=1), factories.module("Held", lessons=1)
    pages = []
    for module, words in ((ready, "Your passport is yours."), (held, "✎ Write here")):
        lesson = LessonPage.objects.child_of(module).get()
        lesson.unpublish()
        lesson.body = [("step", "One idea"), ("text", f"<p>{words}</p>")]
        lesson.save_revision(user=writer)
        pages.append(lesson)
    outcome = publish_what_may(pages, by=writer)
    assert [page.pk for page in outcome.pages] == [pages[0].pk]
    assert [type(refusal) for refusal in outcome.refused] == [HintsLeft]
    assert [LessonPage.objects.get(pk=page.pk).live for page in pages] == [True, False]


def test_bulk_publishing_in_the_admin_goes_on_past_what_is_held(author, library, writer):
    module = begin_module(library, title="My rest", template=templates()["blank"], by=writer)
    ready = factories.module("Ready", lessons=0)
    ready.unpublish()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = author.post(f"{url}?id={module.pk}&id={ready.pk}&next=/admin/", {"include_descendants": ""})
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    ready.refresh_from_db()
    assert ready.live
    assert any("“My rest” was not published" in line for line in told)
    assert any("1 page has been published" in line for line in told)


def test_who_may_not_add_makes_no_module(client, library):
    client.force_login(factories.staff("translator", username="t@baon.example", email="t@baon.example"))
    for url in (reverse("authoring:new"), reverse("authoring:duplicate", args=[ModulePage.objects.first().pk])):
        assert client.post(url, {"title": "x", "template": "blank"}).status_code in {302, 403}
    assert ModulePage.objects.count() == 1


def test_the_library_lists_minutes_lessons_and_languages(author, library):
    factories.module("My contract", lessons=3, minutes=40)
    page = author.get(reverse("wagtailadmin_explore", args=[library.pk])).content.decode()
    assert "40 min, lessons 15" in page
    assert "3 of 3 live" in page
    assert "data-bulk-action-checkbox" in page
    module = ModulePage.objects.get(slug="my-contract")
    below = author.get(reverse("wagtailadmin_explore", args=[module.pk])).content.decode()
    assert ["5 min" in below, below.index("Lesson 1 of") < below.index("Lesson 3 of")] == [True, True]


@pytest.mark.parametrize("count", [1, 12])
def test_the_columns_cost_two_queries_for_any_number_of_modules(library, count, django_assert_num_queries):
    for number in range(count):
        factories.module(f"Module {number}", lessons=2)
    pages = list(ModulePage.objects.child_of(library))
    with django_assert_num_queries(2):
        told = listed(pages)
    assert [told[page.pk].parts for page in pages] == ["2 of 2 live"] * (count + 1)
