"""The house as processes that can be killed and started again: web, worker, and a PostgreSQL of our own."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from demo.bench.server import ROOT

POSTGRES_PROGRAMS = Path("/usr/lib/postgresql")  # where Debian keeps them, by version
PATIENCE_SECONDS = 90  # a busy machine starts slowly


class NoSuchProgram(RuntimeError):
    """PostgreSQL is not installed on this machine."""


@dataclass
class Part:
    """One part of the house. It leads a process group, so that its children die with it.

    ``user`` is whom it runs as, if not as we do.
    """

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    is_awake: Callable[[], bool]
    user: str | None = None
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 -- our own command
                self.command, env=self.environment, cwd="/" if self.user else ROOT, user=self.user,
                group=self.user, start_new_session=True, stdout=log, stderr=log,
            )  # fmt: skip

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    async def wake(self) -> None:
        """Wait for it. One that has ended is started again: PostgreSQL ends while orphans of its last life live."""
        for _ in range(PATIENCE_SECONDS * 5):
            if self.process.poll() is not None:
                self.start()
            if self.is_awake():
                return
            await asyncio.sleep(0.2)
        raise RuntimeError(f"{self.name} does not start; see {self.log}")

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()


@contextmanager
def running(part: Part) -> Iterator[None]:
    """Started at the beginning, stopped at the end, however often it was killed between."""
    part.start()
    try:
        yield
    finally:
        part.stop()


def web(environment: dict[str, str], *, port: int, log: Path) -> Part:
    """As the Procfile starts it."""
    command = [
        str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--port", str(port), "--workers", "2",
        "--blocking-threads", "2", "--log-level", "error", "config.wsgi:application",
    ]  # fmt: skip
    return Part("web", command, environment, log, is_awake=partial(_listens, port))


def worker(environment: dict[str, str], *, log: Path) -> Part:
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-c", "2", "-l", "ERROR"]
    return Part("worker", command, environment | {"CELERY_SKIP_CHECKS": "1"}, log, is_awake=lambda: True)


@contextmanager
def postgresql(*, port: int) -> Iterator[Part]:
    """An empty PostgreSQL, awake. Its settings are the usual ones: what is committed has been written to disk."""
    programs = max(POSTGRES_PROGRAMS.glob("*/bin"), key=lambda path: int(path.parent.name), default=None)
    if programs is None:
        raise NoSuchProgram(f"There is no PostgreSQL in {POSTGRES_PROGRAMS}.")
    with tempfile.TemporaryDirectory(prefix="baon-postgres-") as folder:
        user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
        data = Path(folder) / "data"
        data.mkdir()
        if user:
            os.chmod(folder, 0o755)  # noqa: S103 -- its user must come to the data, which are closed to others
            shutil.chown(data, user, user)
        initdb = [str(programs / "initdb"), "-D", str(data), "-U", "baon", "--auth=trust", "-E", "UTF8"]
        subprocess.run(initdb, user=user, group=user, cwd="/", check=True, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own command
        command = [str(programs / "postgres"), "-D", str(data), "-p", str(port),
                   "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]  # fmt: skip
        asks = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
        part = Part("database", command, dict(os.environ), Path(folder) / "log", partial(_succeeds, asks), user)
        with running(part):
            asyncio.run(part.wake())
            yield part


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603 -- our own command


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
