"""A class list of thousands of rows: made as a workbook, read, decided and written as the worker does."""

from __future__ import annotations

import json
import random
import resource
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import connection
from django.utils import timezone
from wagtail.models import Locale, Page

from accounts.actions import create_staff
from accounts.models import Membership, Organisation, Role, User
from core.sheets import xlsx_file
from courses.models import CoursePage, Destination, Origin
from demo.bench.server import bare, manage
from learning.actions import ClassPlan, ask_to_write, open_class, read_roster, receive_roster, write_roster
from learning.models import Cohort, RosterImport

HEAD = ("Name", "Name in own script", "Date of birth", "Sex", "Phone", "Passport")
WRONG_EVERY = 50  # one row in so many has an error
_GIVEN = ("Ana", "Rosa", "Sita", "Maya", "Dewi", "Siti", "Fatima", "Joy", "Grace", "Amina", "Lina", "Nour")
_OWN = ("सीता", "سعاد", "ማርታ")
_SEED = 20_261_121


def run(*, rows: int, database: str) -> dict[str, Any]:
    """Write the list into a database of its own, in a process of its own, so that memory is that of the import."""
    with bare(database=database) as environment:
        path = Path(environment["VAR_DIR"]) / "class.xlsx"
        with path.open("wb") as file, xlsx_file(_rows(rows), right_to_left=False) as made:
            file.writelines(made)
        said = manage(["bench", "importing", "--file", str(path)], environment)
        measured: dict[str, Any] = json.loads(said.splitlines()[-1])
        return measured


def take_in(*, path: str) -> dict[str, Any]:
    """Read and write a list in the database of this process, with nobody decided about: nobody is alike."""
    cohort, teacher = empty_class()
    silent = {"origin": "PH", "destination": "JO", "occupation": "care", "language": "en", "sex": "unsaid"}
    before, begun = _peak_mb(), time.perf_counter()
    with Path(path).open("rb") as file:
        roster = receive_roster(
            form_id=uuid.uuid4(), cohort=cohort, file=File(file, name="class.xlsx"), silent=silent, by=teacher,
            now=timezone.now(),
        )  # fmt: skip
    read_roster(roster=roster, now=timezone.now())
    seen = time.perf_counter() - begun
    ask_to_write(roster=roster, by=teacher, now=timezone.now())
    write_roster(roster=roster, now=timezone.now())
    done = RosterImport.objects.get(pk=roster.pk)
    return {
        "rows": done.rows_read,
        "seconds": round(time.perf_counter() - begun, 1),
        "peak_mb": round(_peak_mb()),
        "errors_reported": done.rows.faulty().count(),
        "people_written": done.rows_written,
        "seconds_to_preview": round(seen, 1),
        "peak_mb_before": round(before),
        "database": connection.vendor,
    }


def empty_class() -> tuple[Cohort, User]:
    """A class of a course without a lesson, in a database that is empty else."""
    now = timezone.now()
    Origin.objects.create(code="PH", slug="ph", name="Philippines", currency="PHP")
    place = Destination.objects.create(code="JO", slug="jo", name="Jordan", currency="JOD")
    centre = Organisation.objects.create(code="bench", kind=Organisation.Kind.CENTRE, name="Bench", country="PH")
    teacher = create_staff(email="bench@baon.example", name="Bench", password=None, now=now)
    Membership.objects.create(user=teacher, organisation=centre, role=Role.INSTRUCTOR)
    course = CoursePage(title="Bench", slug="bench", summary="-", locale=Locale.get_default())
    Page.get_first_root_node().add_child(instance=course)
    plan = ClassPlan(
        title="Bench", course=course, centre=centre, starts_on=now.date(), ends_on=now.date(), languages=("en",),
        destinations=[place], safeguarding_name="-", safeguarding_phone="-",
    )  # fmt: skip
    return open_class(form_id=uuid.uuid4(), plan=plan, by=teacher, now=now), teacher


def _rows(count: int) -> Iterator[tuple[str | int, ...]]:
    """People whose names are all different, some of them with a year that cannot be."""
    luck = random.Random(_SEED)  # noqa: S311 -- made up, no secret
    yield HEAD
    for number in range(count):
        year = "98" if number % WRONG_EVERY == 0 else f"{luck.randint(1970, 2005)}-0{luck.randint(1, 9)}-15"
        name = f"{luck.choice(_GIVEN)} {_word(number)}"
        own = f"{luck.choice(_OWN)} {_word(number)}"
        yield name, own, year, "F", f"+63 917 {number:07}", f"P{number:07}"


def _word(number: int) -> str:
    """A name of its own for every number."""
    letters = []
    for _place in range(4):
        number, letter = divmod(number, 26)
        letters.append(chr(ord("a") + letter))
    return "".join(letters).title()


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
