"""Pages about a small and a large class, and the list of a thousand classes: queries and milliseconds of each."""

from __future__ import annotations

import json
import random
import time
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page

from accounts import presence
from accounts.models import User
from assessments.actions import publish_question, save_answer
from assessments.models import Option, Question, Quiz, QuizPart
from assessments.queries import pinned
from core.models import Topic
from courses import shelf
from courses.models import CourseModule, CoursePage, LessonPage, ModulePage
from demo.bench.rosters import empty_class
from demo.bench.server import bare, manage
from learning.actions import ClassPlan, add_session, begin_quiz, key_person, open_class, read_lessons, submit_quiz
from learning.models import Cohort, Enrolment

FEW = 5
MODULES, LESSONS, QUESTIONS = 12, 6, 10
TIMES = 5
PAGES = {"": "", "glance_": "glance/", "people_": "people/?show=stuck"}
_SEED = 20_261_121


def run(*, people: int, classes: int, database: str) -> dict[str, Any]:
    """Make the classes in a database of their own and look at them, in a process of its own."""
    with bare(database=database) as environment:
        environment["ALLOWED_HOSTS"] = "127.0.0.1"
        manage(["collectstatic", "--noinput", "--verbosity", "0"], environment)
        said = manage(["bench", "looking", "--people", str(people), "--classes", str(classes)], environment)
        measured: dict[str, Any] = json.loads(said.splitlines()[-1])
        return measured


def look(*, people: int, classes: int) -> dict[str, Any]:
    """What each page of the console costs with few people and with many, in the database of this process."""
    now = timezone.now()
    small, teacher = empty_class()
    quiz = _fill(small.course, now)
    large = _another(small, teacher, "Large", now)
    for cohort, number in ((small, FEW), (large, people)):
        add_session(cohort=cohort, starts_at=now - timedelta(hours=2), minutes=90, topic="")
        for place in _people(cohort, teacher, number, now):
            _walk(place, quiz, now)
    for number in range(classes - 2):
        _another(small, teacher, f"Class {number}", now)
    browser = _signed_in(teacher)
    found: dict[str, Any] = {}
    for name, page in PAGES.items():
        found[f"{name}queries_{FEW}"], _time = _cost(browser, f"/teach/{small.code}/{page}")
        found[f"{name}queries_{people}"], found[f"{name}ms_{people}"] = _cost(browser, f"/teach/{large.code}/{page}")
    found["list_queries"], found["list_ms"] = _cost(browser, "/teach/")
    return {**found, "classes": Cohort.objects.count(), "database": connection.vendor}


def _signed_in(teacher: User) -> Client:
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(teacher)
    session = browser.session
    session[presence.PROVED] = teacher.pk  # as if she had shown her second factor
    session.save()
    return browser


def _cost(browser: Client, address: str) -> tuple[int, int]:
    """Queries of a page, and the median of its milliseconds, once it has been asked for before."""
    _ask(browser, address)
    with CaptureQueriesContext(connection) as asked:
        _ask(browser, address)
    queries = len(asked)  # now: the next request forgets them
    times = []
    for _each in range(TIMES):
        begun = time.perf_counter()
        _ask(browser, address)
        times.append(time.perf_counter() - begun)
    return queries, round(median(times) * 1000)


def _ask(browser: Client, address: str) -> None:
    answer = browser.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}.")


def _fill(course: CoursePage, now: datetime) -> Quiz:
    """Modules with lessons, the first of them with a quiz."""
    topic = Topic.objects.create(code="bench", name="Bench")
    quiz = Quiz.objects.create(key="bench", title="Bench", pass_mark=70)
    QuizPart.objects.create(quiz=quiz, topic=topic, count=QUESTIONS)
    for number in range(QUESTIONS * 2):
        question = Question.objects.create(
            key=f"bench-{number}", topic=topic, kind="single", stem=f"Question {number}?"
        )
        for place in range(4):
            Option.objects.create(question=question, position=place, text=f"Answer {place}", correct=not place)
        publish_question(question, now=now)
    root, locale = Page.get_first_root_node(), Locale.get_default()
    for number in range(MODULES):
        module = ModulePage(title=f"Module {number}", slug=f"module-{number}", summary="-", locale=locale)
        module.quiz = quiz if number == 0 else None
        root.add_child(instance=module)
        for lesson in range(LESSONS):
            module.add_child(instance=LessonPage(title=f"Lesson {lesson}", slug=f"lesson-{lesson}", locale=locale))
        CourseModule.objects.create(course=course, module=module, sort_order=number)
    shelf.renew()
    return quiz


def _another(cohort: Cohort, teacher: User, title: str, now: datetime) -> Cohort:
    plan = ClassPlan(
        title=title, course=cohort.course, centre=cohort.centre, starts_on=now.date(),
        ends_on=now.date() + timedelta(days=20), languages=("en",), destinations=list(cohort.destinations.all()),
        safeguarding_name="-", safeguarding_phone="-",
    )  # fmt: skip
    return open_class(form_id=uuid.uuid4(), plan=plan, by=teacher, now=now)


def _people(cohort: Cohort, teacher: User, count: int, now: datetime) -> Iterator[Enrolment]:
    for number in range(count):
        leaves = now.date() + timedelta(days=number % 40)
        values = {
            "name": f"Person {number}", "name_own": "", "birth_year": 1995, "sex": "woman", "origin": "PH",
            "destination": "JO", "occupation": "care", "language": "en", "phone": "",
            "departs_on": leaves.isoformat() if number % 3 else "",
        }  # fmt: skip
        row = key_person(
            form_id=uuid.uuid4(), cohort=cohort, values=values, like=None, decision="", by=teacher, now=now
        )
        yield Enrolment.objects.select_related("learner__user", "learner__origin", "learner__destination").get(
            pk=row.enrolment_id
        )


def _walk(place: Enrolment, quiz: Quiz, now: datetime) -> None:
    """Each has read some modules, and answered one quiz by luck."""
    luck = random.Random(f"{_SEED}/{place.learner.user.name}")  # noqa: S311 -- play, not secrecy
    modules = list(ModulePage.objects.order_by("path"))
    for module in modules[: luck.randint(0, MODULES)]:
        lessons = LessonPage.objects.child_of(module).values_list("translation_key", flat=True)
        read_lessons(
            lessons={uuid.uuid4(): lesson for lesson in lessons}, learner=place.learner, destination="JO", now=now
        )
    attempt = begin_quiz(
        attempt_id=uuid.uuid4(), learner=place.learner, quiz=quiz.key, placement=modules[0].translation_key,
        language="en", now=now,
    )  # fmt: skip
    for number, (version, asked) in enumerate(pinned(attempt).items()):
        save_answer(
            answer_id=uuid.uuid4(), attempt=attempt, version_id=version, sequence=number, now=now,
            raw=luck.choices([option.key for option in asked.options], weights=(5, 3, 1, 1))[0],
        )  # fmt: skip
    submit_quiz(attempt=attempt, now=now)
