"""A shelf of finished documents in front of Django: what is on it is served without a query, a session or a person."""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from courses import shelf

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

SHELVE = "X-Shelve-Until"  # set by document views, taken off before an answer leaves
FOREVER = "forever"
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Shelved:
    """One answer in both its forms, true while the mark stands and the day has not passed."""

    mark: str
    until: date | None
    etag: str
    plain: tuple[list[tuple[str, str]], bytes]
    packed: tuple[list[tuple[str, str]], bytes]

    @property
    def size(self) -> int:
        return len(self.plain[1]) + len(self.packed[1])


class DocumentShelf:
    """A WSGI application round another. Keeps what document views allow to be kept, in memory, least used out first."""

    def __init__(self, application: Application, *, most_bytes: int = _MOST_BYTES) -> None:
        self.application = application
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[str, Shelved] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or environ.get("QUERY_STRING"):
            return self.application(environ, start_response)
        # The same path on another host is another answer: hosts are checked by Django, once each.
        key = f"{environ.get('HTTP_HOST', '')}{environ['PATH_INFO']}"
        kept = self._kept.get(key)
        if kept and kept.mark == shelf.mark() and not (kept.until and kept.until < _today()):
            return _answer(kept, environ, start_response)
        return self._ask(key, environ, start_response)

    def _ask(self, key: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        mark = shelf.mark()  # before the page is made: a publish meanwhile makes it old
        caught: list[Any] = []

        def catch(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            caught[:] = [status, headers]
            until = next((value for name, value in headers if name == SHELVE), None)
            if until is None or not status.startswith("200") or environ["REQUEST_METHOD"] != "GET":
                clean = [(name, value) for name, value in headers if name != SHELVE]
                return start_response(status, clean, exc_info) if exc_info else start_response(status, clean)
            caught.append(until)
            return _refuse_write

        answer = self.application(environ, catch)
        if len(caught) < 3:
            return answer
        try:
            body = b"".join(answer)
        finally:
            if close := getattr(answer, "close", None):
                close()
        kept = _shelve(body, caught[1], mark, caught[2])
        self._keep(key, kept)
        return _answer(kept, environ, start_response)

    def _keep(self, key: str, kept: Shelved) -> None:
        with self._lock:
            old = self._kept.pop(key, None)
            self._kept[key] = kept
            self._bytes += kept.size - (old.size if old else 0)
            while self._bytes > self._most_bytes and self._kept:
                _key, dropped = self._kept.popitem(last=False)
                self._bytes -= dropped.size


def _shelve(body: bytes, headers: list[tuple[str, str]], mark: str, until: str) -> Shelved:
    etag = next(value for name, value in headers if name == "ETag")
    dropped = {SHELVE, "Content-Length", "Content-Encoding", "Vary", "Set-Cookie"}
    common = [(name, value) for name, value in headers if name not in dropped] + [("Vary", "Accept-Encoding")]
    packed = gzip.compress(body, 9, mtime=0)
    return Shelved(
        mark=mark,
        until=None if until == FOREVER else date.fromisoformat(until),
        etag=etag,
        plain=([*common, ("Content-Length", str(len(body)))], body),
        packed=([*common, ("Content-Encoding", "gzip"), ("Content-Length", str(len(packed)))], packed),
    )


def _answer(kept: Shelved, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    known = environ.get("HTTP_IF_NONE_MATCH")
    headers, body = kept.packed if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else kept.plain
    if known and (known == "*" or kept.etag in known):
        quiet = {"Content-Length", "Content-Encoding", "Content-Type"}
        start_response("304 Not Modified", [header for header in headers if header[0] not in quiet])
        return [b""]
    start_response("200 OK", headers)
    return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _refuse_write(_data: bytes) -> None:
    raise AssertionError("Django never uses the write callable")


def _today() -> date:
    return datetime.now(UTC).date()
