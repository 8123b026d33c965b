"""Zips that are not what they say."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib


def zipped(held: dict[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as made:
        for name, content in held.items():
            made.writestr(name, content)
    return out.getvalue()


def understated(name: str, content: bytes, *, size: int = 10) -> bytes:
    """A zip of one member that declares only its first bytes, with the checksum of these."""
    told = struct.pack("<L", zlib.crc32(content[:size])), struct.pack("<L", size)
    data = bytearray(zipped({name: content}))
    for head, checksum in ((data.index(b"PK\x03\x04"), 14), (data.rindex(b"PK\x01\x02"), 16)):
        data[head + checksum : head + checksum + 4] = told[0]
        data[head + checksum + 8 : head + checksum + 12] = told[1]
    return bytes(data)


def damaged(name: str) -> bytes:
    """A zip of one member whose packed bytes are no packed bytes."""
    data = bytearray(zipped({name: bytes(range(256)) * 8}))
    begin = 30 + len(name)
    data[begin : begin + 8] = b"\xff" * 8
    return bytes(data)
