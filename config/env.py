"""Typed readers of the environment. Settings are read here and nowhere else."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

ROOT = Path(__file__).resolve().parent.parent
_env = environ.Env()
_env.read_env(ROOT / ".env", overwrite=False)


def text(name: str, default: str = "") -> str:
    return str(_env.str(name, default=default))


def flag(name: str, *, default: bool) -> bool:
    return bool(_env.bool(name)) if text(name) else default


def number(name: str, default: int) -> int:
    return int(text(name) or default)


def words(name: str, default: list[str]) -> list[str]:
    return [word for word in _env.list(name, default=default) if word]


def path(name: str, default: Path) -> Path:
    return Path(text(name) or default)


def database(name: str, default: str) -> dict[str, Any]:
    """A Django database definition from an address such as ``postgres://user:word@host/name``."""
    return dict(_env.db_url_config(text(name) or default))


def mail(name: str, default: str) -> dict[str, Any]:
    """Django's e-mail settings from an address such as ``smtp://user:word@host:25``."""
    return dict(_env.email_url_config(text(name) or default))


def secret(name: str, kept_at: Path) -> str:
    """A secret from the environment, else one made once and kept on this machine, readable by its owner alone."""
    if given := text(name):
        return given
    kept_at.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(kept_at, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept_at.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return kept_at.read_text().strip()


def storage(
    address: str, folder: str = "", location: Path | None = None, access: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """A Django storage definition: ``files`` keeps files on disk, ``s3://bucket/prefix`` in object storage.

    Of ``access`` (``endpoint_url``, ``region_name``, ``access_key``, ``secret_key``) what is empty is left to the
    machine, which may have a role of its own.
    """
    if address == "files":
        where = {"location": location} if location else {}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": where}
    parts = urlsplit(address)
    if parts.scheme != "s3" or not parts.netloc:
        raise ValueError(f"MEDIA_STORAGE must be 'files' or 's3://bucket/prefix', not {address!r}")
    prefix = "/".join(part for part in (parts.path.strip("/"), folder) if part)
    options = {"bucket_name": parts.netloc, "location": prefix, "default_acl": None, "file_overwrite": False}
    given = {name: value for name, value in (access or {}).items() if value}
    return {"BACKEND": "core.object_storage.ObjectStorage", "OPTIONS": {**options, **given}}
