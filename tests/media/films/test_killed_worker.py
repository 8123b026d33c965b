"""A real film of 1080p and its voice become all that phones need by a real worker that is killed thrice on the way."""

import json
import re
from pathlib import Path

import pytest

from demo.bench import media
from demo.bench.server import bare, manage
from tests.media.films.clips import probed

FILMS = {"240p": (426, 240), "240p.ar": (426, 240), "360p": (640, 360), "360p.ar": (640, 360)}
SEEN = {"still": (640, 360), **FILMS}


@pytest.fixture(scope="module")
def made() -> tuple[dict, dict[str, str], dict[str, bytes]]:
    """The figures, what ffmpeg tells of each file, and the bytes: the place itself is gone afterwards."""
    with bare() as environment:
        folder = Path(environment["VAR_DIR"])
        environment["QUEUE_LEASE_SECONDS"] = str(media.LEASE_SECONDS)
        film = media.film_of(6, folder=folder)
        voice = media.voice_of(6, folder=folder)
        asked = ["bench", "filming", "--file", str(film), "--voice", str(voice), "--kills", "3"]
        said = manage(asked, environment)
        figures = json.loads(said.splitlines()[-1])
        paths = {name: folder / "private" / file for name, file in figures.pop("files").items()}
        told = {name: probed(path) for name, path in paths.items()}
        left = sorted(path.name for path in (folder / "private" / "films" / "made").iterdir())
        figures["files"] = len(left)
        return figures, told, {name: path.read_bytes() for name, path in paths.items()}


@pytest.mark.slow
def test_a_worker_killed_thrice_makes_everything_once_and_correct(made):
    figures, told, content = made
    streams = {"hls-240p", "hls-360p", "hls-sound", "hls-sound.ar"}
    assert set(told) == {"still", "opus", "aac", "hls", "hls.ar", *FILMS, *streams}
    # A stream keeps its parts in a file beside its list, and the voice is heard alone as well, in two kinds; nothing
    # else is left of what the killed workers began.
    assert {name: figures[name] for name in ("kills", "renditions", "made_again", "files")} == {
        "kills": 3, "renditions": 13, "made_again": 0, "files": 13 + 4 + 2,
    }  # fmt: skip
    assert figures["kb_per_min_240p"] <= 2500
    for name, (width, height) in SEEN.items():
        assert re.search(rf"Video: .* {width}x{height}[ ,]", told[name]), told[name]
    for name in FILMS:
        assert re.search(r"Duration: 00:00:06\.0", told[name])
        assert re.search(r"Video: h264 \(Main\).* 30 fps", told[name])
        assert re.search(r"Audio: aac \(LC\).* 48000 Hz, mono", told[name])
        assert content[name].index(b"moov") < content[name].index(b"mdat")
    assert re.search(r"Audio: opus, 48000 Hz, mono", told["opus"])
    assert all(b"Somebody" not in one for one in content.values())
