"""From asking to signing: who translated does not sign, and words about rights are written back first."""

from __future__ import annotations

import pytest

from courses.models import LessonPage, TranslationState
from review.actions import NotYours
from review.records import SignOff
from tests.translating.conftest import NOW, publish, translate
from translating import passages
from translating.actions import reviewing, work
from translating.actions.reviewing import NotYet
from translating.backcheck import Hindrance
from translating.models import Request

pytestmark = pytest.mark.django_db
ANSWERS = dict.fromkeys(("voice", "danger", "translation", "true_there"), "fine")


def state(page):
    return LessonPage.objects.get(pk=page.pk).translation_state


@pytest.fixture
def page(lesson, fil, translator):
    return publish(translate(lesson, fil, by=translator), by=translator)


@pytest.fixture
def plain_page(plain_lesson, fil, translator):
    return publish(translate(plain_lesson, fil, by=translator), by=translator)


def keys(page):
    return [message.key for message in passages.messages([page.translation_key], "fil")]


def write_and_check(page, writer, checker, finding="same"):
    backs = {key: f"It says {number}" for number, key in enumerate(keys(page))}
    reviewing.write_back(page.translation_key, language="fil", texts=backs, by=writer, now=NOW)
    findings = dict.fromkeys(backs, finding)
    reviewing.check(page.translation_key, language="fil", findings=findings, by=checker, now=NOW)


def sign(page, by):
    reviewing.sign(LessonPage.objects.get(pk=page.pk), answers=ANSWERS, by=by, now=NOW)


def test_asking_twice_is_asking_once(plain_page, translator):
    for _ in range(2):
        reviewing.ask(plain_page.translation_key, language="fil", by=translator, now=NOW)
    assert Request.objects.filter(closed_at=None).count() == 1


def test_plain_words_are_signed_by_somebody_else(plain_page, translator, reader):
    with pytest.raises(NotYet) as refused:
        sign(plain_page, translator)
    assert refused.value.hindrances == (Hindrance.OWN_WORDS,)
    reviewing.ask(plain_page.translation_key, language="fil", by=translator, now=NOW)
    sign(plain_page, reader)
    assert state(plain_page) == TranslationState.REVIEWED
    assert list(SignOff.objects.values_list("kind", "reviewer", "at")) == [("native", reader.pk, NOW)]
    assert not Request.objects.filter(closed_at=None).exists()


def test_who_holds_no_such_role_does_not_sign(plain_page, admin):
    with pytest.raises(NotYours):
        sign(plain_page, admin)
    assert state(plain_page) == TranslationState.AWAITING_NATIVE_REVIEW


def test_words_about_rights_wait_for_the_back_check(page, reader):
    with pytest.raises(NotYet) as refused:
        sign(page, reader)
    assert refused.value.hindrances == (Hindrance.NOT_WRITTEN_BACK,)
    assert state(page) == TranslationState.AWAITING_NATIVE_REVIEW


def test_a_difference_blocks_until_it_is_mended(page, lesson, fil, translator, reader, third, reviewer):
    write_and_check(page, reader, third, "differs")
    with pytest.raises(NotYet) as refused:
        sign(page, reviewer)
    assert refused.value.hindrances == (Hindrance.DIFFERS,)
    mended = {"One idea": "Iisang ideya", "Keep your contract.": "Itago ang kontrata mo.",
              "Ask for <b>help</b>.": "Humiling ng <b>tulong</b>."}  # fmt: skip
    publish(translate(lesson, fil, by=translator, words=mended, title="Ang aralin"), by=translator)
    with pytest.raises(NotYet) as refused:
        sign(page, reviewer)
    assert refused.value.hindrances == (Hindrance.NOT_WRITTEN_BACK,)
    write_and_check(page, reader, third)
    sign(page, reviewer)
    assert state(page) == TranslationState.REVIEWED
    assert set(SignOff.objects.values_list("kind", "reviewer")) == {
        ("native", reviewer.pk),
        ("back_check", reviewer.pk),
    }


def test_the_translator_neither_writes_back_nor_compares(page, translator, reader):
    with pytest.raises(reviewing.OwnWords):
        reviewing.write_back(page.translation_key, language="fil", texts={keys(page)[0]: "x"}, by=translator, now=NOW)
    write = {keys(page)[0]: "It says this"}
    reviewing.write_back(page.translation_key, language="fil", texts=write, by=reader, now=NOW)
    for person in (translator, reader):
        with pytest.raises(reviewing.OwnWords):
            reviewing.check(
                page.translation_key, language="fil", findings=dict.fromkeys(write, "same"), by=person, now=NOW
            )


def test_changed_words_await_the_next_native_reader(plain_page, plain_lesson, fil, translator, reader):
    sign(plain_page, reader)
    translation = translate(plain_lesson, fil, by=translator, words={"One idea": "Iisang ideya"})
    publish(translation, by=translator)
    assert state(plain_page) == TranslationState.AWAITING_NATIVE_REVIEW


def test_publishing_the_same_words_again_keeps_the_signature(plain_page, fil, plain_lesson, translator, reader):
    sign(plain_page, reader)
    publish(work.begin(plain_lesson, locale=fil, by=translator), by=translator)
    assert state(plain_page) == TranslationState.REVIEWED


def test_words_that_readers_do_not_see_are_not_signed_for(plain_page, plain_lesson, fil, translator, reader):
    translate(plain_lesson, fil, by=translator, words={"One idea": "Iisang ideya"})
    with pytest.raises(NotYet) as refused:
        sign(plain_page, reader)
    assert refused.value.hindrances == (Hindrance.NOT_PUBLISHED,)
