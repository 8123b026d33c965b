"""What a lesson weighs on the wire, as a browser that unpacks gzip asks for it."""

from __future__ import annotations

import gzip
import re
import urllib.request

from demo.bench.server import demo_server

FIRST = "/en/ph-jo/my-contract/wage-hours-rest/"
NEXT = "/en/ph-jo/my-contract/food-room-privacy/"
_LINKED = re.compile(r'<(?:script|link|img)[^>]+?(?:src|href)="([^"]+)"([^>]*)>')


def run() -> dict[str, float]:
    """Kilobytes of the first lesson (pictures of the lesson aside), its scripts, and of the lesson after it."""
    with demo_server() as server:
        address = server.address
        page, page_size = _fetch(address + FIRST)
        files = {path: _fetch(address + path)[1] for path in _needed(page)}
        following, following_size = _fetch(address + NEXT)
        fresh = {path: _fetch(address + path)[1] for path in _needed(following) if path not in files}
    scripts = sum(size for path, size in files.items() if path.endswith(".js"))
    return {
        "first_kb": _kb(page_size + sum(files.values())),
        "first_js_kb": _kb(scripts),
        "next_kb": _kb(following_size + sum(fresh.values())),
    }


def _needed(page: str) -> list[str]:
    """What a page brings along besides the pictures of its lesson."""
    return [path for path, _rest in _LINKED.findall(page) if path.startswith("/static/") and "/figures/" not in path]


def _fetch(url: str) -> tuple[str, int]:
    """A page's text, and the bytes of its head and packed body."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310 -- our own address
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 -- as above
        body = answer.read()
        head = sum(len(name) + len(value) + 4 for name, value in answer.headers.items()) + 17
        if answer.headers.get("Content-Encoding") == "gzip":
            return gzip.decompress(body).decode(errors="replace"), head + len(body)
        return body.decode(errors="replace"), head + len(body)


def _kb(size: int) -> float:
    return round(size / 1000, 1)
