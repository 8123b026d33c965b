"""A migrated database kept between runs: each run begins with a copy of it instead of every migration.

It is known by what the migrations say. Where some were added, the newest copy that lacks only those is migrated on;
where one was changed, all are run. ``--create-db`` migrates in earnest.
"""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections

NAME = "baon_template"
KEPT = 3  # states of the tables: of what is written now, and of what was before somebody tried another migration


def migrations() -> dict[str, str]:
    """What each migration says."""
    return {
        f"{app.label}/{path.name}": sha256(path.read_bytes()).hexdigest()
        for app in apps.get_app_configs()
        for path in sorted(Path(app.path, "migrations").glob("*.py"))
    }


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time: the others wait until the template stands."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare(folder: Path) -> bool:
    """Let the test database be made from the template, which is made if need be; whether it lies there already."""
    folder = folder / connection.vendor
    with alone(folder):
        ways = _Files(folder) if connection.vendor == "sqlite" else _Databases()
        wanted = migrations()
        print_ = sha256(json.dumps(wanted).encode()).hexdigest()[:16]
        if not ways.has(print_):
            _make(ways, print_, _nearest(folder, ways, wanted))
        (folder / f"{print_}.json").write_text(json.dumps(wanted))  # written anew, it is the youngest
        for old in _notes(folder)[KEPT:]:
            ways.drop(old.stem)
            old.unlink()
        return ways.use(print_)


def _notes(folder: Path) -> list[Path]:
    """What the templates that are kept were made of, the youngest first."""
    return sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)


def _nearest(folder: Path, ways: _Files | _Databases, wanted: dict[str, str]) -> str | None:
    """The template with the most migrations of those that are wanted, and no other."""
    made_of = {path.stem: json.loads(path.read_text()) for path in _notes(folder) if ways.has(path.stem)}
    fitting = [print_ for print_, said in made_of.items() if said.items() <= wanted.items()]
    return max(fitting, key=lambda print_: len(made_of[print_]), default=None)


def _make(ways: _Files | _Databases, print_: str, nearest: str | None) -> None:
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = ways.begin(nearest)
    try:
        call_command("migrate", verbosity=0)
    finally:
        _let_go()
        connection.settings_dict["NAME"] = usual
    ways.finish(print_)


class _Files:
    """SQLite: a template is a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.unfinished = folder / "unfinished.sqlite3"

    def has(self, print_: str) -> bool:
        return self._of(print_).exists()

    def begin(self, nearest: str | None) -> str:
        _remove(self.unfinished)
        if nearest:
            shutil.copyfile(self._of(nearest), self.unfinished)
        return str(self.unfinished)

    def finish(self, print_: str) -> None:
        self.unfinished.rename(self._of(print_))

    def drop(self, print_: str) -> None:
        self._of(print_).unlink(missing_ok=True)

    def use(self, print_: str) -> bool:
        shutil.copyfile(self._of(print_), connection.settings_dict["TEST"]["NAME"])
        return True

    def _of(self, print_: str) -> Path:
        return self.folder / f"{print_}.sqlite3"


class _Databases:
    """PostgreSQL: a template is a database of the same server."""

    def has(self, print_: str) -> bool:
        return bool(_ask("SELECT 1 FROM pg_database WHERE datname = %s", [self._of(print_)]))

    def begin(self, nearest: str | None) -> str:
        _do(f'DROP DATABASE IF EXISTS "{NAME}"')
        _do(f'CREATE DATABASE "{NAME}"' + (f' TEMPLATE "{self._of(nearest)}"' if nearest else ""))
        return NAME

    def finish(self, print_: str) -> None:
        _do(f'ALTER DATABASE "{NAME}" RENAME TO "{self._of(print_)}"')

    def drop(self, print_: str) -> None:
        _do(f'DROP DATABASE IF EXISTS "{self._of(print_)}"')

    def use(self, print_: str) -> bool:
        connection.settings_dict["TEST"]["TEMPLATE"] = self._of(print_)
        return False

    def _of(self, print_: str) -> str:
        return f"{NAME}_{print_}"


@contextmanager
def kept() -> Iterator[None]:
    """The test database as it is now is kept, to be put back."""
    _let_go()
    name = connection.settings_dict["NAME"]
    _copy(name, _aside(name))
    try:
        yield
    finally:
        _let_go()
        if connection.vendor == "sqlite":
            _remove(Path(_aside(name)))
        else:
            _do(f'DROP DATABASE IF EXISTS "{_aside(name)}"')


def put_back() -> None:
    """The test database is again what ``kept`` keeps. Whoever is still connected is so to another, or no more."""
    _let_go()
    name = connection.settings_dict["NAME"]
    _copy(_aside(name), name)


def _aside(name: str) -> str:
    return f"{name}_kept"


def _copy(source: str, target: str) -> None:
    if connection.vendor == "sqlite":
        _remove(Path(target))
        shutil.copyfile(source, target)
    else:
        _do(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        _do(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)


def _let_go() -> None:
    """Close what is open; the file then holds everything."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()


def _ask(sql: str, values: list[str]) -> list[tuple[object, ...]]:
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _do(sql: str) -> None:
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(sql)
