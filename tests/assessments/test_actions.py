from __future__ import annotations

import logging
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection

from assessments import actions
from assessments.actions import (
    AlreadySubmitted,
    AnswerIdTaken,
    AttemptIdTaken,
    BankTooSmall,
    NotDrawn,
    Saved,
    Unpublishable,
    grade,
    publish_question,
    save_answer,
)
from assessments.faults import Problem
from assessments.models import Answer, Attempt, QuestionVersion
from assessments.responses import BadResponse
from assessments.scoring import Score
from tests.assessments.conftest import begin, make_question, options, published
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def together(*calls):
    """Each call in a thread of its own, at once; their results, or what they raised."""

    def run(call):
        try:
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


class TestPublishing:
    def test_the_first_version_holds_the_question(self, now):
        question = make_question()
        version = publish_question(question, now=now)
        assert (version.number, version.made_at, version.content["stem"]) == (1, now, {"en": "A single question?"})

    def test_an_unchanged_question_keeps_its_version(self, now):
        question = make_question()
        assert publish_question(question, now=now) == publish_question(question, now=now + timedelta(days=1))
        assert question.versions.count() == 1

    def test_a_change_cuts_the_next_version_and_leaves_the_old_one(self, now):
        question = make_question()
        old = publish_question(question, now=now)
        question.stem_ne = "कहिले?"
        question.save()
        new = publish_question(question, now=now)
        old.refresh_from_db()
        assert (new.number, new.content["stem"]) == (2, {"en": "A single question?", "ne": "कहिले?"})
        assert (old.number, old.content["stem"]) == (1, {"en": "A single question?"})

    def test_going_back_to_earlier_words_is_a_new_version(self, now):
        question = make_question()
        for stem in ("One?", "Two?", "One?"):
            question.stem_en = stem
            question.save()
            publish_question(question, now=now)
        assert [version.number for version in question.versions.all()] == [3, 2, 1]

    def test_only_what_is_saved_is_published(self, now):
        question = make_question()
        question.stem_en = "Not saved?"
        assert publish_question(question, now=now).content["stem"] == {"en": "A single question?"}

    def test_a_faulty_question_is_refused(self, now):
        question = make_question()
        question.options.update(correct=True)
        with pytest.raises(Unpublishable, match="single: several_right_answers") as refused:
            publish_question(question, now=now)
        assert refused.value.problems == (Problem.SEVERAL_RIGHT_ANSWERS,)

    def test_a_version_is_never_changed(self):
        with pytest.raises(TypeError):
            published().save()

    @pytest.mark.django_db(transaction=True)
    def test_two_editors_at_once_cut_one_version(self, now):
        question = make_question()
        found = together(*[lambda: publish_question(question, now=now)] * 3)
        assert {version.pk for version in found} == {QuestionVersion.objects.get().pk}


class TestBeginning:
    def test_an_attempt_pins_what_was_drawn(self, person, quiz, versions, now):
        attempt = begin(person, quiz, attempt_id=uuid.UUID(int=1), language="ne")
        stored = Attempt.objects.get(pk=uuid.UUID(int=1))
        assert stored.versions == attempt.versions
        assert sorted(stored.versions) == sorted(version.pk for version in versions.values())
        assert (stored.person, stored.quiz, stored.language, stored.destination) == (person, quiz, "ne", "JO")
        assert (stored.pass_mark, stored.begun_at, stored.submitted_at) == (75, now, None)

    def test_asking_twice_is_harmless(self, person, quiz, versions, django_assert_num_queries):
        first = begin(person, quiz, attempt_id=uuid.UUID(int=1))
        assert begin(person, quiz, attempt_id=uuid.UUID(int=1)) == first
        assert Attempt.objects.count() == 1

    def test_an_open_attempt_is_gone_on_with(self, person, quiz, versions):
        first = begin(person, quiz)
        assert begin(person, quiz) == first

    def test_after_submission_a_new_one_begins_and_the_old_id_gives_the_old_one(self, person, quiz, versions, now):
        first = begin(person, quiz)
        grade(first, now=now)
        second = begin(person, quiz)
        assert second != first
        assert begin(person, quiz, attempt_id=first.pk) == first

    def test_another_placement_and_another_person_have_attempts_of_their_own(self, person, quiz, versions):
        begin(person, quiz)
        begin(person, quiz, placement=uuid.UUID(int=4))
        begin(UserFactory(), quiz)
        assert Attempt.objects.count() == 3

    @pytest.mark.parametrize("other", ["person", "placement"])
    def test_an_id_in_use_elsewhere_is_refused(self, person, quiz, versions, other):
        first = begin(person, quiz)
        who = UserFactory() if other == "person" else person
        where = uuid.UUID(int=4) if other == "placement" else first.placement
        with pytest.raises(AttemptIdTaken):
            begin(who, quiz, attempt_id=first.pk, placement=where)

    def test_a_later_version_is_drawn_and_an_open_attempt_keeps_its_own(self, person, quiz, versions, now):
        attempt = begin(person, quiz)
        question = versions["single"].question
        question.stem_en = "Reworded?"
        question.save()
        newer = publish_question(question, now=now)
        assert versions["single"].pk in begin(person, quiz).versions
        assert newer.pk in begin(UserFactory(), quiz).versions
        assert newer.pk not in attempt.versions

    def test_questions_need_their_facts_and_destination_and_must_not_be_retired(self, person, quiz, now):
        wanted = published(key="known", fact="rest_day", origin_fact="agency_register", destinations=["JO"])
        published(key="unknown", fact="hotline")
        published(key="elsewhere", destinations=["QA"])
        published(key="retired", retired_at=now)
        make_question(key="unpublished")
        known = {"known_facts": frozenset({"rest_day"}), "known_origin_facts": frozenset({"agency_register"})}
        assert begin(person, quiz, **known).versions == [wanted.pk]

    def test_a_bank_that_is_too_small_asks_what_it_has_and_the_log_says_so_once(self, person, quiz, caplog):
        only = published()
        actions._warn.cache_clear()
        with caplog.at_level(logging.WARNING):
            for attempt in (begin(person, quiz), begin(UserFactory(), quiz)):
                assert attempt.versions == [only.pk]
        assert caplog.messages == ["Quiz a3 asks 1 of 5 questions about contracts for JO"]

    def test_an_empty_bank_begins_nothing(self, person, quiz):
        with pytest.raises(BankTooSmall, match="a3: contracts"):
            begin(person, quiz)
        assert not Attempt.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_two_tabs_at_once_get_one_attempt(self, person, quiz, versions):
        found = together(*[lambda: begin(person, quiz)] * 3)
        assert {attempt.pk for attempt in found} == {Attempt.objects.get().pk}

    def test_the_database_decides_when_a_second_tab_was_quicker(self, person, quiz, versions, monkeypatch):
        """Both looked before either wrote: what PostgreSQL allows and SQLite's lock does not."""
        first = begin(person, quiz)
        look, looks = actions._begun, iter([True])
        monkeypatch.setattr(actions, "_begun", lambda *where: None if next(looks, False) else look(*where))
        assert begin(person, quiz) == first

    def test_any_other_refusal_of_the_database_is_told(self, person, quiz, versions):
        with pytest.raises(IntegrityError):
            begin(person, quiz, language=None)


class TestSaving:
    def test_an_answer_is_kept(self, attempt, versions, now):
        key = options(versions["single"])[0]["key"]
        answer_id = uuid.uuid4()
        version = versions["single"].pk
        saved = save_answer(answer_id=answer_id, attempt=attempt, version_id=version, raw=key, sequence=7, now=now)
        assert saved is Saved.STORED
        expected = {
            "id": answer_id, "attempt_id": attempt.pk, "version_id": version, "response": key, "sequence": 7,
            "received_at": now,
        }  # fmt: skip
        assert Answer.objects.values().get() == expected

    def test_not_sure_is_an_answer(self, save, versions):
        assert save(versions["ordering"], None) is Saved.STORED
        assert Answer.objects.get().response is None

    def test_sent_again_it_is_a_duplicate(self, save, versions):
        sent = {"answer_id": uuid.uuid4(), "sequence": 1}
        ticked = [option["key"] for option in options(versions["multiple"])]
        assert save(versions["multiple"], ticked, **sent) is Saved.STORED
        assert save(versions["multiple"], ticked[::-1], **sent) is Saved.DUPLICATE
        assert Answer.objects.count() == 1

    def test_not_sure_sent_again_is_a_duplicate(self, save, versions):
        sent = {"answer_id": uuid.uuid4(), "sequence": 1}
        assert [save(versions["single"], None, **sent) for _ in range(2)] == [Saved.STORED, Saved.DUPLICATE]

    def test_an_id_in_use_for_another_answer_is_refused(self, save, versions):
        sent = {"answer_id": uuid.uuid4(), "sequence": 1}
        before, after, _never = (option["key"] for option in options(versions["single"]))
        save(versions["single"], before, **sent)
        with pytest.raises(AnswerIdTaken):
            save(versions["single"], after, **sent)
        assert Answer.objects.get().response == before

    def test_an_id_in_use_in_another_attempt_is_refused(self, save, versions, quiz, now):
        sent = {"answer_id": uuid.uuid4(), "sequence": 1, "now": now}
        save(versions["single"], None, **sent)
        hers = begin(UserFactory(), quiz)
        with pytest.raises(AnswerIdTaken):
            save_answer(attempt=hers, version_id=versions["single"].pk, raw=None, **sent)

    def test_a_question_that_was_not_drawn_is_refused(self, save):
        with pytest.raises(NotDrawn):
            save(published(key="another", topic="money"), None)

    def test_a_response_that_does_not_fit_is_refused(self, save, versions):
        with pytest.raises(BadResponse):
            save(versions["single"], ["what"])
        assert not Answer.objects.exists()

    def test_after_submission_a_new_answer_is_refused(self, save, attempt, versions, now):
        grade(attempt, now=now)
        with pytest.raises(AlreadySubmitted):
            save(versions["single"], None)
        assert not Answer.objects.exists()

    def test_after_submission_an_answer_that_came_before_is_still_a_duplicate(self, save, attempt, versions, now):
        sent = {"answer_id": uuid.uuid4(), "sequence": 1}
        save(versions["single"], None, **sent)
        grade(attempt, now=now)
        assert save(versions["single"], None, **sent) is Saved.DUPLICATE

    def test_any_other_refusal_of_the_database_is_told(self, save, versions):
        with pytest.raises(IntegrityError):
            save(versions["single"], None, sequence=-1)

    @pytest.mark.django_db(transaction=True)
    def test_one_answer_sent_five_times_at_once_is_stored_once(self, save, versions):
        sent = {"answer_id": uuid.uuid4(), "sequence": 1}
        results = together(*[lambda: save(versions["single"], None, **sent)] * 5)
        assert sorted(results) == [Saved.DUPLICATE] * 4 + [Saved.STORED]
        assert Answer.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_answers_sent_at_once_are_all_kept(self, save, versions):
        results = together(*[lambda version=version: save(version, None) for version in versions.values()])
        assert results == [Saved.STORED] * 5
        assert Answer.objects.count() == 5


class TestGrading:
    def test_all_right(self, attempt, all_right, now):
        assert grade(attempt, now=now) == Score(Decimal(5), Decimal(5))
        stored = Attempt.objects.get()
        assert (stored.earned, stored.possible, stored.passed) == (Decimal(5), Decimal(5), True)
        assert (stored.submitted_at, stored.missed_must_know) == (now, [])

    def test_what_is_unanswered_earns_nothing(self, attempt, now):
        assert grade(attempt, now=now) == Score(Decimal(0), Decimal(5))
        assert attempt.passed is False

    def test_graded_twice_it_gives_the_same_stored_score(self, attempt, save, versions, now):
        save(versions["multiple"], [options(versions["multiple"])[0]["key"]])
        first = grade(attempt, now=now)
        assert first == Score(Decimal("0.5"), Decimal(5))
        assert grade(Attempt.objects.get(), now=now + timedelta(days=1)) == first
        assert Attempt.objects.get().submitted_at == now

    def test_her_last_answer_counts_by_sequence_not_by_arrival(self, attempt, save, versions, now):
        before, after, _never = (option["key"] for option in options(versions["single"]))
        save(versions["single"], before, sequence=9)
        save(versions["single"], after, sequence=8)
        assert grade(attempt, now=now).earned == 1

    def test_an_edit_after_she_began_does_not_touch_her_score(self, attempt, all_right, versions, now):
        question = versions["single"].question
        question.options.update(correct=False)
        question.options.filter(text_en="Never").update(correct=True)
        publish_question(question, now=now)
        assert grade(attempt, now=now).earned == 5

    def test_a_missed_must_know_question_is_named_and_fails_her(self, person, quiz, now):
        for number in range(4):
            published(key=f"usual-{number}", level=1)
        must_know = published(key="must", must_know=True)
        attempt = begin(person, quiz)
        for version in QuestionVersion.objects.exclude(pk=must_know.pk):
            save_answer(
                answer_id=uuid.uuid4(), attempt=attempt, version_id=version.pk, raw=options(version)[0]["key"],
                sequence=1, now=now,
            )  # fmt: skip
        assert grade(attempt, now=now) == Score(Decimal(4), Decimal(5), ("must",))
        assert (attempt.passed, attempt.missed_must_know) == (False, ["must"])

    def test_grading_takes_a_flat_number_of_queries(self, attempt, all_right, now, django_assert_num_queries):
        with django_assert_num_queries(5):  # savepoint, lock, answers, store, release; versions were met
            grade(attempt, now=now)

    @pytest.mark.django_db(transaction=True)
    def test_two_tabs_that_submit_at_once_get_one_score(self, attempt, all_right, now):
        calls = [lambda: grade(Attempt.objects.get(), now=now)] * 3
        assert together(*calls) == [Score(Decimal(5), Decimal(5))] * 3

    @pytest.mark.django_db(transaction=True)
    def test_an_answer_that_races_with_submission_is_counted_or_refused(self, attempt, save, versions, now):
        right = options(versions["single"])[0]["key"]
        saved, score = together(lambda: save(versions["single"], right), lambda: grade(Attempt.objects.get(), now=now))
        if saved is Saved.STORED:
            assert score.earned == 1
        else:
            assert (type(saved), score.earned) == (AlreadySubmitted, 0)
