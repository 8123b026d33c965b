"""The supervisor's pages: whole, in files, and without a score."""

from __future__ import annotations

import html
import re
import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.models import AccessLog
from duties.actions import Had, ask_recognition, decide_recognition
from duties.evidence import Evidence
from duties.models import Exemption, Recognition
from duties.models.assignments import Status
from tests.duties.conftest import NOW, assignment_of, certify, days, person, posted, supervisor
from tests.reports.conftest import csv_cells

PAGE = "/office/duties/"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def people(service, rule):
    """One ready, one late, one leaving soon; and one at another post."""
    ready, late, leaving, doha = (
        posted(service, "1", starts=-30), posted(service, "2", starts=-10), posted(service, "3", starts=40),
        posted(service, "4", at="doha", starts=300),
    )  # fmt: skip
    certify(ready, service, on=NOW - timedelta(days=60))
    return {"ready": ready, "late": late, "leaving": leaving, "doha": doha}


@pytest.fixture
def head(service, people, browser) -> Client:
    return browser(supervisor(service.ministry))


def words(response) -> str:
    plain = re.sub(r"</?(?:bdi|b)>", "", response.content.decode())
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", plain)).split())


def tables(response) -> list[list[list[str]]]:
    """The tables as a program reads them: numbers and days from their machine-readable form; no column of links."""
    page = re.sub(r"<t[hd][^>]*>(?:(?!</t[hd]>).)*(?:/exempt/|unseen)(?:(?!</t[hd]>).)*</t[hd]>", "", _page(response))
    return [
        [
            [_cell(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
            for row in re.findall(r"<tr.*?</tr>", table, re.S)
        ]
        for table in re.findall(r"<table.*?</table>", page, re.S)
    ]


def _page(response) -> str:
    return response.content.decode()


def _cell(inner: str) -> str:
    machine = re.search(r'<(?:data value|time datetime)="([^"]*)"', inner)
    return machine[1] if machine else html.unescape(re.sub(r"<[^>]+>", "", inner))


def test_a_sentence_answers_first(head):
    said = words(head.get(PAGE))
    assert (
        "1 of 4 people have the training they must have. Overdue: 1. Leaving within 60 days and not ready: 1." in said
    )
    assert "Officer 3 Amman, December 31, 2026 Due soon" in said


def test_the_tables(head):
    posts, people = tables(head.get(PAGE))
    assert posts == [
        ["Post", "People", "Ready", "Trained before the posting", "Overdue"],
        ["Amman", "3", "1", "1", "1"],
        ["Doha", "1", "0", "0", "0"],
        ["All", "4", "1", "1", "1"],
    ]
    course = "Protection in the consulate"
    assert people[1:] == [
        ["Officer 2", "2", "Amman", "Consul", "2026-11-11", course, "Overdue", "2026-10-28", "", ""],
        ["Officer 3", "3", "Amman", "Consul", "2026-12-31", course, "Due soon", "2026-12-17", "", ""],
        ["Officer 4", "4", "Doha", "Consul", "2027-09-17", course, "Not due yet", "2027-09-03", "", ""],
        ["Officer 1", "1", "Amman", "Consul", "2026-10-22", course, "Done", "", "2026-09-22", "2028-09-22"],
    ]


@pytest.mark.parametrize("status", ["done", "overdue"])
def test_figures_are_of_everyone_whatever_state_is_listed(head, status):
    whole, narrowed = tables(head.get(PAGE)), tables(head.get(f"{PAGE}?status={status}"))
    assert (narrowed[0], len(narrowed[1]) < len(whole[1])) == (whole[0], True)
    assert "Leaving within 60 days and not ready: 1." in words(head.get(f"{PAGE}?status={status}"))


def test_a_renewal_takes_nothing_from_having_been_in_time(head, people, service):
    asked = ask_recognition(
        form_id=uuid.uuid4(), assignment=assignment_of(people["ready"]), had=Had("Once more", "Academy", days(-1)),
        evidence=Evidence(b"%PDF-1.7", "pdf"), by=people["ready"].user, now=NOW,
    )  # fmt: skip
    decide_recognition(recognition=asked, accepted=True, answer="", by=service.trainer, now=NOW)
    [_columns, amman, *_others] = tables(head.get(f"{PAGE}?post=amman"))[0]
    assert amman == ["Amman", "3", "1", "1", "1"]


@pytest.mark.parametrize("query", ["", "?post=amman", "?status=overdue", "?post=doha&status=not_yet"])
def test_the_files_hold_what_the_page_shows(head, query):
    shown = [row for table in tables(head.get(f"{PAGE}{query}")) for row in table]
    taken = {
        form: b"".join(head.post(f"/office/duties.{form}{query}", {"purpose": "audit"}).streaming_content)
        for form in ("csv", "xlsx")
    }
    rows = csv_cells(taken["csv"])
    assert [row for row in rows if row in shown] == shown
    sheet = load_workbook(BytesIO(taken["xlsx"])).active
    cells = [[_text(cell.value) for cell in row] for row in sheet.iter_rows()]
    assert [_trimmed(row) for row in cells if any(row)] == [_trimmed(row) for row in rows]
    assert {log.purpose for log in AccessLog.objects.filter(verb="duties_exported")} == {"audit"}


def _text(value) -> str:
    return "" if value is None else value.date().isoformat() if hasattr(value, "date") else str(value)


def _trimmed(row: list[str]) -> list[str]:
    while row and row[-1] == "":
        row = row[:-1]
    return row


def test_a_file_needs_its_purpose(head):
    response = head.post("/office/duties.csv", {})
    assert (response.status_code, AccessLog.objects.count()) == (422, 0)
    assert head.post("/office/duties.pdf", {"purpose": "audit"}).status_code == 404
    assert head.get("/office/duties.csv").status_code == 405


@pytest.mark.parametrize("query", ["?post=rome", "?status=dead", "?post=%00"])
def test_a_filter_that_is_none_is_said(head, query):
    assert head.get(f"{PAGE}{query}").status_code == 422


def test_no_score_and_no_answer_is_anywhere(head, service, people):
    page = words(head.get(PAGE))
    assert not re.search(r"score|point|%|answers", page, re.I)


def test_who_supervises_nobody_is_told_so(service, browser):
    assert "Nobody here has a training that fits." in words(browser(supervisor(service.doha)).get(PAGE))


@pytest.fixture
def asked(people) -> Recognition:
    return ask_recognition(
        form_id=uuid.uuid4(), assignment=assignment_of(people["late"]), had=Had("Protection", "Academy", days(-50)),
        evidence=Evidence(b"%PDF-1.7", "pdf"), by=people["late"].user, now=NOW,
    )  # fmt: skip


def test_what_was_had_elsewhere_is_looked_at_and_decided(head, asked, people):
    assert "1 training had elsewhere waits for your answer" in words(head.get(PAGE))
    address = f"/office/duties/recognitions/{asked.pk}/"
    assert "Academy" in words(head.get(address))
    paper = head.get(f"{address}evidence/")
    assert (b"".join(paper.streaming_content), paper.headers["Content-Disposition"]) == (
        b"%PDF-1.7", 'attachment; filename="paper.pdf"',
    )  # fmt: skip
    assert head.post(address, {"accepted": "no"}).status_code == 422
    assert head.post(address, {"accepted": "yes"}).url == "/office/duties/recognitions/"
    assert assignment_of(people["late"]).status == Status.DONE
    assert [log.verb for log in AccessLog.objects.order_by("pk")] == ["evidence_read", "training_recognised"]
    assert "Nothing waits for you." in words(head.get("/office/duties/recognitions/"))


def test_nobody_decides_about_her_own(service, asked, people, browser):
    own = people["late"].user
    own.memberships.create(role="consular_supervisor", organisation=service.ministry)
    client, address = browser(own), f"/office/duties/recognitions/{asked.pk}/"
    assert "Somebody else must decide this" in words(client.get(address))
    client.post(address, {"accepted": "yes"})
    assert Recognition.objects.get().decided_at is None
    client.post(f"/office/duties/{asked.assignment_id}/exempt/", {"reason": "Busy"})
    assert Exemption.objects.count() == 0


def test_an_exemption_is_signed_shown_and_taken_back(head, people):
    address = f"/office/duties/{assignment_of(people['late']).pk}/exempt/"
    assert head.post(address, {"reason": ""}).status_code == 422
    assert head.post(address, {"reason": "Has taught it"}).url == PAGE
    assert "signed by head: Has taught it" in words(head.get(address))
    head.post(f"{address}end/")
    assert assignment_of(people["late"]).status == Status.OVERDUE
    assert "Exempt" in words(head.get(address))


def test_an_administrator_sees_them_too(service, people, browser):
    assert "1 of 4 people" in words(browser(person("administrator", service.ministry)).get(PAGE))


@pytest.mark.parametrize("count", [1, 15])
def test_the_number_of_queries_is_flat(service, rule, browser, count, django_assert_max_num_queries):
    for number in range(count):
        certify(posted(service, f"{number}"), service)
    client = browser(supervisor(service.ministry))
    client.get(PAGE)
    with django_assert_max_num_queries(26):
        client.get(PAGE)
