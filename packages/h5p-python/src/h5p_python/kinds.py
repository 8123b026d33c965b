"""Which kinds of files a package may hold, and whether a file is of the kind that its name says. Reads no file."""

import re
from collections.abc import Callable, Mapping

IMAGES = frozenset("png jpg jpeg gif bmp tif tiff".split())
SOUNDS_AND_FILMS = frozenset("webm mp4 ogg mp3 m4a wav".split())
TEXTS = frozenset("json vtt webvtt gltf txt".split())
CONTENT = IMAGES | SOUNDS_AND_FILMS | TEXTS | {"glb"}
LIBRARY = CONTENT | frozenset("js css svg xml eot ttf woff woff2 otf".split())
NOTES = frozenset("md textile diff patch swf".split())
"""What real libraries have besides: let pass, and left out of what is installed and played."""

_RUNS_ON_A_SERVER = re.compile(r"php\d?|phtml|phar|phps|cgi|pl|py|rb|sh|bat|cmd|exe|dll|jspx?|aspx?|[sx]?html?")

_MARKUP = re.compile(r"[\x00\s\ufeff]*<[a-z!?/]", re.IGNORECASE)
_MAY_BEGIN_AS_MARKUP = frozenset({"svg", "xml", "eot"})
"""An EOT font begins with its length, which may be any byte."""

TYPES: Mapping[str, str] = {
    **{one: f"image/{one}" for one in ("png", "jpeg", "gif", "bmp", "tiff")},
    **{"jpg": "image/jpeg", "tif": "image/tiff", "svg": "image/svg+xml"},
    **{"webm": "video/webm", "mp4": "video/mp4", "ogg": "audio/ogg", "mp3": "audio/mpeg", "m4a": "audio/mp4"},
    **{"wav": "audio/wav", "vtt": "text/vtt", "webvtt": "text/vtt", "txt": "text/plain", "json": "application/json"},
    **{"gltf": "model/gltf+json", "glb": "model/gltf-binary", "js": "text/javascript", "css": "text/css"},
    **{"xml": "application/xml", "eot": "application/vnd.ms-fontobject"},
    **{one: f"font/{one}" for one in ("ttf", "woff", "woff2", "otf")},
}


def extension(path: str) -> str:
    """What follows the last dot of the name, in lower case, or nothing."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def media_type(path: str) -> str:
    return TYPES.get(extension(path), "application/octet-stream")


def is_allowed(path: str, *, in_content: bool) -> bool:
    return extension(path) in (CONTENT if in_content else LIBRARY | NOTES)


def is_played(path: str) -> bool:
    """Whether a file of a library is of any use once installed."""
    return extension(path) in LIBRARY


def hidden_extension(path: str) -> str | None:
    """The kind that a careless server would run: `shell.php.json` gives `php`."""
    between = path.rpartition("/")[2].lower().split(".")[1:-1]
    return next((one for one in between if _RUNS_ON_A_SERVER.fullmatch(one)), None)


def is_disguised(path: str, head: bytes) -> bool:
    """Whether the first bytes belie the name. An empty file is nothing, and so no disguise."""
    kind = extension(path)
    if not head or kind in _MAY_BEGIN_AS_MARKUP or kind in NOTES:
        return False
    begins_right = _BEGINNINGS.get(kind)
    return not begins_right(head) if begins_right else _begins_as_markup(head)


def _begins_as_markup(head: bytes) -> bool:
    encoding = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    return bool(_MARKUP.match(head.decode(encoding, "ignore")))


# Kinds are told apart by family: a JPEG named .png is common and harms no one, a page named .png does.
def _is_image(head: bytes) -> bool:
    return head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")) or (
        head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    )


def _is_sound_or_film(head: bytes) -> bool:
    return (
        head.startswith((b"\x1a\x45\xdf\xa3", b"OggS", b"ID3", b"RF64", b"fLaC", b"ADIF"))
        or head[4:8] in {b"ftyp", b"styp", b"moov", b"mdat", b"free", b"wide", b"skip", b"pnot", b"uuid"}
        or (head[:4] == b"RIFF" and head[8:12] == b"WAVE")
        or _is_bare_sound(head.lstrip(b"\x00"))
    )


def _is_bare_sound(head: bytes) -> bool:
    """Frames of MP3 or AAC without a header; silence is sometimes put before them."""
    return not head or (head[0] == 0xFF and head[1:2] >= b"\xe0")


_BEGINNINGS: Mapping[str, Callable[[bytes], bool]] = {
    **dict.fromkeys(IMAGES, _is_image),
    **dict.fromkeys(SOUNDS_AND_FILMS, _is_sound_or_film),
    "glb": lambda head: head.startswith(b"glTF"),
}
