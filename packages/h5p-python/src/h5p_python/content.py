"""A content as everything else takes it: what it is, its parameters, its files. Knows no archive and no folder."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from h5p_python.manifest import Manifest


class Content(Protocol):
    """An open package, a content that was stored, or one that was just made."""

    @property
    def manifest(self) -> Manifest: ...

    @property
    def files(self) -> Mapping[str, str]:
        """SHA-256 of each file, by its path inside `content/`."""
        ...

    def params(self) -> dict[str, Any]: ...

    def read_file(self, path: str) -> bytes: ...


@dataclass(frozen=True)
class MadeContent:
    """A content held in memory."""

    manifest: Manifest
    values: Mapping[str, Any] = field(repr=False)
    data: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def files(self) -> Mapping[str, str]:
        return {path: hashlib.sha256(data).hexdigest() for path, data in self.data.items()}

    def params(self) -> dict[str, Any]:
        return dict(self.values)

    def read_file(self, path: str) -> bytes:
        if path not in self.data:
            raise FileNotFoundError(path)
        return self.data[path]


def as_json(value: Any) -> str:
    """JSON in the one way in which it is written here, so that equal contents are equal bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
