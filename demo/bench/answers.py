"""Whole attempts of ten questions, each answer saved by its own request, many people at once, over HTTP."""

from __future__ import annotations

import http.client
import json
import random
import re
import time
import uuid
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.db import connection
from django.utils import timezone

from assessments.models import Answer, Attempt
from courses import queries
from courses.models import Origin
from demo.bench.server import Server, demo_server
from learning.actions import ClassPlan, MinimumRecord, join, open_class
from learning.models import Cohort

CLASS_SIZE = 40
SENT_TWICE = 0.1  # the share of answers that a nervous phone sends again
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_HIDDEN = re.compile(r'<input type="hidden" name="(form|attempt)" value="([^"]+)"')
_FIELD = re.compile(r'<(?:input type="(?:radio|checkbox)"|select)[^>]* name="(answer-[^"]+)"')


def run(*, writers: int, database: str) -> dict[str, Any]:
    """Every writer takes the contract quiz once. What was acknowledged is then looked for in the database."""
    with demo_server(workers=2, database=database) as server:
        made = _ask_inside(server, "people", "--writers", str(writers))
        crowd = [Writer(server.address, *person) for person in made["writers"]]
        with ThreadPoolExecutor(writers) as pool:
            _all_at_once(pool, [writer.sign_in for writer in crowd])
            begun = time.perf_counter()
            _all_at_once(pool, [partial(writer.take, made["placement"]) for writer in crowd])
            seconds = time.perf_counter() - begun
        stored = _ask_inside(server, "kept")
    waits = sorted(wait for writer in crowd for wait in writer.waits)
    return {
        "answers_per_s": round(len(waits) / seconds, 1),
        "p99_ms": round(waits[int(len(waits) * 0.99)] * 1000, 1),
        "lost": sum(len(writer.acknowledged - set(stored["answered"].get(writer.code, []))) for writer in crowd),
        "doubled": stored["rows"] - sum(len(numbers) for numbers in stored["answered"].values()),
        "database": stored["database"],
        "writers": writers,
        "answers": len(waits),
        "attempts_per_minute": round(stored["submitted"] / seconds * 60),
        "submitted": stored["submitted"],
    }


def _all_at_once(pool: ThreadPoolExecutor, doings: list[Callable[[], None]]) -> None:
    for done in [pool.submit(doing) for doing in doings]:
        done.result()


def people(*, writers: int) -> dict[str, Any]:
    """Trainees in a class of their own, with their PINs, and the placement of the quiz they will take."""
    now = timezone.now()
    module = queries.outlines("en")[0].modules[0]
    like = Cohort.objects.select_related("course", "centre").first()
    if like is None:
        raise RuntimeError("Is the demo loaded here?")
    plan = ClassPlan(
        title="Benchmark", course=like.course, centre=like.centre, starts_on=now.date(), ends_on=now.date(),
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
    return {"placement": str(module.key), "writers": [(one.learner.user.username, one.pin) for one in joined]}


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
    cookies: dict[str, str] = field(default_factory=dict)

    def take(self, placement: str) -> None:
        here = f"/me/quiz/{placement}/"
        page = self._get(here)
        place = self._post(here, page, {})
        while "check" not in place:
            place = self._answer(place)
        self._post(place, self._get(place), {})

    def sign_in(self) -> None:
        parts = urlsplit(self.address)
        self.link = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        page = self._get("/sign-in/")
        if self._post("/sign-in/", page, {"code": self.code, "pin": self.pin}) == "/sign-in/":
            raise RuntimeError(f"{self.code} could not sign in")

    def _answer(self, place: str) -> str:
        page = self._get(place)
        fields = dict.fromkeys(_FIELD.findall(page), "not-sure")
        begun = time.perf_counter()
        following = self._post(place, page, fields)
        self.waits.append(time.perf_counter() - begun)
        self.acknowledged.add(int(place.rstrip("/").rsplit("/", 1)[1]))
        if random.random() < SENT_TWICE:  # noqa: S311 -- play, not secrecy
            self._post(place, page, fields)
        return following

    def _get(self, path: str) -> str:
        status, _headers, body = self._ask("GET", path, None)
        if status != 200:
            raise RuntimeError(f"GET {path}: {status}")
        return body

    def _post(self, path: str, page: str, fields: dict[str, str]) -> str:
        token = _TOKEN.search(page)
        hidden = dict(_HIDDEN.findall(page))
        data = urlencode({"csrfmiddlewaretoken": token[1] if token else "", **hidden, **fields})
        status, headers, _body = self._ask("POST", path, data)
        if status not in {302, 303}:
            raise RuntimeError(f"POST {path}: {status}")
        return headers.get("Location", "")

    def _ask(self, method: str, path: str, data: str | None) -> tuple[int, http.client.HTTPMessage, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if data is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": self.address + path}
        self.link.request(method, path, body=data, headers=headers)
        answer = self.link.getresponse()
        body = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers, body
