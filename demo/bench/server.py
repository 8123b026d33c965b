"""A real web server on files of its own, filled with the demo, for a benchmark to ask."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_SECONDS = 90  # a busy machine starts slowly


@dataclass(frozen=True)
class Server:
    """A running server, and the environment in which commands meet the same data."""

    address: str
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        return manage(list(arguments), self.environment)


@contextmanager
def demo_server(*, workers: int = 1, database: str = "", urls: str = "", small: bool = True) -> Iterator[Server]:
    """Load the demo into a scratch place and serve it. Everything is gone afterwards.

    ``database`` is the address of an empty database to use instead of SQLite; it is left filled.
    """
    with scratch(database=database, urls=urls, small=small) as environment:
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        environment["PUBLIC_URL"] = address
        command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "config.wsgi:application",
                   "--port", str(port), "--workers", str(workers), "--log-level", "error",
                   "--blocking-threads", os.environ.get("WEB_THREADS", "2")]  # fmt: skip
        server = subprocess.Popen(command, env=environment, cwd=ROOT)  # noqa: S603 -- our own server
        try:
            _wait_for(address, server)
            yield Server(address, environment)
        finally:
            _stop(server)


@contextmanager
def scratch(*, database: str = "", urls: str = "", small: bool = True) -> Iterator[dict[str, str]]:
    """The environment of a fresh copy of the demo. Commands and servers started in it share its data."""
    with bare(database=database) as environment:
        environment["DEMO_CODES_FOR"] = "baon.example"
        environment["ALLOWED_HOSTS"] = "127.0.0.1,localhost"
        if urls:
            environment["EXTRA_URLS"] = urls
        for step in (
            ["collectstatic", "--noinput", "--verbosity", "0"],
            ["demo", "--quiet", *(["--small"] if small else [])],
        ):
            manage(step, environment)
        yield environment


@contextmanager
def bare(*, database: str = "") -> Iterator[dict[str, str]]:
    """The environment of a scratch place with tables and nothing in them."""
    with tempfile.TemporaryDirectory(prefix="baon-bench-") as folder:
        environment = {**os.environ, "VAR_DIR": folder, "DEBUG": "0", "DJANGO_SETTINGS_MODULE": "config.settings"}
        environment.pop("DATABASE_URL", None)
        if database:
            environment["DATABASE_URL"] = database
        manage(["migrate", "--verbosity", "0"], environment)
        yield environment


def manage(arguments: list[str], environment: dict[str, str]) -> str:
    """Run a management command in an environment and give what it printed."""
    done = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env=environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError("The web server did not start.")
        try:
            urllib.request.urlopen(f"{address}/en/", timeout=PATIENCE_SECONDS)  # noqa: S310 -- our own address
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The web server did not answer.")
