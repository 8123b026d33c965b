"""Says at start-up what this machine lacks for making certificates."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning, register

from certificates import pdf


@register()
def pdf_engine(**_kwargs: Any) -> list[CheckMessage]:
    engine = pdf.available()
    if engine:
        return []
    return [
        Warning(
            f"Certificates cannot be made as PDF here: {engine.reason}",
            hint="Install the libraries: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. Until "
            "then every certificate is a page to print, and its PDF is made once they are there.",
            id="certificates.W001",
        )
    ]
