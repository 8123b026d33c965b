"""The settings under test: the real ones, on files of their own and with a quick password hasher."""

import os
import tempfile
from pathlib import Path

_VAR = Path(os.environ.get("TEST_VAR_DIR") or tempfile.mkdtemp(prefix="baon-test-"))
os.environ["VAR_DIR"] = str(_VAR)
os.environ["PUBLIC_URL"] = "http://testserver"
os.environ["EMAIL_URL"] = "memorymail://"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"

from config.settings import *  # noqa: E402, F403
from config.settings import CACHE_URL, CACHES, DATABASES, STORAGES  # noqa: E402

if CACHE_URL:
    # A Redis database for each process of the tests: each clears its own.
    _worker = int("".join(filter(str.isdigit, os.environ.get("PYTEST_XDIST_WORKER", ""))) or 0)
    CACHES["default"]["LOCATION"] = f"{CACHE_URL.rsplit('/', 1)[0]}/{2 + _worker}"

DATABASES["default"].setdefault("TEST", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads that write at once are part of what is tested.
    DATABASES["default"]["TEST"]["NAME"] = str(_VAR / "test.sqlite3")
(_VAR / "static").mkdir(exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
