"""A trial by kill -9 of quizzes: does an answer that was confirmed ever get lost, doubled, or scored otherwise?

Hundreds of phones in bad air take one quiz at once, while parts of the house die at moments drawn from a seed.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.bench.server import free_port, manage, scratch
from demo.chaos import house
from demo.chaos.house import Part
from demo.chaos.phone import Phone

SQLITE, OWN = "sqlite", "postgresql"  # the latter is started, and killed, by the trial itself
SURE = 0.5  # the share of people who answer all as it is right, and so are certified
STEPS = 12.5  # of a phone: ten answers, some of them changed, and sending them
AT_THE_DOOR = 16  # how many sign in at once; that is not on trial
LEASE_SECONDS = 20  # of a task; longer than a PDF takes when the machine has much else to do


@dataclass(frozen=True)
class Plan:
    """``seed`` fixes who does what, and after what share of all answers something is killed."""

    submissions: int
    kills: int
    seed: int


def run(plan: Plan, *, database: str) -> dict[str, Any]:
    """``database`` is ``sqlite``, ``postgresql``, or the address of an empty database that is never killed."""
    started = time.monotonic()
    with _database(database) as (address, own), scratch(database=address) as environment:
        port = free_port()
        environment |= {"PUBLIC_URL": f"http://127.0.0.1:{port}", "QUEUE_LEASE_SECONDS": str(LEASE_SECONDS)}
        folder = Path(environment["VAR_DIR"])
        made = _inside(environment, "people", "--writers", str(plan.submissions))
        web = house.web(environment, port=port, log=folder / "web.log")
        worker = house.worker(environment, log=folder / "worker.log")
        storm = Storm(plan, made, environment["PUBLIC_URL"], [web, worker, *own])
        with house.running(web), house.running(worker):
            asyncio.run(storm.blow())
            told = folder / "told.json"
            told.write_text(json.dumps([phone.told() for phone in storm.phones]))
            found = _inside(environment, "ledger", "--placement", made["placement"], "--told", str(told))
    return storm.figures() | found | {"database": database, "seconds": round(time.monotonic() - started)}


@contextmanager
def _database(choice: str) -> Iterator[tuple[str, list[Part]]]:
    """Its address, none for SQLite, and the part that may be killed, if it is ours."""
    if choice == OWN:
        port = free_port()
        with house.postgresql(port=port) as part:
            yield f"postgres://baon@127.0.0.1:{port}/postgres", [part]
    else:
        yield "" if choice == SQLITE else choice, []


def _inside(environment: dict[str, str], *words: str) -> dict[str, Any]:
    """Run a part of the trial where its data is."""
    found: dict[str, Any] = json.loads(manage(["chaos", *words], environment).splitlines()[-1])
    return found


def moments(plan: Plan, names: Sequence[str]) -> list[tuple[float, str]]:
    """What dies after what share of all answers. The worker dies late: it has work once the first are certified."""
    luck = random.Random(plan.seed)  # noqa: S311 -- moments, not secrets
    kinds = [names[turn % len(names)] for turn in range(plan.kills)]
    return sorted((luck.uniform(0.85, 1) if kind == "worker" else luck.random(), kind) for kind in kinds)


class Storm:
    """The phones, and what happens around them."""

    def __init__(self, plan: Plan, made: dict[str, Any], address: str, mortal: list[Part]) -> None:
        self.plan, self.made, self.mortal = plan, made, {part.name: part for part in mortal}
        self.luck = random.Random(plan.seed)  # noqa: S311 -- play, not secrecy
        self.phones = [
            Phone(address, code, pin, random.Random(f"{plan.seed} {turn}"), sure=self.luck.random() < SURE)  # noqa: S311 -- as above
            for turn, (code, pin) in enumerate(made["people"])
        ]
        self.killed: Counter[str] = Counter()
        self.stuck: list[BaseException] = []
        self.over = False

    async def blow(self) -> None:
        for part in self.mortal.values():
            await part.wake()
        await self._sign_in()
        killing = asyncio.create_task(self._kill())
        takings = [asyncio.create_task(phone.take(self.made["placement"], self.made["ways"])) for phone in self.phones]
        ends = await asyncio.gather(*takings, return_exceptions=True)
        self.stuck = [end for end in ends if end is not None]
        self.over = True
        await killing

    async def _sign_in(self) -> None:
        door = asyncio.Semaphore(AT_THE_DOOR)

        async def enter(phone: Phone) -> None:
            async with door:
                await phone.sign_in()

        await asyncio.gather(*map(enter, self.phones))

    async def _kill(self) -> None:
        """At its moment each; what is left when the last phone is done, soon one after another."""
        for moment, name in moments(self.plan, list(self.mortal)):
            while self._done() < moment and not self.over:
                await asyncio.sleep(0.05)
            part = self.mortal[name]
            part.kill()
            self.killed[name] += 1
            await asyncio.sleep(self.luck.random())
            part.start()
            await part.wake()

    def _done(self) -> float:
        return sum(phone.acknowledged + phone.submitted for phone in self.phones) / (len(self.phones) * STEPS)

    def figures(self) -> dict[str, Any]:
        """``unlike`` are copies of one form that were answered otherwise than the first of them; ``asked_again`` is how
        often nothing came back, by why. A phone is ``stuck`` that was led astray or heard nothing for too long."""
        luck: Counter[str] = sum((phone.luck_had for phone in self.phones), Counter())
        unlike = luck.pop("unlike", 0)
        return {
            "submissions": sum(phone.submitted for phone in self.phones),
            "acknowledged": sum(phone.acknowledged for phone in self.phones),
            "kills": self.killed.total(),
            **{f"kills_{name}": self.killed[name] for name in self.mortal},
            "unlike": unlike,
            "stuck": [repr(end) for end in self.stuck],
            "asked_again": dict(luck),
        }
