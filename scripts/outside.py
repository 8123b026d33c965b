"""``python -m scripts.outside``: fetch the W3C's own reader of captions from npm, with which a test compares ours.

CI does it. Elsewhere that test is left out until somebody does.
"""

from __future__ import annotations

from pathlib import Path

from scripts.npm import ROOT, Package

FOLDER = ROOT / "node_modules" / "webvtt-parser"
READER = Package(
    "webvtt-parser@2.2.0",
    "FzmaED+jZyt8SCJPTKbSsimrrnQU8ELlViE1wuF3x1pgiQUM8Llj5XWj2j/s6Tlk71ucPfGSMFqZWBtKn/0uEA==",
    {"package/parser.js": "parser.js"},
)
NOTICE = f"""The file beside this one comes from npm, {READER.name}, unchanged, and is in the public domain (CC0).
Source: https://github.com/w3c/webvtt.js
"""


def main(folder: Path = FOLDER) -> None:
    """Raises ``NotFetched``."""
    if not READER.is_there(folder):
        READER.keep(READER.fetched(), folder, notice=NOTICE)


if __name__ == "__main__":
    main()
