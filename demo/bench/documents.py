"""Warm lesson documents beside a bare Wagtail page of the same blocks: one server, one run, one after the other."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from config.wsgi import application
from courses import shelf
from demo.bench.load import requests_per_second
from demo.bench.server import demo_server

LESSON = "my-contract/wage-hours-rest/"


def run(*, seconds: float) -> dict[str, Any]:
    with demo_server(urls="demo.bench.bare") as server:
        bare = requests_per_second(f"{server.address}/bare/library/{LESSON}", seconds=seconds, gzip=False)
        document = requests_per_second(f"{server.address}/en/ph-jo/{LESSON}", seconds=seconds)
        counted = json.loads(server.manage("bench", "queries").splitlines()[-1])
    speeds = {
        "documents_per_s": round(document),
        "bare_wagtail_per_s": round(bare, 1),
        "ratio": round(document / bare, 1),
    }
    return speeds | counted


def queries() -> dict[str, int]:
    """How many queries the first and the second reader of a lesson cause. Asks the database
    this process runs on."""
    shelf.renew()
    counts = {}
    for name in ("queries_cold", "queries_warm"):
        environ = RequestFactory(headers={"host": "localhost"}).get(f"/en/ph-jo/{LESSON}").environ
        said: list[str] = []
        with CaptureQueriesContext(connection) as asked:
            answer = application(environ, lambda status, _headers, _error=None, said=said: said.append(status))
            b"".join(answer)
        if not said[0].startswith("200"):
            raise RuntimeError(f"{said[0]}: is the demo loaded here?")
        counts[name] = len(asked)
    return counts
