"""``python -m scripts.messages``: collect the words of the interface from code and templates into ``locale/``.

Uses Django's own extractor (which needs GNU gettext); compiling needs nothing but Babel.
"""

import os
import sys

from django.core.management import execute_from_command_line

LANGUAGES = ("fil", "ne", "ar")

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    chosen = [part for code in LANGUAGES for part in ("--locale", code)]
    ignored = [part for name in (".venv/*", "var/*", "tests/*") for part in ("--ignore", name)]
    execute_from_command_line([sys.argv[0], "makemessages", *chosen, *ignored, "--no-location", "--no-obsolete"])
