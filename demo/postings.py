"""A foreign service with posts, people and required training, brought as a personnel office would bring it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import Organisation, User
from courses.models import CoursePage
from demo import files, streams
from demo.walking import Walk
from demo.wording import columns
from duties.actions import (
    Had,
    ask_recognition,
    begin_study,
    bring_list,
    decide_recognition,
    keep_requirement,
    rows_of,
    write_list,
)
from duties.evidence import vetted
from duties.models import Assignment, PostDetails, Requirement
from duties.staff_rows import StaffRow

Raw = dict[str, Any]
NOTICE = "2026-11-staff"
_PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


def load_postings(*, now: datetime) -> int:
    """Posts, rules and people; how many people. A second run adds nothing to a list that was written."""
    raw = files.read("postings.yaml")
    for post in raw["posts"]:
        _post(post, raw)
    for number, rule in enumerate(raw["requirements"]):
        _requirement(rule, raw, number, now)
    by = User.objects.get(username=raw["brought_by"])
    service = Organisation.objects.get(code=raw["service"])
    rows = [_row(number, person, now.date()) for number, person in enumerate(raw["people"], start=2)]
    staff_list = bring_list(
        form_id=streams.stable_id("staff-list"), service=service, name="staff-list.csv", rows=rows, by=by, now=now
    )
    if staff_list.written_at is None:
        write_list(staff_list=staff_list, rows=rows_of(staff_list), by=by, now=now)
        for person in raw["people"]:
            _train(person, User.objects.get(username=raw["supervisor"]), now)
    return len(rows)


def _post(raw: Raw, service: Raw) -> None:
    parent = Organisation.objects.get(code=raw.get("parent", service["service"]))
    post, _made = Organisation.objects.get_or_create(
        code=raw["code"],
        defaults={
            "kind": Organisation.Kind.POST, "country": raw["country"], "parent": parent,
            **columns("name", raw.get("name", {"en": raw["code"]})),
        },
    )  # fmt: skip
    PostDetails.objects.get_or_create(
        organisation=post,
        defaults={
            "kind": raw["kind"], "time_zone": raw["zone"], "rest_days": raw.get("rest", []),
            "contact_name": service["contact"][0], "contact_phone": service["contact"][1],
        },
    )  # fmt: skip


def _requirement(raw: Raw, service: Raw, number: int, now: datetime) -> None:
    course = CoursePage.objects.get(slug=raw["course"], locale__language_code="en").translation_key
    if Requirement.objects.filter(course=course).count() > number:
        return
    rule = Requirement(
        course=course, roles=raw["roles"], basis=raw["basis"], days=raw["days"], months=raw["months"],
        again_at_post=raw.get("again_at_post", False), responsible=User.objects.get(username=service["trainer"]),
        active_from=now.date() - timedelta(days=730),
    )  # fmt: skip
    keep_requirement(rule, now=now)


def _row(number: int, raw: Raw, today: date) -> StaffRow:
    email = raw.get("email") or f"{raw['name'].lower().replace(' ', '.')}@baon.example"
    hired = today + timedelta(days=raw.get("hired", raw["starts"] - 1000))
    return StaffRow(
        number, raw["number"], raw["name"], email, raw["grade"], hired.isoformat(), post=raw["post"], role=raw["role"],
        starts_on=(today + timedelta(days=raw["starts"])).isoformat(),
    )  # fmt: skip


def _train(raw: Raw, supervisor: User, now: datetime) -> None:
    """What she has done: elsewhere, as a supervisor recognised it, or here, as far as her pace took her."""
    assignment = Assignment.objects.get(staff__number=raw["number"], staff__service__code="ministry")
    if "had" in raw:
        asked = ask_recognition(
            form_id=streams.stable_id("had", raw["number"]), assignment=assignment,
            had=Had("Consular protection", "Foreign Service Academy (demo)", now.date() - timedelta(days=raw["had"])),
            evidence=vetted(_PAPER), by=assignment.staff.user, now=now,
        )  # fmt: skip
        decide_recognition(recognition=asked, accepted=True, answer="Seen", by=supervisor, now=now)
    if "pace" in raw:
        enrolment = begin_study(assignment=assignment, notice_version=NOTICE, now=now)
        Walk(enrolment.learner, enrolment.cohort, raw, now).go()
