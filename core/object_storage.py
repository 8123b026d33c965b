"""Files in object storage that speaks S3: read in pieces, and seen at addresses of this site alone.

django-storages alone would hold a whole film in memory for the part that a player asks for, and send readers to the
host of the store, which learns then who reads what. Loaded only where ``MEDIA_STORAGE`` names a bucket.
"""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urljoin

from botocore.config import Config
from django.conf import settings
from django.core.files.base import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

PIECE_BYTES = 1024 * 1024
# Stores other than Amazon's do not all know its newer check sums; what we keep is named by its own.
_CONFIG = Config(
    request_checksum_calculation="when_required", response_checksum_validation="when_required", connect_timeout=10,
    read_timeout=60, retries={"mode": "standard", "max_attempts": 3},
)  # fmt: skip


class ObjectStorage(S3Storage):
    """Public and private files alike come through our own views, which know who may see them."""

    def get_default_settings(self) -> dict[str, Any]:
        return {**super().get_default_settings(), "client_config": _CONFIG}

    def url(self, name: str, *_args: Any, **_kwargs: Any) -> str:
        """As for a file on disk."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name).lstrip("/"))

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        return StoredFile(self, name) if mode == "rb" else super()._open(name, mode)

    def part(self, name: str, first: int, last: int) -> bytes:
        """The bytes from the first to the last."""
        key = self._normalize_name(clean_name(name))
        asked = {"Bucket": self.bucket_name, "Key": key, "Range": f"bytes={first}-{last}"}
        with self.connection.meta.client.get_object(**asked)["Body"] as body:
            return bytes(body.read())


class StoredFile(File[bytes]):
    """Holds one piece at a time. Raises ``FileNotFoundError``."""

    def __init__(self, storage: ObjectStorage, name: str) -> None:
        self._storage, self.size = storage, storage.size(name)
        super().__init__(self._reader(name), name)

    def _reader(self, name: str) -> io.BufferedReader:
        return io.BufferedReader(_Pieces(self._storage, name, self.size), PIECE_BYTES)

    def open(self, mode: str | None = None) -> StoredFile:  # type: ignore[override]
        if self.closed:
            self.file = self._reader(str(self.name))
        self.seek(0)
        return self


class _Pieces(io.RawIOBase):
    """Fetches what is read, and nothing ahead of it."""

    def __init__(self, storage: ObjectStorage, name: str, size: int) -> None:
        self._storage, self._name, self._size, self._at = storage, name, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(start + offset, 0)
        return self._at

    def readinto(self, buffer: Any) -> int:
        end = min(self._at + len(buffer), self._size)
        if end <= self._at:
            return 0
        content = self._storage.part(self._name, self._at, end - 1)
        buffer[: len(content)] = content
        self._at += len(content)
        return len(content)
