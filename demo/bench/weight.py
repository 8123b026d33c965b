"""What a lesson weighs on the wire, as a browser that unpacks gzip asks for it."""

from __future__ import annotations

import gzip
import json
import re
import urllib.request

from demo.bench.browser import filled
from demo.bench.server import Server, demo_server

FIRST = "/en/ph-jo/my-contract/wage-hours-rest/"
NEXT = "/en/ph-jo/my-contract/food-room-privacy/"
_LINKED = re.compile(r'<(?:script|link|img)[^>]+?(?:src|href)="([^"]+)"([^>]*)>')


def run() -> dict[str, float]:
    """Kilobytes of the first lesson (pictures of the lesson aside), its scripts, and of the lesson after it.

    Then of the page before ten questions with what it brings that is new, and of all ten, taken along at once.
    """
    with demo_server() as server:
        address = server.address
        page, page_size = _fetch(address + FIRST)
        files = {path: _fetch(address + path)[1] for path in _needed(page)}
        following, following_size = _fetch(address + NEXT)
        fresh = {path: _fetch(address + path)[1] for path in _needed(following) if path not in files}
        trainee = _signed_in(server)
        quiz = f"{address}/me/quiz/{json.loads(server.manage('bench', 'people', '--writers', '0'))['placement']}/"
        start, start_size = _fetch(quiz, trainee)
        more = {path: _fetch(address + path)[1] for path in _needed(start) if path not in files}
        _paper, carried_size = _fetch(f"{quiz}carry/", trainee)
    scripts = sum(size for path, size in files.items() if path.endswith(".js"))
    return {
        "first_kb": _kb(page_size + sum(files.values())),
        "first_js_kb": _kb(scripts),
        "next_kb": _kb(following_size + sum(fresh.values())),
        "quiz_kb": _kb(start_size + sum(more.values())),
        "quiz_carried_kb": _kb(carried_size),
    }


def _needed(page: str) -> list[str]:
    """What a page brings along besides the pictures of its lesson."""
    return [path for path, _rest in _LINKED.findall(page) if path.startswith("/static/") and "/figures/" not in path]


def _signed_in(server: Server) -> urllib.request.OpenerDirector:
    """The browser of a trainee of the demo."""
    code, pin = server.manage("demo", "--trainee").split()[-2:]
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    page, _size = _fetch(f"{server.address}/sign-in/", browser)
    form = filled(page, [("code", code), ("pin", pin), ("own_phone", "on")]).encode()
    door = urllib.request.Request(  # noqa: S310 -- our own address
        f"{server.address}/sign-in/", data=form, headers={"Referer": f"{server.address}/sign-in/"}
    )
    browser.open(door, timeout=30).close()
    return browser


def _fetch(url: str, browser: urllib.request.OpenerDirector | None = None) -> tuple[str, int]:
    """A page's text, and the bytes of its head and packed body."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310 -- our own address
    with (browser or urllib.request.build_opener()).open(request, timeout=30) as answer:
        body = answer.read()
        head = sum(len(name) + len(value) + 4 for name, value in answer.headers.items()) + 17
        if answer.headers.get("Content-Encoding") == "gzip":
            return gzip.decompress(body).decode(errors="replace"), head + len(body)
        return body.decode(errors="replace"), head + len(body)


def _kb(size: int) -> float:
    return round(size / 1000, 1)
