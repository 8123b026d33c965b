"""A migrated database kept between runs: each run begins with a copy of it instead of every migration.

It is known by what the migrations say, so a new migration makes a new one. ``--create-db`` migrates in earnest.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections

NAME = "baon_template"


def of_migrations() -> str:
    """What tells this state of the tables from any other."""
    print_ = hashlib.sha256()
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            print_.update(f"{app.label}/{path.name}".encode())
            print_.update(path.read_bytes())
    return print_.hexdigest()[:16]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time: the others wait until the template stands."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare(folder: Path) -> bool:
    """Let the test database be made from the template, which is made if need be; whether it lies there already."""
    with alone(folder):
        return _sqlite(folder) if connection.vendor == "sqlite" else _postgresql()


def _sqlite(folder: Path) -> bool:
    template = folder / f"{of_migrations()}.sqlite3"
    if not template.exists():
        for old in folder.glob("*.sqlite3"):
            old.unlink()
        _migrated(str(folder / "unfinished.sqlite3"))
        (folder / "unfinished.sqlite3").rename(template)
    shutil.copyfile(template, connection.settings_dict["TEST"]["NAME"])
    return True


def _postgresql() -> bool:
    template = f"{NAME}_{of_migrations()}"
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{NAME}%"])
        there = {name for (name,) in cursor.fetchall()}
        if template not in there:
            for old in there | {NAME}:
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
            cursor.execute(f'CREATE DATABASE "{NAME}"')
            _migrated(NAME)
            cursor.execute(f'ALTER DATABASE "{NAME}" RENAME TO "{template}"')
    connection.settings_dict["TEST"]["TEMPLATE"] = template
    return False


def _migrated(name: str) -> None:
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connections.close_all()
        if connection.vendor == "postgresql":
            connection.close_pool()
        connection.settings_dict["NAME"] = usual
