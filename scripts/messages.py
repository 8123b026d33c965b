"""``python -m scripts.messages``: collect the words of the interface from code and templates into ``locale/``.

Uses Django's own extractor (which needs GNU gettext); compiling needs nothing but Babel.
"""

import os
import re
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

# Plural rules by CLDR; Django has none for Filipino.
PLURALS = {
    "fil": "nplurals=2; plural=(n % 10 == 4 || n % 10 == 6 || n % 10 == 9);",
    "ne": "nplurals=2; plural=(n != 1);",
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
        "n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
}
LOCALE = Path(__file__).resolve().parent.parent / "locale"


def collect() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    chosen = [part for code in PLURALS for part in ("--locale", code)]
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
    for code in PLURALS:
        path = LOCALE / code / "LC_MESSAGES" / "django.po"
        _old, body = re.split(r"\n\n", path.read_text(encoding="utf-8"), maxsplit=1)
        path.write_text(f"{head(code)}\n{body}", encoding="utf-8")
