"""Puts files into the private storage under names that are made of their bytes, so that doing it twice is harmless."""

from __future__ import annotations

from django.core.files.base import ContentFile

from core.stores import private_storage
from h5p.models import Leftover


def store(name: str, data: bytes) -> str:
    """Keep the bytes under the name. What a worker that was killed wrote by half is written anew."""
    Leftover.objects.filter(name=name).delete()  # it is needed again
    storage = private_storage()
    if storage.exists(name):
        if storage.size(name) == len(data):
            return name
        storage.delete(name)
    return str(storage.save(name, ContentFile(data)))


def discard(name: str) -> None:
    private_storage().delete(name)
