from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, models

from assessments.models import SpentSlip, Survey, SurveyItem, TallySheet
from assessments.surveys import actions
from assessments.surveys.actions import Received, Unpublishable
from assessments.surveys.faults import Fault
from assessments.surveys.kinds import Wave
from assessments.surveys.tallying import Unfit
from review.actions import Held
from tests.assessments.surveys.conftest import STATEMENT, asked, keys, make_survey, send, slip
from tests.factories import NOW


def test_answers_are_added_to_the_tally_of_the_class(survey):
    send(survey, "5", "yes", "2")
    send(survey, "4", "", "2")
    send(survey, "1", group="OTHER1")
    statement, question, pick = keys(survey)
    sheet = TallySheet.objects.get(group="K7M4PQ")
    assert (sheet.wave, sheet.period, sheet.received) == ("once", "", 2)
    assert sheet.counts == {
        statement: {"5": 1, "4": 1, "3": 0, "2": 0, "1": 0},
        question: {"yes": 1, "no": 0, "unsure": 0},
        pick: {"1": 0, "2": 2, "3": 0},
    }


def test_places_are_counted_by_year(db):
    survey = make_survey("follow_up")
    send(survey, "5", group="jo", wave=Wave.MONTHS_3)
    send(survey, "5", group="jo", wave=Wave.MONTHS_12)
    send(survey, "5", group="jo", wave=Wave.MONTHS_3, now=NOW + timedelta(days=365))
    assert sorted(TallySheet.objects.values_list("wave", "period", "received")) == [
        ("12-months", "2026", 1), ("3-months", "2026", 1), ("3-months", "2027", 1),
    ]  # fmt: skip


def test_results_move_on_only_with_a_full_step(survey):
    shown = []
    for _person in range(11):
        send(survey, "5")
        shown.append(TallySheet.objects.get().shown_received)
    assert shown == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]
    sheet = TallySheet.objects.get()
    assert (sheet.counts[keys(survey)[0]]["5"], sheet.shown_counts[keys(survey)[0]]["5"]) == (11, 10)


def test_a_form_that_is_sent_twice_counts_once(survey):
    spent = slip()
    sent = [
        actions.receive(survey=survey, asked=asked(survey), posted={keys(survey)[0]: value}, slip=spent, now=NOW)
        for value in ("5", "5", "1")
    ]
    assert sent == [Received.COUNTED, Received.ALREADY, Received.ALREADY]
    assert TallySheet.objects.get().received == 1


def test_what_cannot_be_counted_changes_nothing_and_spends_nothing(survey):
    spent = slip()
    with pytest.raises(Unfit):
        actions.receive(survey=survey, asked=asked(survey), posted={}, slip=spent, now=NOW)
    assert not TallySheet.objects.exists()
    assert not SpentSlip.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_class_that_sends_at_once_is_counted_whole_and_double_taps_once():
    survey = make_survey()
    people = [slip() for _person in range(12)]
    every = [one for person in people for one in (person, person)]
    found: list[object] = []
    start = threading.Barrier(len(every))

    def one_tap(mine):
        start.wait()
        try:
            found.append(
                actions.receive(
                    survey=Survey.objects.get(), asked=asked(survey), posted={keys(survey)[0]: "4"}, slip=mine, now=NOW
                )
            )
        except Exception as error:  # pragma: no cover -- told below
            found.append(error)
        finally:
            connection.close()

    taps = [threading.Thread(target=one_tap, args=[each]) for each in every]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join()
    assert sorted(map(str, found)) == ["already"] * 12 + ["counted"] * 12
    sheet = TallySheet.objects.get()
    assert (sheet.received, sheet.counts[keys(survey)[0]]["4"]) == (12, 12)


def test_slips_are_forgotten_within_a_day(survey):
    send(survey, "5")
    assert actions.forget_slips(now=NOW) == 0
    assert actions.forget_slips(now=NOW + timedelta(hours=24)) == 1
    assert not SpentSlip.objects.exists()


# ── Nobody can be named: by construction ─────────────────────────────────────────────────────────


def test_no_table_of_answers_leads_to_a_person_a_device_or_a_moment():
    """Only counts, and what they are counts of. A new field must be argued for here."""
    assert {field.name: type(field) for field in TallySheet._meta.get_fields()} == {
        "id": models.BigAutoField, "survey": models.ForeignKey, "wave": models.CharField, "group": models.CharField,
        "period": models.CharField, "received": models.PositiveIntegerField, "counts": models.JSONField,
        "shown_received": models.PositiveIntegerField, "shown_counts": models.JSONField,
    }  # fmt: skip
    assert {field.name: type(field) for field in SpentSlip._meta.get_fields()} == {
        "mark": models.CharField, "half_day": models.PositiveIntegerField,
    }  # fmt: skip


def test_from_the_surveys_no_way_of_keys_leads_to_a_person():
    reached, waiting = set(), [Survey, SurveyItem, TallySheet, SpentSlip]
    while waiting:
        model = waiting.pop()
        reached.add(model)
        for field in model._meta.get_fields(include_hidden=True):
            if field.is_relation and field.related_model and field.related_model not in reached:
                waiting.append(field.related_model)
    assert reached == {Survey, SurveyItem, TallySheet, SpentSlip}


def test_one_row_holds_a_class_so_no_order_of_rows_tells_who_said_what(survey):
    """Were there a row for each cell, the cells that the first person made would stand beside each other."""
    for answers in (("5", "yes", "1"), ("1", "no", "2"), ("3", "", "3")):
        send(survey, *answers)
    assert TallySheet.objects.count() == 1


def test_the_same_answers_in_another_order_leave_the_same_bytes(survey):
    people = [("5", "yes", "1"), ("1", "no", "2"), ("3", "", "3"), ("5", "no", "")]
    for one in people:
        send(survey, *one, group="A")
    for one in reversed(people):
        send(survey, *one, group="B")
    with connection.cursor() as cursor:
        cursor.execute("SELECT counts, shown_counts FROM assessments_tallysheet ORDER BY id")
        one, other = cursor.fetchall()
    assert one == other


# ── Publishing ───────────────────────────────────────────────────────────────────────────────────


def test_a_faulty_survey_is_not_asked(db):
    survey = make_survey(publish=False)
    survey.items.all().delete()
    with pytest.raises(Unpublishable) as told:
        actions.publish_survey(survey, now=NOW)
    assert told.value.faults == (Fault.NO_ITEMS,)


def test_words_that_review_holds_are_not_asked_until_they_are_mended(survey):
    item = survey.items.get(text_en=STATEMENT)
    item.text_en = "Give your passport to your employer and never leave the house."
    item.save()
    with pytest.raises(Held):
        actions.publish_survey(Survey.objects.get(), now=NOW)
    assert Survey.objects.get().published_at is None
    item.text_en = STATEMENT
    item.save()
    actions.publish_survey(Survey.objects.get(), now=NOW)
    assert Survey.objects.get().published_at == NOW
