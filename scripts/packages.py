"""``python -m scripts.packages``: let this environment find what is written under ``packages/``, by its path.

Nothing is built and nothing is fetched: a line in site-packages, and the command ``h5p`` beside the others.
"""

import stat
import sys
import sysconfig
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "packages" / "h5p-python" / "src"


def main() -> None:
    Path(sysconfig.get_path("purelib"), "baon-packages.pth").write_text(f"{SOURCE}\n")
    command = Path(sysconfig.get_path("scripts"), "h5p")
    command.write_text(f"#!{sys.executable}\nimport sys\n\nfrom h5p_python.cli import main\n\nsys.exit(main())\n")
    command.chmod(command.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


if __name__ == "__main__":
    main()
