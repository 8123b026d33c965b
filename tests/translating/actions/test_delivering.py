"""Files out, files back, files undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from wagtail_localize.models import StringTranslation

from assessments.models import Question
from courses.models import Fact
from tests import factories
from tests.translating.conftest import NOW, translate
from translating import pofiles, workbooks
from translating.actions import delivering
from translating.messages import Mark, UnreadableFile, Verdict
from translating.scopes import Kind, Scope

pytestmark = pytest.mark.django_db


def packed(messages, form):
    if form == "po":
        return pofiles.write(messages, language="fil", plural_forms="nplurals=2; plural=(n != 1);", project="Baon")
    return workbooks.write(messages, right_to_left=False)


def filled(messages, words=lambda message: f"F {message.source}"):
    return [replace(message, target=words(message), mark=Mark.DONE) for message in messages]


def receive(scope, messages, by, form="xlsx"):
    return delivering.receive(scope, language="fil", name=f"back.{form}", data=packed(messages, form), by=by, now=NOW)


def module_of(lesson) -> Scope:
    return Scope(Kind.MODULE, str(lesson.get_parent().translation_key))


@pytest.mark.parametrize("form", ["po", "xlsx"])
def test_a_module_comes_back_with_its_lessons(lesson, fil, translator, form):
    scope = module_of(lesson)
    out = delivering.hand_out(scope, language="fil")
    delivery = receive(scope, filled(out), translator, form)
    assert {line.verdict for line in delivering.look(delivery)} == {Verdict.NEW}
    assert not StringTranslation.objects.exists()
    assert delivering.take_over(delivery, by=translator, now=NOW) == len(out)
    assert [message.target for message in delivering.messages(scope, language="fil")] == [
        f"F {message.source}" for message in out
    ]
    assert not lesson.get_translation(fil).live


def test_taking_over_is_undone_but_for_what_changed_since(lesson, fil, translator):
    scope = Scope(Kind.PAGE, str(lesson.translation_key))
    translate(lesson, fil, by=translator)
    before = delivering.messages(scope, language="fil")
    delivery = receive(scope, filled(before), translator)
    delivering.take_over(delivery, by=translator, now=NOW)
    StringTranslation.objects.filter(translation_of__data="One idea").update(data="Later words")
    undone = delivering.undo(delivery, by=translator, now=NOW)
    assert (undone.count, len(undone.left)) == (len(before) - 1, 1)
    after = {message.source: message.target for message in delivering.messages(scope, language="fil")}
    assert after == {**{message.source: message.target for message in before}, "One idea": "Later words"}


def test_a_delivery_is_taken_and_undone_once(lesson, fil, translator):
    scope = Scope(Kind.PAGE, str(lesson.translation_key))
    delivery = receive(scope, filled(delivering.hand_out(scope, language="fil")), translator)
    with pytest.raises(delivering.AlreadyTaken):
        delivering.undo(delivery, by=translator, now=NOW)
    delivering.take_over(delivery, by=translator, now=NOW)
    with pytest.raises(delivering.AlreadyTaken):
        delivering.take_over(delivery, by=translator, now=NOW)
    delivering.undo(delivery, by=translator, now=NOW)
    with pytest.raises(delivering.AlreadyTaken):
        delivering.undo(delivery, by=translator, now=NOW)


def test_rows_with_faults_are_left_out_and_told(lesson, fil, translator):
    scope = Scope(Kind.PAGE, str(lesson.translation_key))
    out = delivering.hand_out(scope, language="fil")
    broken = [replace(one, target=one.target.replace("</b>", "")) for one in filled(out)]
    delivery = receive(scope, broken, translator)
    verdicts = {line.message.source: line.verdict for line in delivering.look(delivery) if line.message}
    assert verdicts["Ask for <b>help</b>."] is Verdict.TAGS_BROKEN
    assert delivering.take_over(delivery, by=translator, now=NOW) == len(out) - 1


def test_what_is_no_file_of_ours_is_refused(lesson, fil, translator):
    with pytest.raises(UnreadableFile):
        delivering.receive(module_of(lesson), language="fil", name="x.pdf", data=b"x", by=translator, now=NOW)


@pytest.fixture
def question(db, now):
    from assessments.actions import publish_question

    made = factories.QuestionFactory(key="q1")
    publish_question(made, now=now)
    return made


QUESTIONS = Scope(Kind.QUESTIONS, "contracts")


@pytest.mark.parametrize("form", ["po", "xlsx"])
def test_questions_are_published_with_their_translation(question, fil, translator, form):
    delivery = receive(QUESTIONS, filled(delivering.messages(QUESTIONS, language="fil")), translator, form)
    assert delivering.take_over(delivery, by=translator, now=NOW) == 7
    newest = question.versions.first()
    assert (newest.number, newest.content["stem"]["fil"]) == (2, "F When should you have your contract?")


def test_two_answers_that_read_the_same_change_nothing(question, fil, translator):
    same = filled(delivering.messages(QUESTIONS, language="fil"), lambda message: "Pareho")
    with pytest.raises(delivering.QuestionRefused):
        delivering.take_over(receive(QUESTIONS, same, translator), by=translator, now=NOW)
    assert not Question.objects.exclude(stem_fil=None).exclude(stem_fil="").exists()


def test_a_question_whose_english_changed_is_to_be_revised_until_found_right(question, fil, translator, now):
    from assessments.actions import publish_question

    key = "question:q1:stem"
    delivering.write(QUESTIONS, language="fil", texts={key: "Kailan?"}, by=translator, now=NOW)
    Question.objects.filter(pk=question.pk).update(stem_en="When must you have it?")
    publish_question(Question.objects.get(pk=question.pk), now=now)
    [stem] = [m for m in delivering.messages(QUESTIONS, language="fil") if m.key == key]
    assert (stem.mark, stem.before, stem.target) == (Mark.REVISE, "When should you have your contract?", "Kailan?")
    delivering.write(QUESTIONS, language="fil", texts={key: "Kailan?"}, by=translator, now=NOW)
    [stem] = [m for m in delivering.messages(QUESTIONS, language="fil") if m.key == key]
    assert stem.mark is Mark.DONE


def test_history_tells_what_was_translated_before_there_was_a_desk(question, fil, now):
    from assessments.actions import publish_question

    for column, text in (("stem_fil", "Kailan?"), ("stem_en", "When now?")):
        Question.objects.filter(pk=question.pk).update(**{column: text})
        publish_question(Question.objects.get(pk=question.pk), now=now)
    [stem] = [m for m in delivering.messages(QUESTIONS, language="fil") if m.key == "question:q1:stem"]
    assert (stem.mark, stem.before) == (Mark.REVISE, "When should you have your contract?")


def test_a_fact_keeps_its_former_words_as_a_revision(fil, translator):
    fact = factories.FactFactory()
    scope = Scope(Kind.FACTS, "JO")
    delivery = receive(scope, filled(delivering.messages(scope, language="fil")), translator)
    assert delivering.take_over(delivery, by=translator, now=NOW) == 1
    saved = Fact.objects.get(pk=fact.pk)
    assert (saved.value_fil, saved.value_en, saved.revisions.count()) == (
        "F You rest one day every week.", "You rest one day every week.", 1,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["phrases", "kinds", "places", "titles"])
def test_word_lists_come_back(fil, translator, name):
    factories.FactFactory()
    factories.QuestionFactory()
    scope = Scope(Kind.WORDS, name)
    out = delivering.messages(scope, language="fil")
    delivering.take_over(receive(scope, filled(out), translator), by=translator, now=NOW)
    assert [m.target for m in delivering.messages(scope, language="fil")] == [f"F {m.source}" for m in out]
