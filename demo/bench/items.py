"""Item analysis over a million answers: made by a model that is known, read back as the worker does."""

from __future__ import annotations

import json
import math
import random
import resource
import time
import uuid
from dataclasses import dataclass
from itertools import islice
from statistics import correlation
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import User
from assessments import analysis, queries, scoring
from assessments.content import fingerprint
from assessments.models import Answer, Attempt, ItemStatistic, Question, QuestionVersion, Quiz
from assessments.statistics.counting import count_items
from core.models import Topic
from demo.bench.server import bare, manage

QUESTIONS = 500
ASKED = 20  # in an attempt
PEOPLE = 2000
CHANGED = 0.05  # the share of answers that are given a second time, otherwise
WRONG_KEYS = 10  # questions with the wrong answer marked as right
RIGHT, WRONG = "right", "wrong"  # so begin the keys of questions, to be told apart when they are read back
GUESSES = (3, 2, 1)  # how often each of the other options is taken
SAMPLE = 500  # attempts scored the plain way
_BATCH = 20_000
_SEED = 20_261_121


@dataclass(frozen=True)
class Item:
    """A question of the model: how sharply it tells people apart, and how hard it is. The first option is right."""

    version: int
    sharp: float
    hard: float
    options: tuple[str, ...]


def run(*, answers: int, database: str) -> dict[str, Any]:
    """Fill a database of its own in one process, analyse it in another, so that memory is that of the analysis."""
    with bare(database=database) as environment:
        manage(["bench", "answered", "--answers", str(answers)], environment)
        measured: dict[str, Any] = json.loads(manage(["bench", "analysing"], environment).splitlines()[-1])
        return measured


def fill(*, answers: int) -> dict[str, Any]:
    """Write questions, people and submitted attempts until there are so many answers."""
    luck = random.Random(_SEED)  # noqa: S311 -- a model, no secret
    items = [_item(luck, number) for number in range(QUESTIONS)]
    people = User.objects.bulk_create(User(username=f"BENCH{number:05}") for number in range(PEOPLE))
    quiz = Quiz.objects.create(key="bench", title="Bench")
    minds = {person.pk: luck.gauss(0, 1) for person in people}
    written = 0
    while written < answers:
        attempts, given = _attempts(luck, quiz, minds, items, most=min(_BATCH, answers - written))
        Attempt.objects.bulk_create(attempts, 500)
        Answer.objects.bulk_create(given, 1000)
        written += len(given)
    return {"answers": written, "attempts": Attempt.objects.count(), "items": QUESTIONS}


def analyse() -> dict[str, Any]:
    """Count as the worker does, compare with the model, and set the plain way beside it."""
    before = _peak_mb()
    begun, worked = time.perf_counter(), time.process_time()
    attempts = count_items(now=timezone.now())
    seconds, cpu = time.perf_counter() - begun, time.process_time() - worked
    peak = _peak_mb()
    return {
        "answers": Answer.objects.count(),
        "seconds": round(seconds, 1),
        "peak_mb": round(peak),
        "peak_mb_before": round(before),
        "cpu_seconds": round(cpu, 1),
        "items": QUESTIONS,
        "attempts": attempts,
        "database": connection.vendor,
        "plain_seconds_extrapolated": round(_plain_seconds() / min(SAMPLE, attempts) * attempts),
        **_compared(),
    }


def _item(luck: random.Random, number: int) -> Item:
    topic, _made = Topic.objects.get_or_create(code="bench", defaults={"name": "Bench"})
    options = tuple(str(_uuid(luck)) for _ in range(4))
    made = WRONG if number < WRONG_KEYS else RIGHT
    # Those with a wrong key would show nothing if nobody could tell the answers apart.
    sharp = luck.uniform(1 if made == WRONG else 0, 2)
    content = _content(f"{made}-{number}-{round(sharp * 100)}", options, right=options[1 if made == WRONG else 0])
    question = Question.objects.create(key=content["key"], topic=topic, kind="single", stem=content["stem"]["en"])
    version = QuestionVersion.objects.create(
        question=question, number=1, content=content, content_hash=fingerprint(content), made_at=timezone.now()
    )
    return Item(version.pk, sharp, luck.gauss(0, 1), options)


def _content(key: str, options: tuple[str, ...], *, right: str) -> dict[str, Any]:
    listed = [
        {"key": option, "text": {"en": f"Answer {place}"}, "match": {}, "match_key": option,
         "correct": option == right, "feedback": {}}
        for place, option in enumerate(options)
    ]  # fmt: skip
    return {
        "key": key, "kind": "single", "level": 2, "must_know": False, "topic": "bench", "destinations": [],
        "fact": "", "origin_fact": "", "lesson": "", "scene": {}, "stem": {"en": f"Question {key}?"},
        "feedback_right": {}, "feedback_wrong": {}, "options": listed,
    }  # fmt: skip


def _attempts(
    luck: random.Random, quiz: Quiz, minds: dict[int, float], items: list[Item], *, most: int
) -> tuple[list[Attempt], list[Answer]]:
    """Attempts with so many answers between them."""
    now, people = timezone.now(), list(minds)
    attempts: list[Attempt] = []
    given: list[Answer] = []
    while len(given) < most:
        person = luck.choice(people)
        asked = luck.sample(items, ASKED)
        attempt = Attempt(
            id=_uuid(luck), person_id=person, quiz=quiz, placement=_uuid(luck), language="en", pass_mark=70,
            versions=[item.version for item in asked], begun_at=now, submitted_at=now, earned=0, possible=ASKED,
            passed=False,
        )  # fmt: skip
        attempts.append(attempt)
        for item in asked:
            for sequence in range(2 if luck.random() < CHANGED else 1):
                response = _response(luck, item, minds[person])
                given.append(
                    Answer(id=_uuid(luck), attempt=attempt, version_id=item.version, response=response,
                           sequence=sequence, received_at=now)
                )  # fmt: skip
    return attempts, list(islice(given, most))


def _response(luck: random.Random, item: Item, mind: float) -> str:
    """By the two-parameter logistic model; who does not know it guesses among the others, the first wrong one most."""
    if luck.random() < 1 / (1 + math.exp(-item.sharp * (mind - item.hard))):
        return item.options[0]
    return luck.choices(item.options[1:], weights=GUESSES)[0]


def _uuid(luck: random.Random) -> uuid.UUID:
    return uuid.UUID(int=luck.getrandbits(128), version=4)


def _compared() -> dict[str, Any]:
    """What the flags say of the wrong keys, and how the discrimination found goes along with the sharpness made."""
    wrong = analysis.Reason.LIKELY_WRONG_KEY
    flagged, pairs = [], []
    for key, raw in ItemStatistic.objects.together().values_list("question__key", "figures"):
        figures = analysis.read(raw)
        made, _number, sharpness = key.split("-")
        if wrong in {flag.reason for flag in analysis.flags(figures)}:
            flagged.append(made)
        if made == RIGHT and figures.discrimination is not None:
            pairs.append((float(sharpness), figures.discrimination))
    return {
        "wrong_keys": WRONG_KEYS,
        "wrong_keys_flagged": flagged.count(WRONG),
        "right_keys_flagged": flagged.count(RIGHT),
        "agreement_with_model": round(correlation(*zip(*pairs, strict=True)), 3),
    }


def _plain_seconds() -> float:
    """Score some attempts one by one, each with its own queries."""
    begun = time.perf_counter()
    for attempt in Attempt.objects.submitted().order_by("pk")[:SAMPLE]:
        asked = queries.pinned(attempt)
        scoring.score(asked.values(), queries.given(attempt, asked))
    return time.perf_counter() - begun


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
