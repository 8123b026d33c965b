"""No road leads words that are held to readers: editor, bulk, schedule, workflow, translation, action, plain save."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from accounts.models import Role
from assessments.actions import publish_question
from assessments.models import Question, QuestionVersion
from core import tongues
from courses import actions as courses
from courses.models import LessonPage
from review.actions import Held, dismiss
from review.records import Dismissal, SignOff
from tests import factories
from tests.review.conftest import HOLDS, fine, line_of, text_of, write

pytestmark = pytest.mark.django_db


def reads(page) -> str:
    """What readers of the live page see."""
    shown = LessonPage.objects.get(pk=page.pk)
    return shown.body.stream_block.get_prep_value(shown.body).__str__() if shown.live else ""


def editor_post(page, words: str, **more: str) -> dict[str, str]:
    from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

    body = streamfield([("step", "One idea"), ("text", rich_text(f"<p>{words}</p>"))])
    return nested_form_data(
        {"title": page.title, "slug": page.slug, "objective": "", "minutes": "5", "body": body,
         "cast": streamfield([]), "translation_state": "source", **more}
    )  # fmt: skip


def test_the_action_refuses_and_keeps_the_draft(lesson):
    with pytest.raises(Held):
        courses.publish(lesson.get_latest_revision_as_object())
    assert HOLDS not in reads(lesson)


def test_a_revision_does_not_publish(lesson):
    with pytest.raises(Held):
        lesson.get_latest_revision().publish()
    assert HOLDS not in reads(lesson)


def test_nor_does_wagtails_own_action(lesson):
    with pytest.raises(Held):
        PublishPageRevisionAction(lesson.get_latest_revision()).execute(skip_permission_checks=True)
    assert HOLDS not in reads(lesson)


def test_nor_does_a_plain_save_of_a_live_page(lesson):
    page = LessonPage.objects.get(pk=lesson.pk)
    page.body = [("text", f"<p>{HOLDS}</p>")]
    with pytest.raises(Held):
        page.save()
    with pytest.raises(Held):
        page.save(update_fields=["body"])
    assert HOLDS not in reads(lesson)


def test_nor_a_new_live_page(house):
    page = LessonPage(title="New", slug="new", locale=house.locale, body=[("text", f"<p>{HOLDS}</p>")])
    with pytest.raises(Held):
        house.add_child(instance=page)
    assert not LessonPage.objects.filter(slug="new").exists()


def test_a_draft_that_was_never_live_does_not_go_live(house, author):
    page = LessonPage(title="New", slug="new", locale=house.locale, live=False)
    house.add_child(instance=page)
    write(page, HOLDS, by=author)
    draft = LessonPage.objects.get(slug="new")
    with pytest.raises(Held):
        draft.get_latest_revision().publish()
    draft.live = True
    draft.body = [("text", f"<p>{HOLDS}</p>")]
    with pytest.raises(Held):
        draft.save()


def test_bookkeeping_of_a_live_page_is_no_publication(house, lesson):
    page = LessonPage.objects.get(pk=lesson.pk)
    page.minutes = 7
    page.save()
    house.title = "My papers"
    house.save()
    assert LessonPage.objects.get(pk=lesson.pk).minutes == 7


def test_the_editor_keeps_the_draft_and_says_why(client, lesson, author):
    client.force_login(author)
    url = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    answer = client.post(url, editor_post(lesson, f"{HOLDS} Now.", **{"action-publish": "yes"}), follow=True)
    assert answer.redirect_chain[-1][0] == url
    assert "was not published" in answer.content.decode()
    assert "Now." in str(LessonPage.objects.get(pk=lesson.pk).get_latest_revision().content["body"])
    assert HOLDS not in reads(lesson)


def test_a_new_page_becomes_a_draft(client, house, author):
    client.force_login(author)
    url = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", house.pk])
    made = LessonPage(title="New lesson", slug="new-lesson")
    answer = client.post(url, editor_post(made, HOLDS, **{"action-publish": "yes"}), follow=True)
    assert "was not published" in answer.content.decode()
    assert [page.live for page in LessonPage.objects.filter(slug="new-lesson")] == [False]


def test_nothing_held_is_scheduled(client, lesson, author):
    client.force_login(author)
    soon = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
    url = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    client.post(url, editor_post(lesson, HOLDS, **{"action-publish": "yes", "go_live_at": soon}))
    assert not lesson.revisions.exclude(approved_go_live_at=None).exists()


def test_what_came_to_be_held_after_scheduling_does_not_go_live_and_stops_nobody_else(house, lesson):
    lesson.revisions.filter(pk=lesson.latest_revision_id).update(
        approved_go_live_at=timezone.now() - timedelta(hours=1)
    )
    other = LessonPage(title="Other", slug="other", locale=house.locale, live=False)
    house.add_child(instance=other)
    other.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert [HOLDS in reads(lesson), LessonPage.objects.get(pk=other.pk).live] == [False, True]
    assert not lesson.revisions.exclude(approved_go_live_at=None).exists()


def test_bulk_publishing_leaves_out_what_is_held_and_names_it(client, lesson, author, house):
    client.force_login(author)
    other = LessonPage(title="Other", slug="other", locale=house.locale, live=False)
    house.add_child(instance=other)
    other.save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{url}?next=/admin/&id={other.pk}&id={lesson.pk}", {"include_descendants": ""}, follow=True)
    assert lesson.title in answer.content.decode()
    assert "was not published" in answer.content.decode()
    assert [LessonPage.objects.get(pk=other.pk).live, HOLDS in reads(lesson)] == [True, False]


def test_a_translation_goes_no_other_way(house, author, django_capture_on_commit_callbacks):
    spanish = Locale.objects.create(language_code="es")
    tongues.forget()
    lesson = house.get_children().first().specific
    source, _made = TranslationSource.update_or_create_from_instance(lesson)
    translation = Translation.objects.create(source=source, target_locale=spanish)
    for parent in (house.get_parent().get_parent(), house.get_parent(), house):
        parent.specific.copy_for_translation(spanish)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string, locale=spanish, context=segment.context,
            data="Entrega tu pasaporte al empleador.",
        )  # fmt: skip
    with pytest.raises(Held), django_capture_on_commit_callbacks(execute=True):
        translation.save_target(user=author, publish=True)
    target = lesson.get_translation(spanish)
    assert not target.live
    target.live = True
    with pytest.raises(Held):
        target.save()


def test_after_the_signature_every_road_is_open(client, lesson, author, reviewer, now):
    line = line_of(lesson, now)
    dismiss(text_of(lesson), rule="35", mark=line.mark, reason="Told as a wrong.", by=reviewer, now=now)
    lesson.get_latest_revision().publish(user=author)
    assert HOLDS in reads(lesson)


# ── Workflow ─────────────────────────────────────────────────────────────────────────────────────


def act(client, page, action: str, **given: str):
    state = LessonPage.objects.get(pk=page.pk).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(url, given, headers={"x-requested-with": "XMLHttpRequest"})


@pytest.fixture
def submitted(lesson, author):
    lesson.get_workflow().start(lesson, author)
    return LessonPage.objects.get(pk=lesson.pk)


def test_the_workflow_leads_from_author_to_readers(client, submitted, one_of, reviewer):
    steps = []
    for person, kind in (
        (reviewer, "gender"),
        (one_of(Role.LAW_CHECKER), "law"),
        (one_of(Role.RETURNEE_READER), "returnee"),
    ):
        client.force_login(person)
        steps.append(LessonPage.objects.get(pk=submitted.pk).current_workflow_task.name)
        assert HOLDS not in reads(submitted)
        assert json.loads(act(client, submitted, "approve", **fine(kind)).content)["step"] == "success"
    assert steps == ["Gender review", "Country-law check", "Returnee reading"]
    assert HOLDS in reads(submitted)
    assert sorted(SignOff.objects.values_list("kind", "blocked")) == [
        ("gender", False), ("law", False), ("returnee", False),
    ]  # fmt: skip


def test_the_modal_shows_the_checklist_and_asks_for_every_answer(client, submitted, reviewer):
    client.force_login(reviewer)
    state = submitted.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[submitted.pk, "approve", state.pk])
    html = json.loads(client.get(url, headers={"x-requested-with": "XMLHttpRequest"}).content)["html"]
    assert html.count('type="radio"') == 8 * 3
    answer = json.loads(act(client, submitted, "approve", men="fine").content)
    assert answer["step"] == "action"
    assert not SignOff.objects.exists()


def test_a_block_stops_the_workflow_and_nobody_publishes_over_it(client, submitted, author, reviewer, one_of):
    client.force_login(reviewer)
    act(client, submitted, "reject", comment="She is told to hand over her papers.")
    page = LessonPage.objects.get(pk=submitted.pk)
    assert page.current_workflow_state.status == "needs_changes"
    page = write(page, "Keep your passport.", by=author)
    administrator = one_of(Role.ADMINISTRATOR)
    administrator.is_superuser = True
    administrator.save()
    client.force_login(administrator)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client.post(url, editor_post(page, "Keep your passport.", **{"action-publish": "yes"}), follow=True)
    assert "She is told to hand over her papers." in answer.content.decode()
    assert "Keep your passport." not in reads(page)


def test_authors_and_outsiders_have_no_step_to_take(submitted, author, reviewer, one_of):
    task = submitted.current_workflow_task
    write(submitted, "Keep your passport.", by=reviewer)
    boss = one_of(Role.ADMINISTRATOR)
    boss.is_superuser = True
    boss.save()
    assert [task.get_actions(submitted, person) for person in (author, reviewer, boss)] == [[], [], []]
    assert len(task.get_actions(submitted, one_of(Role.GENDER_REVIEWER, "second"))) == 2


def test_a_hand_made_approval_without_answers_signs_nothing(client, submitted, reviewer):
    client.force_login(reviewer)
    url = reverse("wagtailadmin_pages:edit", args=[submitted.pk])
    made = {"action-workflow-action": "true", "workflow-action-name": "approve", "workflow-action-extra-data": "{}"}
    client.post(url, editor_post(submitted, HOLDS, **made))
    assert not SignOff.objects.exists()
    assert LessonPage.objects.get(pk=submitted.pk).current_workflow_task.name == "Gender review"


# ── Questions ────────────────────────────────────────────────────────────────────────────────────


def test_a_question_is_kept_and_not_asked(db, now):
    question = factories.QuestionFactory(stem="When do you give your passport to the employer?", feedback_right=HOLDS)
    with pytest.raises(Held):
        publish_question(question, now=now)
    assert not QuestionVersion.objects.exists()


def test_a_wrong_answer_may_say_what_must_not_be_done(db, now):
    question = factories.QuestionFactory(answers=[("I keep it", True), ("I give my passport to the employer", False)])
    question.options.update(feedback="", feedback_en="")
    assert publish_question(question, now=now).number == 1


def test_the_question_editor_keeps_the_working_copy_and_says_why(client, author, now):
    question = factories.QuestionFactory()
    publish_question(question, now=now)
    client.force_login(author)
    url = reverse("wagtailsnippets_assessments_question:edit", args=[question.pk])
    values = {"key": question.key, "topic": question.topic_id, "kind": "single", "level": "1", "destinations": "",
              "stem_en": question.stem, "scene_en": "", "feedback_right_en": HOLDS, "feedback_wrong_en": "",
              "fact": "", "origin_fact": "", "lesson": "", "retired_at": "", "tolerance": "0",
              "options-TOTAL_FORMS": "3", "options-INITIAL_FORMS": "3", "options-MIN_NUM_FORMS": "0",
              "options-MAX_NUM_FORMS": "1000"}  # fmt: skip
    for number, option in enumerate(question.options.order_by("position")):
        values |= {f"options-{number}-id": option.pk, f"options-{number}-text_en": option.text,
                   f"options-{number}-match_en": "", f"options-{number}-feedback_en": option.feedback,
                   f"options-{number}-gap": 0, f"options-{number}-ORDER": number + 1,
                   f"options-{number}-DELETE": ""}  # fmt: skip
        if option.correct:
            values[f"options-{number}-correct"] = "on"
    answer = client.post(url, values, follow=True)
    assert "was not published" in answer.content.decode()
    assert Question.objects.get().feedback_right_en == HOLDS
    assert QuestionVersion.objects.count() == 1


def test_the_demo_signs_in_its_reviewers_name(house, author, one_of, now):
    from demo import files, reviewing

    one_of(Role.GENDER_REVIEWER, files.read("people.yaml")["reviewer"].partition("@")[0])
    page = write(house.get_children().first().specific, HOLDS, by=author).get_latest_revision_as_object()
    reviewing.publish(page)
    assert HOLDS in reads(page)
    assert Dismissal.objects.get().reason == reviewing.REASON
