"""One self-contained page for one content: serve it sandboxed, online and offline alike. Serves nothing itself."""

import base64
import functools
import hashlib
import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from h5p_python import kinds
from h5p_python.content import Content, as_json
from h5p_python.dependencies import Order, order_to_play
from h5p_python.export import MissingLibraries, used_files
from h5p_python.integration import CONTENT_ID, SAVE_EVERY, STATE_BYTES, WORDS, integration
from h5p_python.library import Library, Shelf
from h5p_python.semantics import filter_params
from h5p_python.stylesheets import inlined

ASSETS = "h5p-asset:"
"""How the addresses of files of libraries begin inside the page; the bridge turns them into blobs."""
UNWANTED_FONTS = frozenset({"inter", "open sans"})
"""A megabyte that no content needs."""
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
NOTICE = (
    "H5P core, by Joubel AS, GNU General Public License v3. Source: https://github.com/h5p/h5p-php-library, "
    "as built by h5p-standalone: https://github.com/tunapanda/h5p-standalone"
)
_ASSET_KINDS = kinds.IMAGES | kinds.SOUNDS_AND_FILMS | {"svg"}
_END_OF_SCRIPT = re.compile(r"</(?=script)", re.IGNORECASE)
_BEGIN_OF_SCRIPT = re.compile(r"<(?=script)", re.IGNORECASE)


class NoPlayer(FileNotFoundError):
    """The folder does not hold the player's core: `npm install --ignore-scripts h5p-standalone`, folder `dist`."""


@dataclass(frozen=True)
class Player:
    """The player's core, from the folder `dist` of the npm package `h5p-standalone`."""

    folder: Path

    @functools.cached_property
    def script(self) -> str:
        return self._text("frame.bundle.js")

    @functools.cached_property
    def style(self) -> str:
        css = self._text("styles/h5p.css")
        return inlined(css, path="styles/h5p.css", read=self._read, without_fonts=UNWANTED_FONTS)

    def _text(self, path: str) -> str:
        data = self._read(path)
        if data is None:
            raise NoPlayer(self.folder / path)
        return data.decode()

    def _read(self, path: str) -> bytes | None:
        file = self.folder / path
        return file.read_bytes() if ".." not in path.split("/") and file.is_file() else None


@dataclass(frozen=True)
class Bundle:
    """The page, and the files of the content that stand beside it because they were not written into it."""

    page: str
    media: tuple[str, ...] = ()

    @functools.cached_property
    def sha256(self) -> str:
        """The address that the page may keep for ever."""
        return hashlib.sha256(self.page.encode()).hexdigest()


def bundle(
    content: Content,
    shelf: Shelf,
    player: Player,
    *,
    host: str = "*",
    media_address: Callable[[str], str] | None = None,
    posted_media: bool = False,
    address: str = "",
    words: Mapping[str, str] = WORDS,
) -> Bundle:
    """The page of a content, filtered and with all that it needs to play inside.

    `host` is the origin that may hear results. Files of the content are written into the page, unless `media_address`
    gives an address for each, or the host posts them at the start (`posted_media`). Equal contents, equal pages.
    """
    main = content.manifest.main
    params = filter_params(content.params(), main, shelf).params
    order = order_to_play(params, main, shelf)
    if order.missing:
        raise MissingLibraries(order.missing)
    files = tuple(path for path in used_files(params, main, shelf) if path in content.files)
    config = {
        "contentId": CONTENT_ID,
        "host": host,
        "saveEvery": SAVE_EVERY,
        "stateLimit": STATE_BYTES,
        "assetPrefix": ASSETS,
        "assets": dict(_assets(order, shelf)),
        "media": {} if posted_media else dict(_media(content, files, media_address)),
    }
    settings = integration(content.manifest, params, address=address, words=words)
    page = "".join(_page(content, order, shelf, player, settings, config, policy=media_address is None))
    return Bundle(page, files if posted_media or media_address else ())


def security_policy(*, assets: str = "", frame_ancestors: str = "'none'") -> str:
    """The Content-Security-Policy header to serve a bundle with. Use this header, and no `sandbox` attribute."""
    return f"sandbox allow-scripts; {_rules(assets)}; frame-ancestors {frame_ancestors}"


def _rules(assets: str = "") -> str:
    more = f" {assets}" if assets else ""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'unsafe-inline' 'unsafe-eval'",
            "style-src 'unsafe-inline'",
            f"img-src data: blob:{more}",
            "font-src data:",
            f"media-src data: blob:{more}",
            f"connect-src data: blob:{more}",
            "worker-src blob:",
            "frame-src 'none'",
            "base-uri 'self'",
            "form-action 'none'",
        ]
    )


def _page(
    content: Content,
    order: Order,
    shelf: Shelf,
    player: Player,
    settings: Mapping[str, Any],
    config: Mapping[str, Any],
    *,
    policy: bool,
) -> Iterator[str]:
    title, language = html.escape(content.manifest.title), html.escape(content.manifest.language)
    direction = "rtl" if language.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
    yield f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
    yield f"<title>{title}</title>\n"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    if policy:
        yield f'<meta http-equiv="Content-Security-Policy" content="{_rules()}">\n'
    for css in (player.style, *_styles(order, shelf), _own("page.css")):
        yield f"<style>{css}</style>\n"
    yield f'</head>\n<body>\n<div class="h5p-content" data-content-id="{CONTENT_ID}"></div>\n<!-- {NOTICE} -->\n'
    yield _script(_own("shim.js"))
    yield _script(f"window.H5PIntegration={_literal(settings)};window.H5PBundle={_literal(config)};")
    yield _script(player.script)
    yield _script(_own("bridge.js"))
    for library, path in order.scripts:
        yield _script(_decoded(shelf.read(library.key, path)), source=f"{library.key.folder}/{path}")
    yield "</body>\n</html>\n"


def _styles(order: Order, shelf: Shelf) -> Iterator[str]:
    for library, path in order.styles:
        read = functools.partial(_read_asset, library, shelf)
        yield inlined(_decoded(shelf.read(library.key, path)), path=path, read=read)


def _read_asset(library: Library, shelf: Shelf, path: str) -> bytes | None:
    return shelf.read(library.key, path) if path in library.files else None


def _assets(order: Order, shelf: Shelf) -> Iterator[tuple[str, dict[str, str]]]:
    """Pictures and sounds that scripts ask for by name. Those that styles ask for stand in the styles."""
    scripts = "\n".join(_decoded(shelf.read(library.key, path)) for library, path in order.scripts)
    for library in order.libraries:
        for path in library.files:
            name = path.rpartition("/")[2].rpartition(".")[0]
            if kinds.extension(path) in _ASSET_KINDS and name in scripts and path != "icon.svg":
                yield f"{library.key.folder}/{path}", _file(shelf.read(library.key, path), path)


def _media(
    content: Content, files: tuple[str, ...], address: Callable[[str], str] | None
) -> Iterator[tuple[str, dict[str, str]]]:
    for path in files:
        yield path, {"url": address(path)} if address else _file(content.read_file(path), path)


def _file(data: bytes, path: str) -> dict[str, str]:
    return {"type": kinds.media_type(path), "data": base64.b64encode(data).decode()}


def _script(script: str, *, source: str = "") -> str:
    name = f"\n//# sourceURL={source}" if source else ""
    return f"<script>{_closed(script)}{name}\n</script>\n"


def _closed(script: str) -> str:
    """The script with nothing in it that would end it, or keep it from ending."""
    closed = _END_OF_SCRIPT.sub(r"<\\/", script)
    return _BEGIN_OF_SCRIPT.sub(r"\\x3c", closed) if "<!--" in closed else closed


def _literal(value: Any) -> str:
    """JSON that is JavaScript, and that no HTML reader takes for a tag."""
    return as_json(value).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


@functools.cache
def _own(name: str) -> str:
    return (resources.files("h5p_python") / "page" / name).read_text()
