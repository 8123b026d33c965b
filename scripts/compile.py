"""``python -m scripts.compile``: make the catalogues in ``locale/`` ready for Django, without GNU gettext.

Babel's own command refuses a plural of one form (Indonesian) whose only words name a number that the English singular
does not; the placeholders are checked in ``tests/test_catalogues.py`` instead.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_all() -> None:
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        with source.open("rb") as words, source.with_suffix(".mo").open("wb") as ready:
            write_mo(ready, read_po(words))


if __name__ == "__main__":
    compile_all()
