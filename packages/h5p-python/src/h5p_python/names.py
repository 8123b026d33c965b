"""Which names of files are safe, which are skipped, and which collide. Touches no file."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from h5p_python.limits import Limits

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def fault_in_name(name: str, *, limits: Limits) -> str | None:
    """The code of what is wrong with the name, or nothing."""
    if _leads_out(name):
        return "unsafe-path"
    encoded = name.encode(errors="surrogatepass")
    if len(encoded) > limits.path_bytes or any(len(one) > limits.name_bytes for one in encoded.split(b"/")):
        return "name-too-long"
    return None


def _leads_out(name: str) -> bool:
    # A colon starts a drive or a second stream on Windows; a name that ends in a dot or a blank is another name there.
    if not name or "\\" in name or ":" in name or _CONTROL.search(name):
        return True
    return any(one != "." and (not one or one[-1] in ". ") for one in name.split("/"))


def is_skipped(name: str) -> bool:
    """Whether the file is no part of the package, as what macOS and version control leave behind."""
    return any(one[:1] in {".", "_"} for one in name.split("/"))


def folded(name: str) -> str:
    """What the name is on a file system that does not tell upper from lower case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def folders(name: str) -> Iterator[str]:
    """Every folder that the file lies in: `a/b/c` lies in `a` and `a/b`."""
    return (str(parent) for parent in PurePosixPath(name).parents if str(parent) != ".")


class Collisions:
    """Remembers names, and says which earlier one a new one would overwrite or block."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def of(self, name: str) -> str | None:
        key = folded(name)
        if (known := self._files.setdefault(key, name)) != name:
            return known
        if key in self._folders:
            return self._folders[key]
        return next(filter(None, map(self._of_folder, folders(name))), None)

    def _of_folder(self, folder: str) -> str | None:
        key = folded(folder)
        known = self._folders.setdefault(key, folder)
        return known if known != folder else self._files.get(key)
