"""Lifelike staff, classes and trainees, made through the same actions that people use."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import transaction

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
from assessments.actions import save_answer
from assessments.models import Attempt
from assessments.queries import checklists, pinned, question
from assessments.questions import Kind, Question
from courses import queries
from courses.models import CoursePage, Destination, Origin
from courses.outline import CourseOutline
from demo import classroom, files, rolls, rosters, streams
from demo.wording import columns
from learning.actions import (
    ClassPlan,
    Mark,
    MinimumRecord,
    Sighting,
    add_session,
    begin_quiz,
    join,
    mark_attendance,
    open_class,
    read_lessons,
    record_practice,
    submit_quiz,
)
from learning.before import only_try, place_before
from learning.models import Cohort, Learner
from learning.queries import tests_before

Raw = dict[str, Any]
PASSWORD: str = files.read("people.yaml")["password"]
TRAINEE: str = files.read("people.yaml")["trainee"]
COURSE = "domestic-and-care-work"
NOTICE = "2026-11"
# What share of the course each pace has walked.
PACES = {"none": 0.0, "half": 0.5, "most": 0.8, "all": 1.0}


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
        classroom.meet(cohort, raw, by=teacher, now=now)
        rosters.bring(cohort, raw, by=teacher, now=now)


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


@dataclass
class Walk:
    """One trainee's way through her course, as far as her pace takes her."""

    learner: Learner
    cohort: Cohort
    person: Raw
    now: datetime

    @transaction.atomic
    def go(self) -> None:
        course = queries.outline(self.cohort.course.translation_key, "en")
        if self.person["pace"] != "none":
            self._show_before(course)
        steps = list(self._steps(course))
        walked = steps[: round(len(steps) * PACES[self.person["pace"]])]
        for (placement, quiz), together in groupby(walked, key=lambda step: step[:2]):
            if quiz:
                self._pass(placement, quiz)
                self._show(placement, quiz)
            else:
                self._read([lesson for *_place, lesson in together])

    def _steps(self, course: CourseOutline) -> Iterator[tuple[uuid.UUID, str, uuid.UUID]]:
        """Where each step is taken, the quiz it is or none, and the lesson it is."""
        for module in course.modules:
            for lesson in module.lessons:
                yield module.key, "", lesson.key
            if module.quiz:
                yield module.key, module.quiz, module.key
        if course.final_quiz:
            yield course.key, course.final_quiz, course.key

    def _read(self, lessons: list[uuid.UUID]) -> None:
        read_lessons(
            lessons={streams.stable_id("read", self.learner.pk, lesson): lesson for lesson in lessons},
            learner=self.learner, destination=self.learner.destination.code, now=self.now,
        )  # fmt: skip

    def _show_before(self, course: CourseOutline) -> None:
        """The test before the course; about half of it is known already."""
        for key, quiz in tests_before([course]).items():
            place = place_before(key)
            attempt = self._try(place, quiz, only_try(place, self.learner.user_id), known=0.5)
            submit_quiz(attempt=attempt, now=self.now)

    def _pass(self, placement: uuid.UUID, quiz: str) -> None:
        """Try until it is passed, knowing a little more each time."""
        for number in range(3):
            attempt_id = streams.stable_id("attempt", self.learner.pk, placement, number)
            attempt = self._try(placement, quiz, attempt_id, known=0.85 if number < 2 else 1, must_know=True)
            if submit_quiz(attempt=attempt, now=self.now).score.ratio >= 1:
                return

    def _show(self, placement: uuid.UUID, quiz: str) -> None:
        """Practise before the instructor; who is only half-way has not yet. Now and then a plan is told instead."""
        asked = [each for each in checklists() if each.quiz == quiz] if self.person["pace"] != "half" else []
        for each in asked:
            luck = random.Random(f"{self.learner.pk}/{each.question}")  # noqa: S311 -- play, not secrecy
            checklist = question(each.version)
            told = checklist.kind == Kind.PRACTICE and luck.random() < 0.1
            record_practice(
                form_id=streams.stable_id("practice", self.learner.pk, each.question), version_id=each.version,
                placement=placement, sightings=[Sighting(self.learner, checklist.option_keys, instead=told)],
                by=self.cohort.instructors.get(), now=self.now,
            )  # fmt: skip

    def _try(
        self, placement: uuid.UUID, quiz: str, attempt_id: uuid.UUID, *, known: float, must_know: bool = False
    ) -> Attempt:
        """An attempt with each answer given: a share of what she knows by chance, and all that everyone must know."""
        attempt = begin_quiz(
            attempt_id=attempt_id,
            learner=self.learner,
            quiz=quiz,
            placement=placement,
            language=self.learner.user.language,
            now=self.now,
        )
        luck = random.Random(str(attempt.pk))  # noqa: S311 -- play, not secrecy
        for sequence, (version, asked) in enumerate(pinned(attempt).items()):
            sure = (must_know and asked.must_know) or luck.random() < known
            save_answer(
                answer_id=streams.stable_id("answer", attempt.pk, version), attempt=attempt, version_id=version,
                raw=right_answer(asked) if sure else None, sequence=sequence, now=self.now,
            )  # fmt: skip
        return attempt


def right_answer(question: Question) -> object:
    """What is right, in the shape that an answer is sent in."""
    keys = [option.key for option in question.options]
    right = [option.key for option in question.options if option.correct]
    if question.kind == Kind.MATCHING:
        return {option.key: option.match_key for option in question.options}
    if question.kind == Kind.ORDERING:
        return keys
    return right if question.kind == Kind.MULTIPLE else right[0]


def addresses() -> dict[str, str]:
    """Where each role begins."""
    return {name: f"{settings.PUBLIC_URL}{path}" for name, path in
            {"site": "/", "trainee": "/sign-in/", "staff": "/sign-in/staff/", "check": "/verify/"}.items()}  # fmt: skip
