"""Bringing a list of staff, as a browser meets it."""

from __future__ import annotations

import re
import uuid
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core import sheets
from duties.models import StaffList, StaffMember
from duties.staff_rows import COLUMNS
from tests.duties.conftest import days, posted, supervisor

PAGE = "/office/duties/lists/"
ANA = ("200", "Ana Reyes", "ana@ministry.example", "P3", "2019-02-01", "", "", "amman", "consul", str(days(60)), "", "")


@pytest.fixture
def head(service, rule, browser) -> Client:
    return browser(supervisor(service.ministry))


def bring(client: Client, service, *rows, content: bytes | None = None, form_id=None):
    written = b"".join(sheets.csv_lines([COLUMNS, *rows])) if content is None else content
    file = SimpleUploadedFile("staff.csv", written)
    return client.post(PAGE, {"form_id": form_id or uuid.uuid4(), "service": service.ministry.pk, "file": file})


def words(response) -> str:
    plain = re.sub(r"</?(?:bdi|b)>", "", response.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", plain).split())


def test_from_the_file_to_the_people_and_back(head, service):
    address = bring(head, service, ANA).url
    preview = words(head.get(address))
    assert "New people: 1." in preview
    assert "2 Ana Reyes amman" in preview
    assert StaffMember.objects.count() == 0
    assert head.post(f"{address}write/").url == address
    assert "Written on" in words(head.get(address))
    assert StaffMember.objects.get().assignments.get().due_on == days(46)
    assert head.post(f"{address}undo/").url == address
    assert "Undone on" in words(head.get(address))
    assert StaffMember.objects.count() == 0


def test_a_workbook_is_taken_as_a_table_is(head, service):
    made = sheets.xlsx_file([COLUMNS, ANA], right_to_left=False)
    address = bring(head, service, content=made.read()).url
    assert "Ana Reyes" in words(head.get(address))


def test_faults_are_said_row_by_row_and_nothing_is_kept(head, service):
    response = bring(head, service, (*ANA[:2], "ana", *ANA[3:]), (*ANA[:7], "rome", *ANA[8:]))
    said = words(response)
    assert response.status_code == 422
    assert "Row 2: “ana” is not an e-mail address." in said
    assert "Row 3: No post of yours has the code “rome”." in said
    assert StaffList.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "submitted file is empty"),
        (b"who;what\n1;2\n", "The first row must name these columns: number, name, email."),
        (b"\xff\xfe\x00\x00", ""),
        (b"PK\x03\x04nonsense", "not an XLSX workbook"),
        (b"number,name,email\n", "There is no row in this list."),
        (b"number,name,email\n1,=cmd|' /C calc'!A0,a@b.example,\x00", ""),
    ],
)
def test_a_file_that_is_no_list_is_told_so(head, service, content, said):
    response = bring(head, service, content=content)
    assert response.status_code in {422, 302}
    if said:
        assert said in words(response)


def test_the_template_can_be_brought_back(head, service):
    given = b"".join(head.get(f"{PAGE}template.csv").streaming_content)
    assert bring(head, service, content=given).status_code == 302


def test_the_same_form_twice_brings_one_list(head, service):
    form_id = uuid.uuid4()
    assert bring(head, service, ANA, form_id=form_id).url == bring(head, service, ANA, form_id=form_id).url
    assert StaffList.objects.count() == 1


def test_what_changed_between_looking_and_writing_is_looked_at_again(head, service):
    address = bring(head, service, ANA).url
    other = posted(service, "777")
    other.user.username = other.user.email = "ana@ministry.example"
    other.user.save()
    response = head.post(f"{address}write/")
    assert (response.status_code, "This no longer fits" in words(response)) == (409, True)
    assert StaffMember.objects.count() == 1


def test_a_list_that_cannot_be_undone_says_for_whom(head, service):
    address = bring(head, service, ANA).url
    head.post(f"{address}write/")
    user = StaffMember.objects.get().user
    user.last_login = user.date_joined
    user.save()
    response = head.post(f"{address}undo/")
    assert (response.status_code, "Ana Reyes (200)" in words(response)) == (409, True)


def test_a_supervisor_of_a_post_keeps_no_service_s_list(service, rule, browser):
    post_head = browser(supervisor(service.amman))
    assert bring(post_head, service, ANA).status_code == 422


def test_a_list_put_away_is_gone(head, service):
    address = bring(head, service, ANA).url
    assert head.post(f"{address}put-away/").url == PAGE
    assert head.get(address).status_code == 404


def test_names_that_look_like_formulas_are_shown_as_words(head, service):
    hostile = ("200", "<script>alert(1)</script>", *ANA[2:])
    page = head.get(bring(head, service, hostile).url).content
    assert b"<script>alert" not in page
    assert BytesIO(page).read().count(b"&lt;script&gt;") == 1
