"""Reads the content files that the demo is made of. Where they live and how they are named is known only here."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.messages.pofile import read_po

CONTENT = Path(__file__).resolve().parent / "content"
TRANSLATED = ("fil", "ne", "ar", "id", "es", "fr")


class _Plain(yaml.CSafeLoader):
    """Reads ``yes`` and ``no`` as the words they are: only ``true`` and ``false`` are yes and no."""


_Plain.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for letter, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def read(*parts: str) -> Any:
    """One YAML file below ``demo/content``."""
    return _load(CONTENT.joinpath(*parts))


def read_all(folder: str) -> list[Any]:
    """Every YAML file of one folder, by name."""
    return [_load(path) for path in sorted((CONTENT / folder).glob("*.yaml"))]


def _load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Plain)  # noqa: S506 -- a SafeLoader


@cache
def _slugs() -> dict[str, str]:
    return {raw["key"]: raw["slug"] for raw in read_all("modules")}


def lesson_address(named: str) -> str:
    """``a4/my-documents`` as it stands in addresses, where a module goes by its slug."""
    module, slash, lesson = named.partition("/")
    return f"{_slugs().get(module, module)}{slash}{lesson}"


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
