"""A store that speaks S3, on loopback, and every file of the product kept in it."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.db.models import FileField

from config import env
from core.stores import private_storage
from demo.bench.server import free_port

BUCKET = "baon"


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    if not find_spec("moto"):
        pytest.skip("needs PyPI's moto, as in requirements-dev.txt")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _moment in range(300):
        assert server.poll() is None, "the store did not start"
        try:
            urllib.request.urlopen(f"{address}/moto-api/", timeout=20)
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the store did not answer")


@pytest.fixture
def store(endpoint, settings, monkeypatch, tmp_path):
    """All files lie in a bucket of the test's own, as ``MEDIA_STORAGE=s3://…`` puts them there."""
    access = {"endpoint_url": endpoint, "region_name": "us-east-1", "access_key": "key", "secret_key": "word"}
    settings.VAR_DIR = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": env.storage(f"s3://{BUCKET}/site", access=access),
        "private": env.storage(f"s3://{BUCKET}/site", folder="private", access=access),
    }
    for model in apps.get_models():
        for field in model._meta.get_fields():
            # Chosen once, when the field was made.
            if isinstance(field, FileField) and getattr(field, "_storage_callable", None) is private_storage:
                monkeypatch.setattr(field, "storage", storages["private"])
    bucket = storages["default"].bucket
    bucket.create()
    yield bucket
    bucket.objects.all().delete()
    bucket.delete()
