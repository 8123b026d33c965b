"""Prints a statement as a PDF: the same words, letters and QR code on every machine, fonts included."""

from __future__ import annotations

import atexit
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from certificates import ornament, qr
from certificates.payload import Statement
from certificates.reading import reading
from core.templatetags.baon import direction

_STATIC = Path(__file__).resolve().parent / "static" / "certificates"


@dataclass(frozen=True)
class Engine:
    """Whether PDFs can be made on this machine, and if not, why."""

    ready: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.ready


class Unavailable(Exception):
    """This machine lacks the libraries that draw text into PDFs."""


def available() -> Engine:
    """Try to load the engine with its system libraries."""
    try:
        import weasyprint  # noqa: F401, PLC0415 -- loads Pango, which a bare machine lacks, and takes half a second
    except OSError as error:
        return Engine(False, str(error).splitlines()[0])
    return Engine(True)


def render(statement: Statement, *, sealed: bytes, language: str) -> bytes:
    """The certificate on A4, tagged for screen readers (PDF/UA). Raises ``Unavailable``."""
    engine = available()
    if not engine:
        raise Unavailable(engine.reason)
    import weasyprint  # noqa: PLC0415 -- as above

    fonts, sheet, fetcher = _press()
    document = weasyprint.HTML(string=page(statement, sealed=sealed, language=language), url_fetcher=fetcher)
    content: bytes = document.write_pdf(font_config=fonts, stylesheets=[sheet], pdf_variant="pdf/ua-1")
    return content


def page(statement: Statement, *, sealed: bytes, language: str) -> str:
    """The HTML that is printed."""
    with translation.override(language):
        words = {
            "certificate": reading(statement),
            "language": language,
            "direction": direction(language),
            "size": _size(statement.name),
            "check_at": f"{settings.PUBLIC_URL}/verify/",
            "code": qr.draw(qr.address(sealed, public_url=settings.PUBLIC_URL)).svg_data_uri(border=0, scale=1),
            "frame": _embedded(ornament.frame().encode()),
            "logo": _logo(),
        }
        return render_to_string("certificates/paper.html", words)


@lru_cache(maxsize=1)
def _press() -> tuple[Any, Any, Any]:
    """Fonts and style sheet, read once a process: a fresh set costs ten times a certificate. Nothing is fetched
    but what lies in our own folder or stands in the page."""
    import weasyprint  # noqa: PLC0415 -- as above
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- as above
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- as above

    fonts = FontConfiguration()
    fetcher = URLFetcher(allowed_protocols={"file", "data"}, fail_on_errors=True)
    atexit.register(_press.cache_clear)  # at its very end Python can no longer give the fonts back
    sheet = weasyprint.CSS(filename=_STATIC / "paper.css", font_config=fonts, url_fetcher=fetcher)
    return fonts, sheet, fetcher


@lru_cache(maxsize=1)
def _logo() -> str:
    found = finders.find("core/logo.svg")
    return _embedded(Path(str(found)).read_bytes())


def _embedded(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg).decode()}"


def _size(name: str) -> str:
    """Long names are set smaller, so that they stay on one line or two."""
    return "short" if len(name) <= 30 else "long" if len(name) <= 48 else "longest"
