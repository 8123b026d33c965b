"""Lets a computer read what the demo lets be heard: ``python -m scripts.voices``.

For a site into which the demo was just loaded, and a machine with espeak-ng and ffmpeg. Makes the files that lack
in ``demo/content/voices``, as the product makes its drafts, and takes away those whose words have changed.
"""

from __future__ import annotations

import os
import sys

import django


def make() -> None:
    from demo import voices  # noqa: PLC0415 -- needs the settings
    from media import voicing  # noqa: PLC0415 -- as above

    for language in voices.languages():
        lines = voices.wanted(language)
        paths = {voices.path_of(line) for line in lines}
        for path in set(voices.kept(language)) - paths:
            path.unlink()
        for line in lines:
            path = voices.path_of(line)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(voicing.drafted(line.text, language=language).content)
        size = sum(path.stat().st_size for path in paths)
        sys.stdout.write(f"{language}: {len(paths)} voices, {size / 1000:,.0f} KB\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    make()
