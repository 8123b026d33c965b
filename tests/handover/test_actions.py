"""A course handed over stands elsewhere as it stood; taken in twice it is there once; and everything can be undone."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from wagtail.models import Page, Revision
from wagtail_localize.models import TranslatableObject

from assessments.actions import publish_question
from assessments.models import Option, Question, QuestionVersion, Quiz, QuizComponent, QuizItem
from core.models import Topic
from courses.actions import record_fact
from courses.models import (
    CourseModule,
    CoursePage,
    Destination,
    Fact,
    FactKey,
    LessonPage,
    ModulePage,
    Prerequisite,
    SharedPassage,
)
from handover import actions
from handover.actions import taking
from handover.difference import Verdict
from handover.faults import Fault, RefusedArchive
from handover.models import Base, Export, Import, Line, Medium, Provenance
from handover.records import Kind
from handover.wording import FAULTS, KINDS, VERDICTS
from media.models import Picture
from tests import factories
from tests.handover.conftest import NOW, edited, exported, picture, received, taken, unpacked, verdicts

LATER = NOW.replace(year=2027)


def emptied():
    """As on a site that has only been migrated."""
    for model in (Line, Import, Base, Medium, Provenance, CourseModule, Prerequisite):
        model.objects.all().delete()
    for page in Page.objects.filter(depth=2):
        page.delete()
    Revision.objects.all().delete()
    QuestionVersion.objects.all()._raw_delete("default")
    for model in (Option, Question, Quiz, Fact, FactKey, Destination, Picture, Topic):
        model.objects.all().delete()
    for model in (SharedPassage, TranslatableObject):
        model.objects.all().delete()


def lesson():
    return LessonPage.objects.get(slug="lesson-1", locale__language_code="en", title__contains="contract")


def retitle(title):
    page = lesson()
    page.title = title
    page.save_revision().publish()


def test_a_course_taken_into_an_empty_site_is_handed_on_as_the_same_bytes(course):
    data = exported(course)
    emptied()
    made = taken(data)
    assert set(verdicts(made)) == {Verdict.NEW}
    there = CoursePage.objects.get(slug=course.slug, locale__language_code="en")
    assert exported(there, by="Somebody", now=LATER) == data


def test_the_course_is_there_with_all_it_holds(course):
    data = exported(course)
    emptied()
    taken(data)
    made = CoursePage.objects.get(locale__language_code="en")
    assert [one.module.title for one in made.course_modules.all()] == ["My contract", "My money"]
    assert made.final_quiz.key == "a3"
    second = ModulePage.objects.get(title="My money")
    assert [one.module.title for one in second.prerequisites.all()] == ["My contract"]
    assert [page.title for page in ModulePage.objects.get(title="My contract", alias_of=None).get_children()] == [
        "Lesson 1 of My contract",
        "Lesson 2 of My contract",
    ]
    shown = next(block.value for block in lesson().body if block.block_type == "picture")
    assert (shown["image"].title, shown["image"].licence) == ("A desk", "CC BY 4.0")
    assert LessonPage.objects.get(locale__language_code="ar").title == "عقدي"
    assert Fact.objects.get().value_ar == "ترتاحين يوماً كل أسبوع."
    assert QuestionVersion.objects.count() == 3


def test_numbers_pictures_and_places_of_questions_come_along(course):
    number, place, shown = (Question.objects.get(key=f"contracts-{which}") for which in range(3))
    number.kind, number.number, number.tolerance, number.unit_en = Question.Kind.NUMERIC, 8, "0.5", "hours"
    number.options.all().delete()
    place.kind, place.picture, place.scene_en = Question.Kind.HOTSPOT, picture("navy"), "A desk with a paper on it."
    place.options.update(area=[10, 20, 30, 15])
    shown.options.update(picture=picture("olive"))
    for question in (number, place, shown):
        question.save()
    data = exported(course, drafts=True)
    emptied()
    taken(data, publish=False)
    number, place, shown = (Question.objects.get(key=f"contracts-{which}") for which in range(3))
    assert (number.number, number.tolerance, number.unit_en) == (8, Decimal("0.5"), "hours")
    assert {tuple(option.area) for option in place.options.all()} == {(10, 20, 30, 15)}
    assert place.picture not in {None, shown.options.first().picture}
    assert exported(CoursePage.objects.get(locale__language_code="en"), drafts=True) == data


def test_families_and_what_a_quiz_always_asks_come_along(course):
    quiz = Quiz.objects.get(key="a3")
    quiz.form = "B"
    quiz.save()
    elsewhere = factories.QuestionFactory(key="wage-b", topic=factories.TopicFactory(code="money"), family="wage")
    relative = factories.QuestionFactory(
        key="wage-a", topic=factories.TopicFactory(code="help"), family="wage", form="A"
    )
    for question in (elsewhere, relative):
        publish_question(question, now=NOW)
    QuizItem.objects.create(quiz=quiz, question=elsewhere)
    QuizComponent.objects.create(quiz=quiz, kind="theory", weight=2, pass_mark=70)
    data = exported(course)
    QuizItem.objects.all().delete()
    emptied()
    taken(data)
    there = Quiz.objects.get(key="a3")
    assert (there.form, [item.question.key for item in there.fixed.all()]) == ("B", ["wage-b"])
    assert list(there.components.values_list("kind", "weight", "pass_mark")) == [("theory", 2, 70)]
    assert set(Question.objects.filter(family="wage").values_list("key", "form")) == {("wage-a", "A"), ("wage-b", "")}
    assert exported(CoursePage.objects.get(locale__language_code="en")) == data


@pytest.mark.parametrize("key", ["a-before", "z-before"])
def test_the_test_before_a_course_comes_along(course, key):
    quiz = Quiz.objects.get(key="a3")
    quiz.before = factories.quiz_of(key, topic="contracts", count=1)
    quiz.save()
    data = exported(course)
    Quiz.objects.all().update(before=None)
    emptied()
    taken(data)
    assert Quiz.objects.get(key="a3").before.key == key
    assert exported(CoursePage.objects.get(locale__language_code="en")) == data


def test_the_glossary_and_the_rule_of_the_certificate_come_along(course):
    term = apps.get_model("translating", "Term").objects.create(term="contract", also="paper", note="Signed by two.")
    apps.get_model("translating", "TermTranslation").objects.create(term=term, language="ar", text="عقد")
    rules = apps.get_model("certificates", "CertificateRule")
    rules.objects.create(course=course.translation_key, title="Care work", hours="20.5", edition="2026.2")
    data = exported(course)
    term.delete()
    rules.objects.all().delete()
    taken(data)
    assert exported(CoursePage.objects.get(pk=course.pk)) == data


def test_a_second_import_has_nothing_to_do(course):
    data = exported(course)
    emptied()
    taken(data)
    assert set(verdicts(received(data))) == {Verdict.SAME}


def test_the_site_that_handed_over_has_nothing_to_do_either(course):
    assert set(verdicts(received(exported(course)))) == {Verdict.SAME}


def test_without_publishing_everything_is_a_draft(course):
    data = exported(course)
    emptied()
    taken(data, publish=False)
    assert not CoursePage.objects.live().exists()
    assert not LessonPage.objects.live().exists()
    assert QuestionVersion.objects.count() == 0
    again = exported(CoursePage.objects.get(locale__language_code="en"), drafts=True)
    assert again == data


def test_who_may_not_publish_leaves_drafts(course, author):
    data = exported(course)
    emptied()
    made = taken(data, by=author)  # of no group that may
    assert not LessonPage.objects.live().exists()
    assert len(made.waiting) == LessonPage.objects.filter(alias_of=None).count() + 3


def test_what_review_holds_stays_a_draft(course):
    def worse(record):
        record["fields"]["objective"] = "Never leave the house. Obey your employer always."

    data = edited(exported(course), "my-contract/lesson-1.json", worse)
    emptied()
    made = taken(data)
    page = LessonPage.objects.get(slug="lesson-1", locale__language_code="en", title__contains="contract")
    assert (page.live, made.waiting) in [(False, [page.title]), (True, [])]


def test_a_change_of_theirs_is_taken_and_leaves_a_revision(course):
    taken(exported(course))
    changed = edited(exported(course), "en/my-contract/lesson-1.json", lambda one: one["fields"].update(title="Signed"))
    made = received(changed)
    [line] = made.lines.exclude(verdict=Verdict.SAME)
    assert (line.verdict, line.changes) == (
        Verdict.CHANGED,
        [{"path": "title", "ours": "Lesson 1 of My contract", "theirs": "Signed"}],
    )
    before = Revision.objects.for_instance(lesson()).count()
    taken(changed)
    assert LessonPage.objects.get(translation_key=line.key[:36], locale__language_code="en").title == "Signed"
    assert Revision.objects.filter(object_id=str(Page.objects.get(title="Signed").pk)).count() > before


def test_a_local_edit_is_a_conflict_and_stays_unless_somebody_says_otherwise(course):
    data = exported(course)
    taken(data)
    retitle("Our own words")
    changed = edited(data, "en/my-contract/lesson-1.json", lambda one: one["fields"].update(title="Signed"))
    made = taken(changed)
    [line] = made.lines.exclude(verdict=Verdict.SAME)
    assert line.verdict == Verdict.CONFLICT
    assert Page.objects.filter(title="Our own words").exists()
    taken(changed, choices={f"{line.group}:conflict": "take"})
    assert not Page.objects.filter(title="Our own words").exists()


def test_a_fact_checked_later_here_is_not_overwritten(course):
    data = exported(course)
    taken(data)
    fact = Fact.objects.get()
    record_fact(
        key=fact.key, destination=fact.destination, origin=None,
        values={"checked_on": LATER.date(), "review_by": LATER.replace(year=2028).date(), "value_en": "Newer."},
    )  # fmt: skip
    made = taken(data)
    assert made.lines.get(kind="fact").verdict == Verdict.CHECKED_LATER_HERE
    assert Fact.objects.get().value_en == "Newer."


def test_an_import_is_undone_as_one(course):
    data = exported(course)
    taken(data)
    changed = edited(data, "en/my-contract/lesson-1.json", lambda one: one["fields"].update(title="Signed"))
    made = taken(changed)
    assert Page.objects.filter(title="Signed").exists()
    undo(made)
    assert lesson().live
    assert exported(CoursePage.objects.get(pk=course.pk)) == data


def undo(made):
    made.state = Import.State.UNDOING
    made.save()
    actions.undo_import(made, now=NOW)
    made.refresh_from_db()


def test_what_an_import_brought_as_drafts_is_gone_after_undoing(course):
    data = exported(course)
    emptied()
    made = taken(data, publish=False)
    undo(made)
    assert (made.state, made.left) == (Import.State.UNDONE, [])
    counted = (model.objects.count() for model in (CoursePage, LessonPage, Question, Fact, Topic, Picture, Base))
    assert [*counted] == [0] * 7


def test_what_readers_have_seen_is_hidden_and_not_thrown_away(course):
    data = exported(course)
    emptied()
    made = taken(data)
    undo(made)
    assert not LessonPage.objects.live().exists()
    assert LessonPage.objects.exists()
    assert not Question.objects.filter(retired_at=None).exists()
    assert made.left


def test_what_somebody_changed_since_stays(course):
    data = exported(course)
    emptied()
    made = taken(data, publish=False)
    page = lesson().get_latest_revision_as_object()
    page.title = "Ours now"
    page.save_revision()
    undo(made)
    assert "Lesson 1 of My contract" in made.left
    assert LessonPage.objects.get(pk=page.pk).draft_title == "Ours now"


def test_when_somebody_edits_between_looking_and_taking_nothing_is_written(course):
    data = exported(course)
    made = received(edited(data, "en/my-contract/lesson-2.json", lambda one: one["fields"].update(title="Theirs")))
    retitle("Meanwhile")
    made.state, made.choices = Import.State.TAKING, {}
    made.save()
    actions.take_over(made, now=NOW)
    made.refresh_from_db()
    assert (made.state, made.left) == (Import.State.LOOKED, ["Lesson 1 of My contract"])
    assert not Page.objects.filter(title="Theirs").exists()


def test_nothing_is_half_written_when_it_breaks(course, monkeypatch, django_capture_on_commit_callbacks):
    data = exported(course)
    emptied()
    pictures = set(Picture._meta.get_field("file").storage.listdir("original_images")[1])
    monkeypatch.setattr(taking, "_sign", lambda archive: 1 / 0)
    with pytest.raises(ZeroDivisionError), django_capture_on_commit_callbacks(execute=True):
        taken(data)
    counted = (model.objects.count() for model in (CoursePage, LessonPage, Question, Fact, Topic, Picture, Base))
    assert [*counted] == [0] * 7
    assert set(Picture._meta.get_field("file").storage.listdir("original_images")[1]) == pictures


def test_what_collides_while_it_is_written_is_refused_and_not_tried_for_ever(course, monkeypatch):
    data = edited(exported(course), "en/my-contract/lesson-2.json", lambda one: one["fields"].update(title="Theirs"))
    made = received(data)
    made.state = Import.State.TAKING
    made.save()

    def collide(archive):
        raise IntegrityError("somebody was quicker")

    monkeypatch.setattr(taking, "_sign", collide)
    actions.take_over(made, now=NOW)
    made.refresh_from_db()
    assert (made.state, made.problems[0]["fault"], bool(made.file)) == (Import.State.REFUSED, "collides", False)


def test_a_place_whose_address_is_taken_gets_its_code(course):
    data = exported(course)
    emptied()
    factories.DestinationFactory(code="QA", slug="jo", name="Elsewhere")
    taken(data)
    assert dict(Destination.objects.values_list("code", "slug"))["QA"] == "jo"
    assert Destination.objects.count() == 2


def test_every_fault_has_words():
    assert set(FAULTS) == set(Fault)
    assert set(VERDICTS) == set(Verdict)
    assert set(KINDS) == set(Kind)


def test_a_worker_makes_what_was_asked_for_once(course, author, django_capture_on_commit_callbacks):
    made = actions.ask_for_export(course, drafts=False, films=True, licence="CC BY 4.0", by=author, now=NOW)
    actions.make_export(made, now=NOW)
    made = Export.objects.get(pk=made.pk)
    with made.file.open("rb") as file:
        assert file.read() == exported(course, by="Rekha Shrestha")
    actions.make_export(made, now=LATER)
    assert Export.objects.get(pk=made.pk).finished_at == NOW


def test_what_cannot_be_handed_over_is_said(course, author):
    page = lesson()
    page.body.append(("text", "<p onclick='x'>a</p>"))
    page.save_revision().publish()
    made = actions.ask_for_export(course, drafts=False, films=True, licence="", by=author, now=NOW)
    actions.make_export(made, now=NOW)
    assert [one["fault"] for one in Export.objects.get(pk=made.pk).problems] == ["unsafe_text"]


def test_no_learner_is_in_an_archive(course):
    factories.learner(factories.cohort(course), name="Canary Person", username="CANARY99")
    held = b"".join(unpacked(exported(course)).values())
    assert (b"Canary" in held, b"CANARY99" in held) == (False, False)


def test_too_large_a_file_is_not_even_kept(db):
    file = SimpleUploadedFile("a.zip", b"")
    file.size = 10**12
    with pytest.raises(RefusedArchive):
        actions.receive(file, name="a.zip", by=None, now=NOW)
    assert Import.objects.count() == 0
