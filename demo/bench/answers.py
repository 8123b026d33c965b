"""Whole attempts of ten questions, each answer saved by its own request, many people at once, over HTTP."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from assessments.models import Answer, Attempt
from courses import queries
from courses.models import CoursePage, Origin
from demo.bench.browser import Browser, Line, Unexpected
from demo.bench.server import Server, demo_server
from learning.actions import ClassPlan, MinimumRecord, join, open_class
from learning.models import Cohort

QUIZ = "a3"  # about contracts, ten questions
CLASS_SIZE = 40
SENT_TWICE = 0.1  # the share of answers that a nervous phone sends again
_FIELD = re.compile(r'<(?:input type="(?:radio|checkbox)"|select)[^>]* name="(answer-[^"]+)"')
_CARRIED = re.compile(r'<form[^>]* data-number="(\d+)" data-version="(\d+)"(.*?)</form>', re.DOTALL)


def run(*, writers: int, database: str) -> dict[str, Any]:
    """Every writer takes the contract quiz once: first by pages alone, then as many others with the quiz's script.

    What was acknowledged is then looked for in the database.
    """
    with demo_server(workers=2, database=database) as server:
        made = _ask_inside(server, "people", "--writers", str(2 * writers))
        readers = [Writer(server.address, *person) for person in made["writers"][:writers]]
        carriers = [Carrier(server.address, *person) for person in made["writers"][writers:]]
        by_pages = _figures(readers, asyncio.run(_take_all(readers, made["placement"])))
        carried = _figures(carriers, asyncio.run(_take_all(carriers, made["placement"])))
        stored = _ask_inside(server, "kept")
    crowd = [*readers, *carriers]
    return {
        **carried,
        "lost": sum(len(writer.acknowledged - set(stored["answered"].get(writer.code, []))) for writer in crowd),
        "doubled": stored["rows"] - sum(len(numbers) for numbers in stored["answered"].values()),
        "database": stored["database"],
        "writers": writers,
        "submitted": stored["submitted"],
        "by_pages": by_pages,
    }


def _figures(crowd: Sequence[Writer], seconds: float) -> dict[str, Any]:
    waits = sorted(wait for writer in crowd for wait in writer.waits)
    return {
        "answers_per_s": round(len(waits) / seconds, 1),
        "p99_ms": round(waits[int(len(waits) * 0.99)] * 1000, 1),
        "median_ms": round(waits[len(waits) // 2] * 1000, 1),
        "attempts_per_minute": round(len(crowd) / seconds * 60),
    }


async def _take_all(crowd: Sequence[Writer], placement: str) -> float:
    """All sign in, then all take the quiz; the seconds that the quiz took."""
    await asyncio.gather(*(writer.sign_in() for writer in crowd))
    begun = time.perf_counter()
    await asyncio.gather(*(writer.take(placement) for writer in crowd))
    return time.perf_counter() - begun


def people(*, writers: int) -> dict[str, Any]:
    """Trainees in classes of their own, with their PINs, and the placement of the quiz they will take."""
    module = next(one for course in queries.outlines("en") for one in course.modules if one.quiz == QUIZ)
    course = Cohort.objects.select_related("course").all()[0].course
    return {
        "placement": str(module.key),
        "writers": gather_people(writers=writers, course=course, now=timezone.now()),
    }


def gather_people(*, writers: int, course: CoursePage, now: datetime) -> list[tuple[str, str]]:
    """Codes and PINs of trainees in new classes of a course, which are otherwise like the demo's first."""
    like = Cohort.objects.select_related("centre").all()[0]
    plan = ClassPlan(
        title="Benchmark", course=course, centre=like.centre, starts_on=now.date(), ends_on=now.date(),
        languages=("en",), destinations=like.destinations.all(), safeguarding_name="-", safeguarding_phone="-",
    )  # fmt: skip
    teacher = like.instructors.get()
    cohorts = [open_class(form_id=uuid.uuid4(), plan=plan, by=teacher, now=now) for _ in range(0, writers, CLASS_SIZE)]
    details = MinimumRecord(
        name="Writer", sex="unsaid", origin=Origin.objects.get(code="PH"), destination=like.destinations.all()[0],
        occupation="care", language="en",
    )  # fmt: skip
    joined = [
        join(record_id=uuid.uuid4(), cohort=cohorts[n // CLASS_SIZE], details=details, notice_version="bench", now=now)
        for n in range(writers)
    ]
    return [(one.learner.user.username, one.pin) for one in joined]


def kept() -> dict[str, Any]:
    """What the database holds of these trainees: which questions each has answered, and in how many rows."""
    rows = Answer.objects.filter(attempt__person__name="Writer").select_related("attempt__person")
    answered: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        answered[row.attempt.person.username].add(row.attempt.versions.index(row.version_id) + 1)
    return {
        "answered": {code: sorted(numbers) for code, numbers in answered.items()},
        "rows": len(rows),
        "submitted": Attempt.objects.submitted().filter(person__name="Writer").count(),
        "database": connection.vendor,
    }


def _ask_inside(server: Server, *words: str) -> dict[str, Any]:
    """Run a part of this benchmark where the server's data is."""
    found: dict[str, Any] = json.loads(server.manage("bench", *words).splitlines()[-1])
    return found


@dataclass
class Writer:
    """One person's phone: signs in, answers ten questions, sends them. Counts only what the server acknowledged."""

    address: str
    code: str
    pin: str
    acknowledged: set[int] = field(default_factory=set)
    waits: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.line = Line(self.address)
        self.browser = Browser(self.address, self.line.ask)

    async def sign_in(self) -> None:
        await self.browser.sign_in(self.code, self.pin)

    async def take(self, placement: str) -> None:
        here = f"/me/quiz/{placement}/"
        place = await self.browser.send(here, await self.browser.open(here))
        while "check" not in place:
            place = await self._answer(place)
        await self.browser.send(place, await self.browser.open(place))
        self.line.hang_up()

    async def _answer(self, place: str) -> str:
        page = await self.browser.open(place)
        fields = [(name, "not-sure") for name in dict.fromkeys(_FIELD.findall(page))]
        begun = time.perf_counter()
        following = await self.browser.send(place, page, fields)
        self.waits.append(time.perf_counter() - begun)
        self.acknowledged.add(int(place.rstrip("/").rsplit("/", 1)[1]))
        if random.random() < SENT_TWICE:  # noqa: S311 -- play, not secrecy
            await self.browser.send(place, page, fields)
        return following


class Carrier(Writer):
    """The same person where scripts run: all questions come at once, and every answer goes out by itself."""

    async def take(self, placement: str) -> None:
        here = f"/me/quiz/{placement}/"
        await self.browser.open(here)
        paper = json.loads(await self.browser.open(f"{here}carry/"))
        attempt = {"attempt": paper["attempt"]}
        await self._tell({"verb": "begun", "paper": paper["paper"], **attempt})
        questions = _CARRIED.findall(paper["html"])
        ids = [str(uuid.uuid4()) for _question in questions]
        for (number, version, fields), key in zip(questions, ids, strict=True):
            told = {
                "verb": "answered", "id": key, "version": int(version), "sequence": int(number),
                "fields": [[name, "not-sure"] for name in dict.fromkeys(_FIELD.findall(fields))], **attempt,
            }  # fmt: skip
            begun = time.perf_counter()
            await self._tell(told)
            self.waits.append(time.perf_counter() - begun)
            self.acknowledged.add(int(number))
            if random.random() < SENT_TWICE:  # noqa: S311 -- play, not secrecy
                await self._tell(told)
        await self._tell({"verb": "sent", "answers": ids, **attempt})
        self.line.hang_up()

    async def _tell(self, told: dict[str, Any]) -> None:
        (receipt,) = json.loads(await self.browser.tell("/me/records/", {"records": [{"open": told}]}))["receipts"]
        if receipt["outcome"] == "kept_apart":
            raise Unexpected(str(receipt))
