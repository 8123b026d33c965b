"""Reads the content files that the demo is made of. Where they live and how they are named is known only here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from babel.messages.pofile import read_po

CONTENT = Path(__file__).resolve().parent / "content"
TRANSLATED = ("fil", "ne", "ar")


def read(*parts: str) -> Any:
    """One YAML file below ``demo/content``."""
    return yaml.safe_load(CONTENT.joinpath(*parts).read_text(encoding="utf-8"))


def read_all(folder: str) -> list[Any]:
    """Every YAML file of one folder, by name."""
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((CONTENT / folder).glob("*.yaml"))]


def po_file(language: str, name: str) -> Path:
    """Where the translation of one module (or of the site's own words) is kept."""
    return CONTENT / "translations" / language / f"{name}.po"


def words(language: str, name: str) -> dict[tuple[str, str], str]:
    """What a PO file translates, by (context, English text). Fuzzy and empty messages do not count."""
    path = po_file(language, name)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {
            (message.context or "", str(message.id)): str(message.string)
            for message in read_po(file)
            if message.id and message.string and not message.fuzzy
        }
