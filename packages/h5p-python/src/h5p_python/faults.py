"""What can be wrong with a package, and how it is said. Finds nothing wrong itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

SENTENCES: Mapping[str, str] = {
    # The archive and its files.
    "unable-to-unzip": "This is not a ZIP archive that can be read: it is damaged or of another kind.",
    "too-many-members": "The archive has more than the %(limit)s files that a package may have.",
    "total-size-too-large": "Unpacked, the package is larger than the %(limit)s MiB that a package may have.",
    "file-size-too-large": "This file is larger than the %(limit)s MiB that one file may have.",
    "ratio-too-high": "This file grows more than %(limit)s times when it is unpacked, as only an attack does.",
    "unsafe-path": "The name of this file could lead out of the folder that it is unpacked to.",
    "name-too-long": "The name of this file is too long to be stored.",
    "symbolic-link": "This is a link or a device, not a file.",
    "encrypted-member": "This file is encrypted.",
    "unsupported-compression": "This file is compressed in a way that H5P does not use.",
    "name-collision": "The name is the same as “%(other)s” but for upper and lower case, or one is a folder.",
    "differing-duplicate": "The archive has this file twice, with different contents.",
    "not-in-whitelist": "Files of the kind “%(extension)s” are not allowed here.",
    "disguised-name": "The name hides a file of the kind “%(extension)s”.",
    "disguised-file": "What is in the file is not what its name says.",
    "invalid-content-folder": "The package has no content/content.json, so there is nothing to show.",
    "missing-manifest": "The package has no h5p.json, which says what it is.",
    # The JSON in it.
    "unable-to-parse-package": "This file is not valid JSON.",
    "json-too-complex": "The JSON has too many values, here or in the whole package, or they are nested too deeply.",
    "not-an-object": "This file should hold a JSON object, and does not.",
    "missing-required-property": "The required property “%(property)s” is missing.",
    "invalid-property": "The property “%(property)s” has a value that H5P does not allow.",
    # The libraries.
    "invalid-library-name": "The folder of a library may have only letters, digits, dots, hyphens and underscores.",
    "library-directory-name-mismatch": "The folder is named differently from the library in it, “%(library)s”.",
    "duplicate-library": "The package has the library “%(library)s” twice.",
    "api-version-unsupported": "The library asks for H5P core %(needed)s; this player has %(supported)s.",
    "invalid-language-file": "This file of words is not valid: its name or its JSON is wrong.",
    "invalid-semantics": "This file should be a list of fields, and is not.",
    "library-missing-file": "The library needs this file, and the package does not have it.",
    # What they need.
    "main-library-not-listed": "The main library “%(library)s” is not among the libraries that h5p.json asks for.",
    "missing-main-library": "The main library “%(library)s” is neither in the package nor installed.",
    "missing-required-library": "The library “%(library)s” is needed, and is neither in the package nor installed.",
    "too-many-faults": "There are more faults than these; the first %(limit)s are shown.",
}
"""In the order in which faults are told: files, JSON, libraries, what is missing."""

_ORDER = {code: place for place, code in enumerate(SENTENCES)}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `SENTENCES[code] % details` is the sentence, so that a caller may translate it."""

    code: str
    path: str = ""
    details: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return SENTENCES[self.code] % self.details

    def __str__(self) -> str:
        return f"{self.code}: {self.path}: {self.sentence}"


class Faults:
    """A list that stops growing, so that a hostile file cannot fill the memory with its own faults."""

    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self._found: list[Fault] = []

    def add(self, code: str, path: str = "", **details: str | int) -> None:
        fault = Fault(code, path, details)
        if len(self._found) < self._limit:
            self._found.append(fault)
        elif len(self._found) == self._limit:
            self._found.append(Fault("too-many-faults", "", {"limit": self._limit}))

    def __iter__(self) -> Iterator[Fault]:
        """By kind, and those of a kind in the order in which they were found."""
        return iter(sorted(self._found, key=lambda fault: _ORDER[fault.code]))

    def __len__(self) -> int:
        return len(self._found)
