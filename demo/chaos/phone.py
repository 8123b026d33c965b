"""A phone in bad air: takes a quiz, sends everything several times, loses replies, and does not give up."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from demo.bench.browser import Browser, Fields, Line, Reply, Unexpected, hidden

MOST_COPIES = 5
SPREAD_SECONDS = 0.3  # between the first and the last of copies that are sent together
DROPPED = 0.1  # the share of replies that never reach the phone
CHANGED = 0.15  # the share of answers that she changes before she sends them
ECHOED = 0.1  # the share of what was acknowledged that is sent once more, much later
ECHO_SECONDS = 15.0
REPLY_SECONDS = 120.0
LONGEST_REST = 8.0
PATIENCE_SECONDS = 1200.0
AGAIN = frozenset({408, 429, *range(500, 600)})  # what a phone takes for bad luck, not for an answer

QUIZ_FORM = b"POST /me/quiz/"
_QUESTION = re.compile(r'name="answer-([^"]+)" value="not-sure"')

# By a question's key, the ways to fill in its form; the first is right.
Ways = Mapping[str, Sequence[Fields]]


@dataclass(frozen=True)
class Sent:
    """One form with an answer: the question's number, the form's own id, what she filled in."""

    number: int
    form: str
    fields: Fields


@dataclass
class Phone:
    """Who is ``sure`` answers all as it is right; others as it comes.

    Answers go out one after another: of those ``sent``, the first ``acknowledged`` have been.
    """

    address: str
    code: str
    pin: str
    luck: random.Random
    sure: bool = False
    sent: list[Sent] = field(default_factory=list)
    acknowledged: int = 0
    submitted: bool = False
    luck_had: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.browser = Browser(self.address, self._insist)
        self._echoes: list[asyncio.Task[None]] = []

    async def sign_in(self) -> None:
        await self.browser.sign_in(self.code, self.pin)

    async def take(self, placement: str, ways: Ways) -> None:
        """The whole quiz: every question, some again, and off it goes."""
        here = f"/me/quiz/{placement}/"
        place = await self.browser.send(here, await self.browser.open(here))
        while (last := place.rstrip("/").rsplit("/", 1)[1]).isdigit():
            place = await self._answer(place, here, int(last), ways)
        if place != f"{here}check/":
            raise Unexpected(f"{self.code} was led to {place}")
        for number in sorted({one.number for one in self.sent}):
            if self.luck.random() < CHANGED:
                await self._answer(f"{here}{number}/?from=check", here, number, ways)
        await self._send(place, f"{here}result/")
        await asyncio.gather(*self._echoes)

    def told(self) -> dict[str, Any]:
        """What the phone knows, for the ledger."""
        return {
            "code": self.code,
            "sent": [asdict(one) for one in self.sent],
            "acknowledged": self.acknowledged,
            "submitted": self.submitted,
        }

    async def _answer(self, path: str, here: str, number: int, ways: Ways) -> str:
        page = await self.browser.open(path)
        found = _QUESTION.search(page)
        if found is None:
            raise Unexpected(f"{self.code} finds no question on {path}")
        fields = ways[found[1]][0] if self.sure else self.luck.choice(ways[found[1]])
        self.sent.append(Sent(number, dict(hidden(page))["form"], fields))
        following = await self.browser.send(f"{here}{number}/", page, fields)
        if following not in {f"{here}{number + 1}/", f"{here}check/"}:
            raise Unexpected(f"{self.code} answered {path} and was led to {following}")
        self.acknowledged += 1
        return following

    async def _send(self, path: str, result: str) -> None:
        if await self.browser.send(path, await self.browser.open(path)) != result:
            raise Unexpected(f"{self.code} could not send the quiz")
        self.submitted = True

    async def _insist(self, request: bytes) -> Reply:
        """Until a reply comes that is one, with rests that grow and differ. Forms go out in several copies."""
        end = time.monotonic() + PATIENCE_SECONDS
        rest = 0.5
        while time.monotonic() < end:
            copies = self.luck.randint(1, MOST_COPIES) if request.startswith(QUIZ_FORM) else 1
            came = [reply for reply in await asyncio.gather(*(self._try(request) for _ in range(copies))) if reply]
            if came:
                return self._settled(request, came)
            await asyncio.sleep(rest * self.luck.uniform(0.5, 1.5))
            rest = min(rest * 2, LONGEST_REST)
        raise Unexpected(f"{self.code} got no reply in {PATIENCE_SECONDS:.0f} s")

    def _settled(self, request: bytes, came: list[Reply]) -> Reply:
        self.luck_had["unlike"] += len({(reply.status, reply.location) for reply in came}) - 1
        if request.startswith(QUIZ_FORM) and self.luck.random() < ECHOED:
            self._echoes.append(asyncio.create_task(self._echo(request)))
        return came[0]

    async def _echo(self, request: bytes) -> None:
        await asyncio.sleep(self.luck.uniform(0, ECHO_SECONDS))
        await self._try(request)

    async def _try(self, request: bytes) -> Reply | None:
        """One copy on a line of its own; nothing where the reply did not come, or only spoke of bad luck."""
        drop, late = self.luck.random() < DROPPED, self.luck.uniform(0, SPREAD_SECONDS)
        await asyncio.sleep(late)
        line = Line(self.address)
        try:
            async with asyncio.timeout(REPLY_SECONDS):
                reply = await line.ask(request)
        except (OSError, EOFError):
            self.luck_had["broken"] += 1
            return None
        finally:
            line.hang_up()
        if drop or reply.status in AGAIN:
            self.luck_had["dropped" if drop else str(reply.status)] += 1
            return None
        return reply
