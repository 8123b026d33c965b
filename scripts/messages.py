"""``python -m scripts.messages``: collect the words of the interface from code and templates into ``locale/``.

Uses Django's own extractor (which needs GNU gettext); compiling needs nothing but Babel.
"""

import os
import re
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from core.plurals import PLURALS

# The languages whose catalogues are kept here.
KEPT = ("fil", "ne", "ar", "id", "es", "fr")
LOCALE = Path(__file__).resolve().parent.parent / "locale"


def collect() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    chosen = [part for code in KEPT for part in ("--locale", code)]
    ignored = [part for name in (".venv/*", "var/*", "tests/*") for part in ("--ignore", name)]
    execute_from_command_line([sys.argv[0], "makemessages", *chosen, *ignored, "--no-location", "--no-obsolete"])


def head(code: str) -> str:
    """The head of a catalogue: no names, no times, so that only changed words make a change."""
    lines = [
        "Project-Id-Version: Baon",
        f"Language: {code}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {PLURALS[code]}",
    ]
    said = "\n".join(f'"{line}\\n"' for line in lines)
    return f'# The interface of Baon. Awaiting native review.\nmsgid ""\nmsgstr ""\n{said}\n'


if __name__ == "__main__":
    collect()
    for code in KEPT:
        path = LOCALE / code / "LC_MESSAGES" / "django.po"
        _old, body = re.split(r"\n\n", path.read_text(encoding="utf-8"), maxsplit=1)
        path.write_text(f"{head(code)}\n{body}", encoding="utf-8")
