"""Lifelike staff, classes and trainees, made through the same actions that people use."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.conf import settings

from accounts.actions import (
    begin_factor,
    confirm_factor,
    create_staff,
    ensure_groups,
    factor_of,
    grant,
    next_code,
    reset_pin,
)
from accounts.models import Organisation, Role, User
from courses.models import CoursePage, Destination, Origin
from demo import classroom, counting, early, files, permits, rolls, rosters, streams
from demo.walking import Walk
from demo.wording import columns
from learning.actions import (
    ClassPlan,
    Mark,
    MinimumRecord,
    add_session,
    join,
    mark_attendance,
    open_class,
)
from learning.models import Cohort, Learner

Raw = dict[str, Any]
PASSWORD: str = files.read("people.yaml")["password"]
TRAINEE: str = files.read("people.yaml")["trainee"]
COURSE = "domestic-and-care-work"
NOTICE = "2026-11"


def load_staff(*, now: datetime) -> None:
    """Organisations and one person for every role."""
    organisations: dict[str, Organisation] = {}
    people = files.read("people.yaml")
    for raw in people["organisations"]:
        organisations[raw["code"]], _made = Organisation.objects.update_or_create(
            code=raw["code"],
            defaults={
                "kind": raw["kind"],
                "country": raw["country"],
                "parent": organisations.get(raw.get("parent", "")),
                **columns("name", raw["name"]),
            },
        )
    ensure_groups()
    for raw in people["staff"]:
        user = User.objects.filter(username=raw["email"]).first()
        user = user or create_staff(email=raw["email"], name=raw["name"], password=PASSWORD, now=now)
        _give_app(user, now)
        grant(user=user, organisation=organisations[raw["at"]], role=Role(raw["role"]))
    permits.enter(people, by=User.objects.get(username="admin@baon.example"), now=now)


def _give_app(user: User, now: datetime) -> None:
    """An app whose codes ``manage.py demo code`` prints; who has one keeps it."""
    if factor_of(user) is None:
        shown = begin_factor(user=user).secret
        confirm_factor(user=user, shown=shown, typed=next_code(user=user, now=now), address="", now=now)


def present_codes(email: str, *, now: datetime) -> dict[str, str]:
    """The code that each of the demo's staff would type now, or only one of them; empty where one must wait."""
    people = User.objects.filter(email__in=[raw["email"] for raw in files.read("people.yaml")["staff"]])
    chosen = people.filter(email=email) if email else people
    return {user.email: next_code(user=user, now=now) for user in chosen.order_by("pk")}


def load_classes(*, now: datetime, small: bool) -> Iterator[str]:
    """Classes as far as each person of them has come; ``small`` leaves out earlier seasons. Says each class's name
    before it fills it."""
    people = files.read("people.yaml")
    for raw in [*people["classes"], *([] if small else map(_season, people["seasons"]))]:
        teacher = User.objects.get(username=raw["by"])
        cohort = _open(raw, teacher, now)
        if cohort.enrolments.exists():
            continue
        yield cohort.title
        for number, person in enumerate(raw["people"]):
            joined = join(
                record_id=streams.stable_id("join", raw["title"], number),
                cohort=cohort,
                details=_details(person, raw),
                notice_version=NOTICE,
                now=now,
            )
            Walk(joined.learner, cohort, person, now).go()
        _hold_sessions(cohort, raw, teacher, now)
        rolls.sign(cohort, raw, by=teacher, now=now)
        counting.count(cohort, raw, by=teacher, now=now)
        classroom.meet(cohort, raw, by=teacher, now=now)
        rosters.bring(cohort, raw, by=teacher, now=now)
        early.see_to(cohort, raw, by=teacher, now=now)
        permits.prepare(cohort, raw, by=teacher, details=_details, notice=NOTICE, now=now)


def _season(raw: Raw) -> Raw:
    """A class of an earlier season with the names of its people drawn, the same every time."""
    luck = random.Random(raw["title"])  # noqa: S311 -- play, not secrecy
    people = []
    for group in raw["people"]:
        for pace in ("all", "half"):
            for _number in range(group[pace]):
                name = f"{luck.choice(raw['first'][group['sex']])} {luck.choice(raw['family'])}"
                people.append({**group, "name": name, "year": luck.randint(1978, 2004), "pace": pace})
    return {**raw, "people": people}


def show_trainee(*, now: datetime) -> tuple[str, str]:
    """The learner code and the PIN of the trainee whom visitors may be. Her PIN is the same every time."""
    learner = Learner.objects.select_related("user").get(user__name=TRAINEE)
    pin = reset_pin(
        user=learner.user, by=User.objects.get(username="admin@baon.example"), now=now,
        randomness=lambda count: b"\x2a\x11\x5c\x93\x07\xe1\x44\xb8"[:count].ljust(count, b"\x2a"),
    )  # fmt: skip
    return learner.user.username, pin


def _open(raw: Raw, teacher: User, now: datetime) -> Cohort:
    course = CoursePage.objects.get(slug=raw.get("course", COURSE), locale__language_code="en")
    plan = ClassPlan(
        title=raw["title"],
        course=course,
        centre=Organisation.objects.get(code=raw["centre"]),
        starts_on=(now + timedelta(days=raw["starts"])).date(),
        ends_on=(now + timedelta(days=raw["ends"])).date(),
        languages=tuple(raw["languages"]),
        destinations=Destination.objects.filter(code__in=raw["destinations"]),
        safeguarding_name=raw["safeguarding"][0],
        safeguarding_phone=raw["safeguarding"][1],
        women_only=raw.get("women_only", False),
        childcare=raw.get("childcare", False),
        venue=raw.get("venue", ""),
        capacity=raw.get("places"),
    )
    return open_class(form_id=streams.stable_id("class", raw["title"]), plan=plan, by=teacher, now=now)


def _details(person: Raw, raw: Raw) -> MinimumRecord:
    return MinimumRecord(
        name=person["name"],
        name_own=person.get("own", ""),
        birth_year=person["year"],
        sex=person.get("sex", "woman"),
        origin=Origin.objects.get(code=raw["origin"]),
        destination=Destination.objects.get(code=person["to"]),
        occupation=person.get("work", "domestic"),
        language=person.get("language", raw["language"]),
    )


def _hold_sessions(cohort: Cohort, raw: Raw, teacher: User, now: datetime) -> None:
    """Past sessions with a roll call, and one to come where the class still runs."""
    present = Mark("present", 180, id_seen=True)
    enrolments = list(cohort.enrolments.order_by("pk"))
    running = (-1, 1) if raw["ends"] >= 0 else ()
    for number, days in enumerate((raw["starts"], raw["starts"] + 1, raw["starts"] + 2, *running)):
        starts = datetime.combine((now + timedelta(days=days)).date(), time(9), tzinfo=UTC)
        session = add_session(cohort=cohort, starts_at=starts, minutes=180, topic="")
        if starts > now:
            continue
        marks = {
            enrolment.pk: Mark("absent") if _was_away(person["pace"], position + number) else present
            for position, (enrolment, person) in enumerate(zip(enrolments, raw["people"], strict=True))
        }
        mark_attendance(
            marking=streams.stable_id("roll", cohort.code, number), session=session, marks=marks, by=teacher, now=now
        )


def _was_away(pace: str, turn: int) -> bool:
    return pace in {"none", "half"} and turn % 3 == 0


def addresses() -> dict[str, str]:
    """Where each role begins."""
    return {name: f"{settings.PUBLIC_URL}{path}" for name, path in
            {"site": "/", "trainee": "/sign-in/", "staff": "/sign-in/staff/", "check": "/verify/"}.items()}  # fmt: skip
