"""A class list: read, looked at, written in turns and undone, each exactly once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from openpyxl import Workbook

from accounts.models import User
from assessments.formats.drafts import UnreadableFile
from learning import actions, queries, rosters_files
from learning.actions import tail
from learning.actions.rosters import states
from learning.models import Cohort, Enrolment, Learner, Merge, PaperQuiz, PaperSheet, RosterImport
from learning.rosters_headings import Column
from learning.rosters_rows import entry
from tests import factories
from tests.factories import NOW
from work import outbox
from work.models import OutboxItem

SILENT = {"origin": "PH", "destination": "JO", "occupation": "domestic", "language": "fil", "sex": "unsaid"}


@pytest.fixture(autouse=True)
def without_breath(monkeypatch):
    monkeypatch.setattr(states, "BREATH", 0)


def received(small, data: bytes | str, name: str = "class.csv", **silent: str) -> RosterImport:
    bytes_ = data.encode() if isinstance(data, str) else data
    return actions.receive_roster(
        form_id=uuid.uuid4(), cohort=small.cohort, file=ContentFile(bytes_, name=name), silent={**SILENT, **silent},
        by=small.instructor, now=NOW,
    )  # fmt: skip


def read(small, data: bytes | str, **more: str) -> RosterImport:
    roster = received(small, data, **more)
    return read_on(roster)


def read_on(roster: RosterImport) -> RosterImport:
    actions.read_roster(roster=fresh(roster), now=NOW)
    return fresh(roster)


def fresh(roster: RosterImport) -> RosterImport:
    return RosterImport.objects.get(pk=roster.pk)


def written(small, data: str) -> RosterImport:
    roster = read(small, data)
    actions.ask_to_write(roster=roster, by=small.instructor, now=NOW)
    actions.write_roster(roster=fresh(roster), now=NOW)
    return fresh(roster)


def undone(roster: RosterImport) -> RosterImport:
    actions.ask_to_undo(roster=roster, by=roster.by, now=NOW)
    actions.undo_roster(roster=fresh(roster), now=NOW)
    return fresh(roster)


def rows(roster: RosterImport) -> list[tuple[int, str, str]]:
    found = roster.rows.values_list("number", "values", "faults")
    return [(number, said.get("name") or said.get("name_own", ""), faults) for number, said, faults in found]


def workbook(*lines: list[object]) -> bytes:
    book, made = Workbook(), BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(made)
    return made.getvalue()


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "data",
    [
        "Name,Year of birth\nAna Cruz,1998\nRosa,\n",
        "﻿Name;Year of birth\r\nAna Cruz;1998\r\nRosa;\r\n",
        "Name\tYear of birth\nAna Cruz\t١٩٩٨\nRosa\t\n",
        "Class list 2026,\n,\nName,Year of birth\nAna Cruz,1998\nRosa,\n",
        "Name,Year of birth\nAna Cruz,1998\nRosa,\n".encode("utf-16"),
        workbook(["Name", "Year of birth"], ["Ana Cruz", 1998], ["Rosa", None]),
        workbook(["Name", "Date of birth"], ["Ana Cruz", NOW.date().replace(year=1998)], ["Rosa", None]),
    ],
)
def test_a_list_is_read_whatever_it_was_saved_with(small, data):
    roster = read(small, data)
    found = [(row.values["name"], row.values["birth_year"], row.faults) for row in roster.rows.all()]
    assert (roster.state, found) == ("read", [("Ana Cruz", 1998, []), ("Rosa", None, [])])


def test_an_older_encoding_is_found_by_the_headings(small):
    assert rows(read(small, "الاسم;سنة الميلاد\nسعاد;1998\n".encode("cp1256"))) == [(2, "سعاد", [])]
    assert rows(read(small, "Nombre completo;Año de nacimiento\nMaría Núñez;1998\n".encode("cp1252"))) == [
        (2, "María Núñez", [])
    ]


def test_a_column_of_names_needs_no_heading(small):
    assert rows(read(small, "Ana Cruz\nRosa\n")) == [(1, "Ana Cruz", []), (2, "Rosa", [])]


def test_columns_that_nobody_knows_are_asked_for(small):
    roster = read(small, "X1,X2\nAna Cruz,1998\n")
    assert (roster.state, roster.head) == ("asking", [["X1", "X2"], ["Ana Cruz", "1998"]])
    actions.choose_columns(roster=roster, columns={"name": 0, "birth_year": 1}, heads=True, now=NOW)
    roster = read_on(roster)
    assert (roster.state, rows(roster)) == ("read", [(2, "Ana Cruz", [])])


def test_every_error_is_kept_with_its_row_and_only_what_is_asked_is_kept(small):
    roster = read(small, "Name,Born,Sex,Passport\nAna,98,what,P123\nRosa,1998,F,P124\n")
    assert [(row.number, row.values, row.faults) for row in roster.rows.faulty()] == [
        (2, {"name": "Ana", "birth_year": "98", "sex": "what"},
         [["birth_year", "not_year", "98"], ["sex", "unknown", "what"]])
    ]  # fmt: skip
    assert "P12" not in str(list(roster.rows.values_list("values", flat=True)))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "file_empty"),
        (b"Name\n", "file_empty"),
        (b"PK\x03\x04 nothing", "file_not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "file_not_a_workbook"),
        (b'Name,Born\n"Ana,1998\n', "file_not_text"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why_and_is_not_kept(small, data, reason):
    roster = read(small, data)
    assert (roster.state, roster.fault["reason"], bool(roster.upload)) == ("failed", reason, False)


def test_a_file_that_is_too_large_is_not_even_kept(small, monkeypatch):
    monkeypatch.setattr(rosters_files, "MOST_BYTES", 5)
    with pytest.raises(UnreadableFile):
        received(small, "Name\nAna\n")
    assert not RosterImport.objects.exists()


def test_the_file_is_private_and_goes_once_it_is_read(small, django_capture_on_commit_callbacks):
    roster = received(small, "Name\nAna\n")
    kept = Path(roster.upload.path)
    assert "private" in kept.parts
    assert kept.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert not read_on(roster).upload
    assert not kept.exists()


def test_a_form_sent_twice_is_one_list(small):
    form = uuid.uuid4()
    for _each in range(2):
        actions.receive_roster(
            form_id=form, cohort=small.cohort, file=ContentFile(b"Ana", name="a.csv"), silent=SILENT,
            by=small.instructor, now=NOW,
        )  # fmt: skip
    assert RosterImport.objects.count() == 1


# ── Duplicates ───────────────────────────────────────────────────────────────────────────────────


def test_who_may_be_here_already_is_asked_about_before_anything_is_written(small):
    roster = read(small, "Name,Born\nSANTOS María,1998\nAna,1999\n")
    row = roster.rows.get(number=2)
    assert row.like == small.learner
    with pytest.raises(actions.Undecided):
        actions.ask_to_write(roster=roster, by=small.instructor, now=NOW)
    assert Learner.objects.count() == 1


@pytest.mark.parametrize(("decision", "people"), [("new", 2), ("same", 1), ("skip", 1)])
def test_a_person_decides_who_is_who(small, decision, people):
    other = factories.cohort(small.course, small.instructor)
    small.cohort = other
    roster = read(small, "Name\nMaria Santos\n")
    actions.decide_alike(roster=roster, decisions={1: decision})
    actions.decide_alike(roster=roster, decisions={2: decision})
    actions.ask_to_write(roster=roster, by=small.instructor, now=NOW)
    actions.write_roster(roster=fresh(roster), now=NOW)
    assert Learner.objects.count() == people
    assert other.enrolments.count() == (0 if decision == "skip" else 1)


def test_nobody_outside_her_reach_is_held_beside_a_row(small):
    far = factories.OrganisationFactory(code="far")
    other = factories.staff(email="other@example.org", organisation=far)
    elsewhere = factories.cohort(small.course, other, centre=far)
    factories.learner(elsewhere, name="Joy Reyes")
    assert not read(small, "Name\nJoy Reyes\n").rows.alike().exists()


def test_the_same_person_twice_in_a_list_is_asked_about(small):
    roster = read(small, "Name\nJoy Reyes\nReyes Joy\n")
    assert [(row.number, row.twice) for row in roster.rows.alike()] == [(3, 2)]


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────


def test_people_get_their_places_without_a_pin_and_without_consent(small):
    roster = written(small, "Name,Born,Sex,Phone,Departure\nAna Cruz,1998,F,+63 917 1234567,2027-03-31\nRosa,98,,,\n")
    learner = Learner.objects.select_related("user").exclude(pk=small.learner.pk).get()
    assert (roster.state, roster.rows_written) == ("written", 1)
    assert (learner.user.name, learner.user.language, learner.user.has_usable_password()) == ("Ana Cruz", "fil", False)
    assert (learner.birth_year, learner.sex, learner.destination.code) == (1998, "woman", "JO")
    assert (learner.phone, str(learner.departs_on)) == ("+63 917 1234567", "2027-03-31")
    assert (learner.consented_at, learner.notice_version, learner.records.count()) == (None, "", 0)
    assert Enrolment.objects.get(learner=learner).cohort == small.cohort


def test_a_worker_that_dies_is_followed_by_one_that_goes_on(small, monkeypatch):
    monkeypatch.setattr(states, "HANDFUL", 3)
    roster = read(small, "Name\n" + "\n".join(f"Person {letter}" for letter in "abcdefgh"))
    actions.ask_to_write(roster=roster, by=small.instructor, now=NOW)
    turns = iter([None, None])

    def dies(_seconds: float) -> None:
        next(turns)

    monkeypatch.setattr(states, "sleep", dies)
    with pytest.raises(StopIteration):
        actions.write_roster(roster=fresh(roster), now=NOW)
    monkeypatch.setattr(states, "sleep", lambda _seconds: None)
    for _again in range(2):
        actions.write_roster(roster=fresh(roster), now=NOW)
    assert (fresh(roster).state, fresh(roster).rows_written, Learner.objects.count()) == ("written", 8, 9)


def test_nothing_is_written_into_a_closed_class(small):
    roster = read(small, "Name\nAna\n")
    Cohort.objects.update(closed_at=NOW)
    with pytest.raises(actions.ClassClosed):
        actions.ask_to_write(roster=roster, by=small.instructor, now=NOW)


def test_a_long_list_does_not_shut_the_door_for_who_joins(small):
    written(small, "Name\n" + "\n".join("a" * (number + 1) for number in range(120)))
    details = actions.MinimumRecord(
        name="Joy", sex="woman", origin=small.learner.origin, destination=small.learner.destination, occupation="care",
        language="en",
    )  # fmt: skip
    actions.join(record_id=uuid.uuid4(), cohort=small.cohort, details=details, notice_version="1", now=NOW)


@pytest.mark.parametrize("count", [3, 90])
def test_a_handful_is_written_in_a_flat_number_of_queries(small, count, django_assert_max_num_queries):
    names = [f"{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(count)]
    roster = read(small, "Name\n" + "\n".join(names))
    actions.ask_to_write(roster=roster, by=small.instructor, now=NOW)
    with django_assert_max_num_queries(40):
        actions.write_roster(roster=fresh(roster), now=NOW)


# ── Back ─────────────────────────────────────────────────────────────────────────────────────────


def test_who_stands_in_a_filed_list_stays(small):
    roster = written(small, "Name;Year of birth\nAmina Noor;1999\n")
    actions.file_list(form_id=uuid.uuid4(), cohort=small.cohort, by=small.instructor, now=NOW)
    undone(roster)
    assert small.cohort.enrolments.filter(learner__user__name="Amina Noor").exists()


def test_a_whole_list_is_undone_but_for_who_has_begun(small):
    roster = written(small, "Name\nAna\nRosa\nJoy\n")
    ana = Learner.objects.get(user__name="Ana")
    actions.agree(learner=ana, notice_version="1", now=NOW)
    User.objects.filter(name="Joy").update(last_login=NOW)
    roster = undone(roster)
    stayed = roster.rows.filter(enrolment__isnull=False)
    assert roster.state == "undone"
    assert [row.values["name"] for row in stayed] == ["Ana", "Joy"]
    assert set(Learner.objects.values_list("user__name", flat=True)) == {"Maria Santos", "Ana", "Joy"}


def test_who_was_called_at_a_roll_call_stays(small):
    roster = written(small, "Name\nAna\n")
    session = actions.add_session(cohort=small.cohort, starts_at=NOW, minutes=90, topic="")
    place = Enrolment.objects.get(learner__user__name="Ana")
    mark = {place.pk: actions.Mark("present", 90)}
    actions.mark_attendance(marking=uuid.uuid4(), session=session, marks=mark, by=small.instructor, now=NOW)
    assert undone(roster).rows.get().enrolment == place


def test_a_person_who_was_here_before_keeps_everything_but_the_place(small):
    small.cohort = factories.cohort(small.course, small.instructor)
    roster = read(small, "Name\nMaria Santos\n")
    actions.decide_alike(roster=roster, decisions={2: "same"})
    actions.ask_to_write(roster=roster, by=small.instructor, now=NOW)
    actions.write_roster(roster=fresh(roster), now=NOW)
    undone(fresh(roster))
    assert list(small.learner.enrolments.values_list("cohort", flat=True)) != [small.cohort.pk]
    assert small.learner.enrolments.count() == 1


def test_nothing_is_done_twice(small):
    roster = undone(written(small, "Name\nAna\n"))
    for late in (actions.ask_to_undo, actions.ask_to_write):
        with pytest.raises(actions.NotNow):
            late(roster=roster, by=small.instructor, now=NOW)


def test_what_nobody_wrote_is_forgotten_after_two_weeks(small):
    kept = written(small, "Name,Born\nAna,1998\nRosa,98\n")
    read(small, "Name\nJoy\n")
    assert actions.forget_old_rosters(now=NOW + timedelta(days=13)) == 0
    assert actions.forget_old_rosters(now=NOW + timedelta(days=15)) == 1
    assert rows(RosterImport.objects.get()) == [(2, "Ana", [])]
    assert undone(kept).rows.get().enrolment is None


# ── From paper, and consent ──────────────────────────────────────────────────────────────────────


def test_a_person_keyed_from_paper_is_entered_once_and_can_be_taken_back(small):
    form = uuid.uuid4()
    terms = queries.roster_terms(small.cohort, silent=SILENT, year=2026)
    values = entry({Column.NAME: "Ana"}, terms).values
    keyed = [
        actions.key_person(
            form_id=form, cohort=small.cohort, values=values, like=None, decision="", by=small.instructor, now=NOW
        )
        for _each in range(2)
    ]
    assert keyed[0].enrolment == keyed[1].enrolment
    assert Learner.objects.filter(user__name="Ana").count() == 1
    assert list(queries.rosters_of(small.cohort)) == []
    actions.unkey_person(roster=keyed[0].roster, by=small.instructor, now=NOW)
    assert not Learner.objects.filter(user__name="Ana").exists()


def test_the_first_consent_is_kept(small):
    written(small, "Name\nAna\n")
    ana = Learner.objects.get(user__name="Ana")
    for version in ("1", "2"):
        actions.agree(learner=ana, notice_version=version, now=NOW)
    ana.refresh_from_db()
    assert (ana.consented_at, ana.notice_version) == (NOW, "1")
    assert [record.payload for record in ana.records.all()] == [{"cohort": "", "notice": "1"}]


# ── When a worker cannot ─────────────────────────────────────────────────────────────────────────


def given_up() -> None:
    OutboxItem.objects.update(due_at=None, attempts=outbox.ATTEMPTS)


def test_a_list_that_no_worker_can_read_is_not_taken_and_its_file_goes(small):
    roster = received(small, "Name\nAna\n")
    assert actions.release_stuck_rosters(now=NOW) == 0
    given_up()
    assert actions.release_stuck_rosters(now=NOW) == 1
    assert (fresh(roster).state, fresh(roster).fault, bool(fresh(roster).upload)) == ("failed", None, False)


def test_a_list_that_no_worker_can_finish_stands_as_far_as_it_came_and_can_be_undone(small):
    roster = read(small, "Name\nAna\n")
    actions.ask_to_write(roster=roster, by=small.instructor, now=NOW)
    given_up()
    assert actions.release_stuck_rosters(now=NOW) == 1
    assert fresh(roster).state == "written"
    actions.ask_to_undo(roster=roster, by=small.instructor, now=NOW)
    assert actions.release_stuck_rosters(now=NOW) == 0
    given_up()
    assert actions.release_stuck_rosters(now=NOW) == 1
    assert undone(roster).state == "undone"


def test_a_list_that_is_still_read_can_be_put_away_and_is_forgotten(small, django_capture_on_commit_callbacks):
    roster, old = received(small, "Name\nAna\n"), received(small, "Name\nRosa\n")
    kept = Path(roster.upload.path)
    with django_capture_on_commit_callbacks(execute=True):
        actions.put_away_roster(roster=roster)
    assert not kept.exists()
    assert actions.forget_old_rosters(now=NOW + timedelta(days=15)) == 1
    assert not RosterImport.objects.filter(pk__in=[roster.pk, old.pk]).exists()


def test_a_list_that_went_on_meanwhile_is_not_put_away_nor_read_again(small, django_capture_on_commit_callbacks):
    waiting = received(small, "Name\nAna\n")
    roster = read_on(waiting)
    actions.read_roster(roster=waiting, now=NOW)  # an older message comes late
    assert rows(roster) == [(2, "Ana", [])]
    actions.ask_to_write(roster=roster, by=small.instructor, now=NOW)
    with pytest.raises(actions.NotNow), django_capture_on_commit_callbacks(execute=True):
        actions.put_away_roster(roster=waiting)
    assert roster.rows.count() == 1


def test_a_printed_sheet_keeps_its_person_and_her_place(small):
    roster = written(small, "Name\nAna\n")
    place = roster.rows.get().enrolment
    quiz = factories.QuizFactory()
    paper = PaperQuiz.objects.create(
        id=uuid.uuid4(), cohort=small.cohort, quiz=quiz, placement=uuid.uuid4(), language="en", versions=[],
        pass_mark=80, made_by=small.instructor, made_at=NOW,
    )  # fmt: skip
    PaperSheet.objects.create(paper=paper, enrolment=place, number=1, code="AAAAAA")
    assert undone(roster).rows.get().enrolment == place


def test_who_was_joined_with_another_record_stays(small):
    roster = written(small, "Name\nAna\n")
    ana = roster.rows.get().enrolment
    Merge.objects.create(kept=ana.learner, gone=small.learner, reason="", merged_by=small.instructor, merged_at=NOW)
    assert undone(roster).rows.get().enrolment == ana


def test_signs_that_no_database_keeps_are_not_shown_as_columns(small):
    roster = read(small, workbook(["X_x0000_1", "X_xD800_2"], ["Ana_x0000_", "1998"]))
    assert (roster.state, roster.head) == ("asking", [["X 1", "X 2"], ["Ana", "1998"]])


def test_a_form_of_another_class_is_not_taken_for_its_own(small):
    roster = received(small, "Name\nAna\n")
    other = factories.cohort(small.course, small.instructor)
    with pytest.raises(RosterImport.DoesNotExist):
        actions.receive_roster(
            form_id=roster.pk, cohort=other, file=ContentFile(b"Ana", name="a.csv"), silent=SILENT,
            by=small.instructor, now=NOW,
        )  # fmt: skip


def test_who_is_here_already_is_followed_up_in_the_class_she_gets(small, monkeypatch):
    followed = []
    monkeypatch.setattr(tail, "follow", lambda **given: followed.append((given["learner"], given["node"])))
    small.cohort = factories.cohort(small.course, small.instructor)
    roster = read(small, "Name\nMaria Santos\n")
    actions.decide_alike(roster=roster, decisions={2: "same"})
    actions.ask_to_write(roster=roster, by=small.instructor, now=NOW)
    actions.write_roster(roster=fresh(roster), now=NOW)
    assert followed == [(small.learner, small.course.translation_key)]
