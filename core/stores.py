"""Where files lie that have no address of their own: each room says at which of its addresses they are seen."""

from __future__ import annotations

from django.core.files.storage import Storage, storages


def private_storage() -> Storage:
    return storages["private"]
