"""``python -m scripts.player``: fetch the core of the H5P player from npm, once. Without it everything but H5P works.

Nothing that comes along is run, and nothing is kept that a bundle does not need.
"""

from __future__ import annotations

from pathlib import Path

from scripts.npm import ROOT, NotFetched, Package

FOLDER = ROOT / "node_modules" / "h5p-standalone" / "dist"
PLAYER = Package(
    "h5p-standalone@3.8.2",
    "r7eQtTzBk/dbaQZ+tA9XD5FeSmyMxlypRZXudiheCnC8zAT0/zNgUvO4MZtZaznwfYVo98o7do5uxLTUQrxxwg==",
    {
        "package/LICENSE": "LICENSE-h5p-standalone",
        "package/dist/frame.bundle.js": "frame.bundle.js",
        "package/dist/styles/h5p.css": "styles/h5p.css",
        "package/dist/fonts/h5p-core-30.woff2": "fonts/h5p-core-30.woff2",
        "package/dist/fonts/h5p-hub-publish.woff2": "fonts/h5p-hub-publish.woff2",
        "package/dist/fonts/h5p-theme.woff2": "fonts/h5p-theme.woff2",
        "package/dist/images/throbber.gif": "images/throbber.gif",
    },
)
NOTICE = f"""The files beside this one come from npm, {PLAYER.name}, unchanged.

frame.bundle.js, styles, fonts and images are the core of H5P, by Joubel AS, under the GNU General Public License,
version 3: https://www.gnu.org/licenses/gpl-3.0.html
Source: https://github.com/h5p/h5p-php-library, as built by https://github.com/tunapanda/h5p-standalone

What h5p-standalone adds is under the MIT licence: LICENSE-h5p-standalone.
"""


def main(folder: Path = FOLDER) -> None:
    if PLAYER.is_there(folder):
        return
    print("Fetching the player of H5P …")  # noqa: T201 -- a command
    try:
        PLAYER.keep(PLAYER.fetched(), folder, notice=NOTICE)
    except NotFetched as error:
        print(f"The player of H5P is not installed: {error} Everything else works; try again with: make player")  # noqa: T201 -- a command


if __name__ == "__main__":
    main()
