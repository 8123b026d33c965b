from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from wagtail.models import ModelLogEntry

from assessments.exchange import importing
from assessments.formats import drafts
from assessments.models import Option, Question, QuestionVersion
from assessments.reviewing import Questions, texts_of
from tests.assessments.conftest import make_question, published
from tests.assessments.exchange.conftest import told
from tests.factories import NOW, TopicFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def test_a_look_says_what_would_happen_and_changes_nothing(bring):
    received = bring()
    assert (received.state, received.found) == ("looked", 3)
    assert told(received) == [("when", "new", []), ("blank", "new", []), ("", "refused", ["typed_answer"])]
    assert [line.line for line in received.lines.all()] == [4, 10, 12]
    assert not Question.objects.exists()


def test_what_is_taken_over_is_published(bring, take, author):
    received = take(bring())
    assert received.state == "taken"
    assert [(line.key, line.fate) for line in received.lines.all()] == [
        ("when", "published"), ("blank", "published"), ("", ""),
    ]  # fmt: skip
    content = QuestionVersion.objects.get(question__key="when").content
    assert (content["topic"], content["kind"], content["stem"]) == (
        "contracts", "single", {"en": "When should you have your contract?"},
    )  # fmt: skip
    assert [(one["text"], one["correct"], one["feedback"]) for one in content["options"]] == [
        ({"en": "Before I travel"}, True, {"en": "You can ask."}),
        ({"en": "After a month"}, False, {"en": "Too late to compare."}),
    ]
    assert Question.objects.get(key="when").stem == "When should you have your contract?"
    assert ModelLogEntry.objects.filter(user=author, action="wagtail.create").count() == 2


def test_the_same_file_again_has_nothing_to_do(bring, take):
    take(bring())
    assert [outcome for _key, outcome, _notes in told(bring())] == ["same", "same", "refused"]
    assert take(bring()).state == "taken"
    assert QuestionVersion.objects.count() == 2


def test_a_question_without_a_key_is_known_again_by_what_it_says(bring, take, topic):
    plain = "Two and two? {=Four ~Five}"
    take(bring(plain, topic=topic))
    [(key, outcome, _notes)] = told(bring(plain, topic=topic))
    assert (key[:2], outcome) == ("q-", "same")


def test_a_change_keeps_answers_other_languages_and_the_picture_of_what_stood(bring, take):
    version = published(key="when", stem_ne="कहिले?", must_know=True, lesson="m/l")
    Option.objects.filter(question=version.question, text="Before").update(text_ne="अघि")
    received = take(bring("// [id:when]\nWhen exactly? {=Before ~Later ~Never}"))
    line = received.lines.get()
    assert (line.outcome, line.fate) == ("changed", "published")
    newest = version.question.versions.first()
    assert (newest.number, newest.content["stem"]) == (2, {"en": "When exactly?", "ne": "कहिले?"})
    assert (newest.content["must_know"], newest.content["lesson"]) == (True, "m/l")
    assert [one["key"] for one in newest.content["options"]] == [one["key"] for one in version.content["options"]]
    assert newest.content["options"][0]["text"] == {"en": "Before", "ne": "अघि"}


def test_an_import_in_another_language_adds_its_words(bring, take):
    published(key="when")
    text = "// [id:when]\nKailan? {=Bago ~Pagkatapos ~Hindi kailanman}"
    take(bring(text, language="fil"))
    content = QuestionVersion.objects.filter(question__key="when").first().content
    assert content["stem"] == {"en": "A single question?", "fil": "Kailan?"}
    assert content["options"][0]["text"] == {"en": "Before", "fil": "Bago"}


@pytest.mark.parametrize(
    ("text", "values", "reasons"),
    [
        ("Two? {=2 ~3}", {}, ["unknown_topic"]),
        ("// [id:a]\nOne? {=1 ~2}\n\n// [id:a]\nTwo? {=2 ~3}", {}, ["twice_in_file"]),
        ("Two? {=2 =Two ~3}", {}, ["several_right_answers"]),
        ("Dalawa? {=2 ~3}", {"language": "fil"}, ["no_stem", "empty_answer"]),
        ("Two? {=2 ~2}", {}, ["same_answer_twice"]),
    ],
)
def test_a_question_the_bank_cannot_hold_is_refused_with_the_reason(bring, topic, text, values, reasons):
    chosen = None if reasons == ["unknown_topic"] else topic
    assert told(bring(text, **{"topic": chosen, **values}))[-1][1:] == ("refused", reasons)


def test_a_topic_is_known_by_its_code_its_name_or_an_outer_category(bring):
    TopicFactory(code="money", name="Money and wages")
    text = "$CATEGORY: a/Money and wages/b\n\nTwo? {=2 ~3}\n\n$CATEGORY: CONTRACTS\n\nThree? {=3 ~4}"
    received = bring(text)
    assert [line.after["topic"] for line in received.lines.all()] == ["money", "contracts"]


def test_a_file_that_cannot_be_read_leaves_nothing(bring):
    received = bring(b"<quiz><question type='truefalse'>", "moodle")
    assert (received.state, received.fault["reason"], received.lines.count()) == ("refused", "file_not_xml", 0)


def test_an_empty_file_is_told(bring):
    assert bring("\n").fault["reason"] == "file_empty"


def test_too_many_questions_are_refused(bring, monkeypatch):
    monkeypatch.setattr(importing, "MOST_QUESTIONS", 2)
    received = bring()
    assert (received.state, received.fault["reason"], received.lines.count()) == ("refused", "file_too_many", 0)


def test_a_file_too_large_is_not_kept(author, monkeypatch):
    monkeypatch.setattr(importing, "MOST_BYTES", 3)
    with pytest.raises(drafts.UnreadableFile, match="file_too_large"):
        importing.receive(
            ContentFile(b"1234"), name="a", format="gift", language="en", topic=None, by=author, now=NOW
        )  # fmt: skip


def test_nothing_is_taken_over_when_a_question_changed_since_the_look(bring, take):
    published(key="blank", kind="true_false")
    received = bring()
    Question.objects.filter(key="blank").update(stem_en="Changed meanwhile?", stem="Changed meanwhile?")
    take(received)
    assert (received.state, received.moved) == ("looked", "blank")
    assert list(Question.objects.values_list("key", flat=True)) == ["blank"]
    assert take(received).state == "taken"


def test_nothing_is_taken_over_when_a_key_was_taken_since(bring, take):
    received = bring()
    published(key="blank", kind="true_false")
    assert (take(received).state, received.moved) == ("looked", "blank")
    assert not Question.objects.filter(key="when").exists()


def test_what_moves_while_it_is_written_puts_everything_back(bring, take, monkeypatch):
    published(key="when")
    received = bring()
    monkeypatch.setattr(importing, "HANDFUL", 1)
    real = importing._write

    def somebody_is_quicker(some, **given):
        if some[0].key == "blank":
            make_question("true_false", key="blank")
        real(some, **given)

    monkeypatch.setattr(importing, "_write", somebody_is_quicker)
    assert (take(received).state, received.moved) == ("looked", "blank")
    when = Question.objects.get(key="when")
    assert (when.stem_en, when.versions.count()) == ("A single question?", 1)
    assert [line.outcome for line in received.lines.all()] == ["changed", "new", "refused"]


def test_what_is_new_goes_again_when_something_moved(bring, take, monkeypatch):
    received = bring()
    monkeypatch.setattr(importing, "HANDFUL", 1)
    real = importing._write

    def somebody_is_quicker(some, **given):
        if some[0].key == "blank":
            raise importing.Moved("blank")
        real(some, **given)

    monkeypatch.setattr(importing, "_write", somebody_is_quicker)
    assert take(received).state == "looked"
    assert not Question.objects.exists()


def test_what_review_holds_is_kept_unpublished_and_its_author_known(bring, take, topic, author):
    received = take(bring("// [id:held]\nYou must obey the household. Why? {=Because ~So}", topic=topic))
    line = received.lines.get()
    assert line.fate == "held"
    assert not QuestionVersion.objects.exists()
    question = Question.objects.get(key="held")
    [text] = texts_of(question, list(question.options.all()))
    assert Questions().authors(text.subject) == frozenset({author.pk})


def test_undo_retires_what_was_new_and_puts_back_what_was_changed(bring, take, undo):
    version = published(key="when")
    received = undo(take(bring()), now=LATER)
    assert received.state == "undone"
    assert [line.fate for line in received.lines.all()] == ["back", "back", ""]
    assert Question.objects.get(key="blank").retired_at == LATER
    newest = version.question.versions.first()
    assert (newest.number, newest.content) == (3, version.content)


def test_undo_leaves_what_somebody_changed_since(bring, take, undo):
    received = take(bring())
    Question.objects.filter(key="when").update(level=3)
    undo(received)
    assert [line.fate for line in received.lines.all()] == ["left", "back", ""]
    assert Question.objects.get(key="when").retired_at is None


def test_what_was_undone_can_be_brought_again(bring, take, undo):
    undo(take(bring()), now=LATER)
    again = bring()
    assert told(again)[0] == ("when", "changed", ["back_in_use"])
    take(again)
    assert Question.objects.get(key="when").retired_at is None


def test_each_step_is_done_once(bring, take, author):
    received = take(bring())
    with pytest.raises(importing.NotNow):
        importing.ask_to_take(received, by=author, now=NOW)
    importing.look(received)
    importing.take_over(received, now=NOW)
    importing.undo(received, now=NOW)
    received.refresh_from_db()
    assert received.state == "taken"


def test_a_worker_that_died_while_publishing_is_followed_by_one_that_goes_on(bring, author, monkeypatch):
    received = bring()
    importing.ask_to_take(received, by=author, now=NOW)
    received.refresh_from_db()
    real = importing.publish_question

    def dies(question, *, now):
        if question.key == "blank":
            raise KeyboardInterrupt
        return real(question, now=now)

    monkeypatch.setattr(importing, "publish_question", dies)
    with pytest.raises(KeyboardInterrupt):
        importing.take_over(received, now=NOW)
    monkeypatch.setattr(importing, "publish_question", real)
    received.refresh_from_db()
    importing.take_over(received, now=LATER)
    received.refresh_from_db()
    assert (received.state, received.taken_at) == ("taken", LATER)
    assert [line.fate for line in received.lines.all()] == ["published", "published", ""]


@pytest.mark.parametrize("count", [1, 40])
def test_a_look_takes_a_flat_number_of_queries(bring, topic, count, django_assert_max_num_queries):
    text = "\n\n".join(f"Question {at}? {{=Right ~Wrong}}" for at in range(count))
    with django_assert_max_num_queries(20):
        bring(text, topic=topic)
