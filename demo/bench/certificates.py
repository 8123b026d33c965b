"""How fast certificates are sealed, and how fast they are printed, in one process."""

from __future__ import annotations

import json
import time
import uuid
from datetime import UTC, datetime
from decimal import Decimal
from itertools import cycle
from typing import Any

from certificates import keys, payload, pdf, serials, signing
from certificates.payload import Statement
from demo.bench.server import manage, scratch

NAMES = (
    ("Maria Clara Dimaculangan-Reyes", ""),
    ("Sita Tamang", "सीता तामाङ"),
    ("Fatima al-Zahra", "فاطمة الزهراء"),
    ("Selam Tesfaye", "ሰላም ተስፋዬ"),
)
LANGUAGES = ("fil", "ne", "ar", "en")


def run(*, count: int) -> dict[str, Any]:
    """Measure in a fresh copy of the demo, where the names of countries are."""
    with scratch() as environment:
        printed = manage(["bench", "sealing", "--count", str(count)], environment)
    measured: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return measured


def seal_and_print(*, count: int) -> dict[str, Any]:
    """Seal and print so many certificates with names in four scripts, in four languages."""
    statements = [_statement(number) for number in range(count)]
    begun = time.perf_counter()
    sealed = [signing.sign(payload.to_cbor(statement), key=keys.current()) for statement in statements]
    signed_in = time.perf_counter() - begun
    pdf.render(statements[0], sealed=sealed[0], language="en")  # load the fonts once, as a worker has
    begun = time.perf_counter()
    sizes = [
        len(pdf.render(statement, sealed=seal, language=language))
        for statement, seal, language in zip(statements, sealed, cycle(LANGUAGES), strict=False)
    ]
    printed_in = time.perf_counter() - begun
    return {
        "signed_per_s": round(count / signed_in),
        "pdf_per_s": round(count / printed_in, 1),
        "count": count,
        "pdf_kb": round(sum(sizes) / count / 1000, 1),
    }


def _statement(number: int) -> Statement:
    name, name_own = NAMES[number % len(NAMES)]
    return Statement(
        serial=serials.new_serial(number.to_bytes(serials.RANDOM_BYTES, "big")),
        name=name,
        name_own=name_own,
        title="Domestic and care work abroad",
        course=uuid.UUID(int=number),
        destination="JO",
        edition="2026.1",
        hours=Decimal("6.8"),
        issuer="Baon",
        issued_at=datetime(2026, 11, 21, tzinfo=UTC),
        expires_at=datetime(2031, 11, 21, tzinfo=UTC),
    )
