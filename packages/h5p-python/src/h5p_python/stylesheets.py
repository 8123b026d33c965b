"""Makes a style sheet need no other file: what it points at is written into it. Opens no file itself."""

import base64
import posixpath
import re
from collections.abc import Callable

from h5p_python import kinds

_FACE = re.compile(r"@font-face\s*\{[^{}]*\}", re.IGNORECASE)
_FAMILY = re.compile(r"font-family\s*:\s*['\"]?([^;'\"}]+)", re.IGNORECASE)
_SOURCE = re.compile(r"src\s*:(?:url\([^)]*\)|[^;}])*;?", re.IGNORECASE)
_ADDRESS = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^'\")\s]*))\s*\)", re.IGNORECASE)
_IMPORT = re.compile(r"@import[^;]*;", re.IGNORECASE)
_CHARSET = re.compile(r"@charset[^;]*;", re.IGNORECASE)
_END_OF_STYLE = re.compile(r"</(?=style)", re.IGNORECASE)
_BEST_FIRST = ("woff2", "woff", "ttf", "otf")

Read = Callable[[str], bytes | None]
"""The bytes of a file by its path, or nothing where there is none."""


def inlined(css: str, *, path: str, read: Read, without_fonts: frozenset[str] = frozenset()) -> str:
    """The style sheet at `path` with its pictures and one file of each font inside it.

    Fonts of the families named (in lower case) are left out, with all their weights.
    """
    folder = posixpath.dirname(path)
    alone = _IMPORT.sub("", _CHARSET.sub("", css))
    faced = _FACE.sub(lambda face: _face(face[0], folder, read, without_fonts), alone)
    written = _ADDRESS.sub(lambda address: f"url({_written(_text(address), folder, read)})", faced)
    return _END_OF_STYLE.sub(r"<\\/", written)


def data_address(data: bytes, path: str) -> str:
    return f"data:{kinds.media_type(path)};base64,{base64.b64encode(data).decode()}"


def _face(face: str, folder: str, read: Read, without_fonts: frozenset[str]) -> str:
    family = _FAMILY.search(face)
    if family and family[1].strip().lower() in without_fonts:
        return ""
    addresses = [_text(found) for source in _SOURCE.findall(face) for found in _ADDRESS.finditer(source)]
    best = _best_font(addresses, folder, read)
    if best is None:
        return ""
    bare = _SOURCE.sub("", face).rstrip("} \t\r\n").rstrip(";")
    return f"{bare};src:url({best})}}"


def _best_font(addresses: list[str], folder: str, read: Read) -> str | None:
    embedded = next((one for one in addresses if one.startswith("data:")), None)
    files = sorted(filter(_is_font, addresses), key=lambda one: _BEST_FIRST.index(kinds.extension(_plain(one))))
    found = (_written(one, folder, read) for one in files)
    return embedded or next((one for one in found if one.startswith("data:")), None)


def _is_font(address: str) -> bool:
    return kinds.extension(_plain(address)) in _BEST_FIRST


def _written(address: str, folder: str, read: Read) -> str:
    """What the address points at; `about:blank` where that is another site, or nothing."""
    if address.startswith(("data:", "#")):
        return f'"{address}"' if '"' not in address else f"'{address}'"
    path = posixpath.normpath(posixpath.join(folder, _plain(address)))
    data = None if "://" in address or address.startswith("//") else read(path)
    return data_address(data, path) if data is not None else "about:blank"


def _plain(address: str) -> str:
    return address.partition("?")[0].partition("#")[0]


def _text(address: re.Match[str]) -> str:
    return next((group for group in address.groups() if group), "")
