"""A small country of classes: people with a destination and a sex, as far as each has come."""

from __future__ import annotations

import csv
import html
import io
import re
import uuid
from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.models import Organisation, Role, User
from certificates.models import Certificate
from courses.models import CoursePage
from learning.models import Cohort, Enrolment, Learner, Progress
from tests import factories
from tests.factories import NOW


@pytest.fixture(scope="session")
def standing_course(ground: None) -> CoursePage:
    return factories.course(factories.module(), title="Domestic work")


@pytest.fixture
def course(db, standing_course: CoursePage) -> CoursePage:
    return deepcopy(standing_course)


def centre(code: str) -> Organisation:
    return factories.OrganisationFactory(code=code, name=f"Centre {code}")


def ministry() -> Organisation:
    return factories.OrganisationFactory(code="ministry", name="Ministry", kind=Organisation.Kind.MINISTRY)


def officer(at: Organisation, role: Role = Role.PROGRAMME_OFFICER) -> User:
    return factories.staff(role, organisation=at, email=f"{role}@{at.code}.example")


def place(learner: Learner, cohort: Cohort) -> Enrolment:
    key = cohort.course.translation_key
    return Enrolment.objects.create(learner=learner, cohort=cohort, course_key=key, enrolled_at=NOW)


NAMES = {"JO": "Jordan", "QA": "Qatar", "HK": "Hong Kong SAR"}


def people(
    cohort: Cohort, count: int, *, started: int = 0, completed: int = 0, certified: int = 0, to: str = "JO", sex="woman"
) -> list[Learner]:
    """So many people of a class, of them so many who started, and so on."""
    users = User.objects.bulk_create(
        User(username=uuid.uuid4().hex[:12], name=f"Person {uuid.uuid4().hex}") for _each in range(count)
    )
    destination, origin = factories.DestinationFactory(code=to, name=NAMES[to]), factories.OriginFactory()
    made = Learner.objects.bulk_create(
        Learner(
            user=user, sex=sex, origin=origin, destination=destination, occupation="care", consented_at=NOW,
            notice_version="2026-11",
        )
        for user in users
    )  # fmt: skip
    key = cohort.course.translation_key
    Enrolment.objects.bulk_create(
        Enrolment(learner=learner, cohort=cohort, course_key=key, enrolled_at=NOW) for learner in made
    )
    done = max(completed, certified)
    for learner in made[: max(started, done)]:
        begin(learner, key, done=learner in made[:done])
    for learner in made[:certified]:
        certify(learner, key)
    return made


def begin(learner: Learner, key: uuid.UUID, *, done: bool = False, scope: str = "") -> Progress:
    return Progress.objects.create(
        learner=learner, kind="course", node=key, scope=scope, begun_at=NOW, done_at=NOW if done else None
    )


def certify(learner: Learner, key: uuid.UUID, *, destination: str = "", **values) -> Certificate:
    return Certificate.objects.create(
        serial=uuid.uuid4().hex[:24], person=learner.user, course=key, destination=destination, sealed=b"x",
        key_id="k", issued_at=NOW, expires_at=NOW + timedelta(days=9), **values,
    )  # fmt: skip


@pytest.fixture
def browser(client: Client):
    """The browser of a person."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


TAKE = {"purpose": "audit"}


def cells_on_screen(page: str) -> list[list[str]]:
    """The table of a page as a program reads it: numbers and dates from their machine-readable form."""
    found = re.search(r"<table.*?</table>", page, re.S)
    return [
        [_cell(one) for one in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
        for row in re.findall(r"<tr.*?</tr>", found[0] if found else "", re.S)
    ]


def _cell(inner: str) -> str:
    machine = re.search(r'<(?:data value|time datetime)="([^"]*)"', inner)
    return machine[1] if machine else html.unescape(re.sub(r"<[^>]+>", "", inner))


def screen(page: str) -> list[list[str]]:
    """Everything a report says on a page, in the order of the files."""
    text = lambda pattern: [html.unescape(re.sub(r"<[^>]+>", "", one)) for one in re.findall(pattern, page, re.S)]  # noqa: E731
    stamp = re.search(r'<p class="stamp.*?</p>', page, re.S)[0]
    pairs = [
        html.unescape(re.sub(r"<[^>]+>", "", one)).split(": ", 1)
        for one in re.findall(r'<span class="(?:stamp-part|data-date)">(.*?)</span>', stamp, re.S)
    ]
    meaning = list(zip(text(r"<dt>(.*?)</dt>"), text(r"<dd>(.*?)</dd>"), strict=True))
    notes = [[note] for note in text(r'<p class="note[^>]*>(.*?)</p>')]
    return [text(r"<h1>(.*?)</h1>"), *pairs, *cells_on_screen(page), *map(list, meaning), *notes]


def csv_cells(content: bytes) -> list[list[str]]:
    """A CSV file as Excel reads it, blank lines left out; the sign that keeps formulas from running is not data."""
    assert content.startswith(b"\xef\xbb\xbf")
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [[cell.removeprefix("'") if cell[1:2] in set("=+-@") else cell for cell in row] for row in rows if row]


def xlsx_cells(content: bytes) -> list[list[str]]:
    """A workbook's one sheet, blank lines left out. No cell is a formula."""
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows())
    assert all(cell.data_type != "f" for row in rows for cell in row)
    width = next(len(row) for row in rows)
    cells = [[_as_text(cell.value) for cell in row[:width]] for row in rows]
    return [_trimmed(row) for row in cells if any(row)]


def _as_text(value) -> str:
    return "" if value is None else value.date().isoformat() if hasattr(value, "date") else str(value)


def _trimmed(row: list[str]) -> list[str]:
    while row and row[-1] == "":
        row = row[:-1]
    return row


def trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Rows without empty cells at their ends, which a workbook does not keep."""
    return [_trimmed(list(row)) for row in rows]


def days(count: int) -> date:
    return NOW.date() + timedelta(days=count)
