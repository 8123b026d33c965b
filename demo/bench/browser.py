"""What a browser does with our pages, small enough for hundreds in one process: lines, cookies and forms."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_HIDDEN = re.compile(r'<input type="hidden" name="(form|attempt|from)" value="([^"]+)"')

FORM = "application/x-www-form-urlencoded"
Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Reply:
    """``cookies`` are those that it sets; ``location`` is where a redirect leads, without the host."""

    status: int
    location: str
    cookies: dict[str, str]
    body: str


class Line:
    """A connection that is opened when something is asked, and stays open until it is hung up."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port or 80
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes) -> Reply:
        """Raises ``OSError`` and ``EOFError`` when the connection breaks.

        One that had been idle may have been closed by the server meanwhile: then it is opened anew, as browsers do.
        """
        was_open = self._ends is not None
        try:
            return await self._exchange(request)
        except (OSError, EOFError):
            self.hang_up()
            if not was_open:
                raise
        return await self._exchange(request)

    async def _exchange(self, request: bytes) -> Reply:
        if self._ends is None:
            self._ends = await asyncio.open_connection(self.host, self.port)
        reader, writer = self._ends
        writer.write(request)
        await writer.drain()
        return await _read_reply(reader)

    def hang_up(self) -> None:
        if self._ends is not None:
            self._ends[1].close()
            self._ends = None


async def _read_reply(reader: asyncio.StreamReader) -> Reply:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    heads = [(name.lower(), value.strip()) for name, _colon, value in (line.partition(":") for line in lines[1:])]
    length = int(next((value for name, value in heads if name == "content-length"), 0))
    body = await reader.readexactly(length)
    set_cookies = [value.split(";", 1)[0].partition("=") for name, value in heads if name == "set-cookie"]
    return Reply(
        status=int(lines[0].split()[1]),
        location=next((value for name, value in heads if name == "location"), ""),
        cookies={name: value for name, _equals, value in set_cookies},
        body=body.decode(errors="replace"),
    )


class Unexpected(RuntimeError):
    """A page answered otherwise than it should have."""


@dataclass
class Browser:
    """Opens pages and sends their forms, as one person. ``travel`` takes a request there and brings a reply."""

    address: str
    travel: Callable[[bytes], Awaitable[Reply]]
    cookies: dict[str, str] = field(default_factory=dict)

    async def sign_in(self, code: str, pin: str) -> None:
        page = await self.open("/sign-in/")
        fields = [("code", code), ("pin", pin), ("own_phone", "on")]
        reply = await self._ask("POST", "/sign-in/", filled(page, fields))
        if reply.status != 302:
            raise Unexpected(f"{code} could not sign in: {reply.status}")

    async def open(self, path: str) -> str:
        """The page, which must be there."""
        reply = await self._ask("GET", path)
        if reply.status != 200:
            raise Unexpected(f"GET {path}: {reply.status} {reply.location}")
        return reply.body

    async def send(self, path: str, page: str, fields: Fields = ()) -> str:
        """Send the form of a page, with what it hides; where that leads."""
        reply = await self._ask("POST", path, filled(page, fields))
        if reply.status not in {302, 303}:
            raise Unexpected(f"POST {path}: {reply.status}")
        return reply.location

    async def tell(self, path: str, told: object) -> str:
        """Send JSON from a script of ours; what came back."""
        reply = await self._ask("POST", path, json.dumps(told), kind="application/json")
        if reply.status != 200:
            raise Unexpected(f"POST {path}: {reply.status}")
        return reply.body

    async def _ask(self, method: str, path: str, body: str = "", *, kind: str = FORM) -> Reply:
        reply = await self.travel(self._request(method, path, body, kind))
        self.cookies |= reply.cookies
        return reply

    def _request(self, method: str, path: str, body: str, kind: str) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [f"{method} {path} HTTP/1.1", f"Host: {urlsplit(self.address).netloc}", f"Cookie: {cookies}"]
        if method == "POST":
            lines += [
                f"Content-Type: {kind}",
                f"Content-Length: {len(body)}",
                f"Referer: {self.address}{path}",
            ]
        return "\r\n".join([*lines, "", body]).encode()


def filled(page: str, fields: Fields) -> str:
    """The body of the page's form: what it hides, and what she fills in."""
    token = _TOKEN.search(page)
    return urlencode([("csrfmiddlewaretoken", token[1] if token else ""), *hidden(page), *fields])


def hidden(page: str) -> list[tuple[str, str]]:
    """What names this form, or the attempt it belongs to."""
    return _HIDDEN.findall(page)
