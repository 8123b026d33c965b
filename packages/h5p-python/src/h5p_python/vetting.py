"""Whether an archive is an H5P package, all that is wrong with it, and what it is. Keeps no bytes of it."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from h5p_python import kinds, schema
from h5p_python.archive import Archive, NotAnArchive, TooManyMembers
from h5p_python.faults import Fault, Faults
from h5p_python.library import Library, LibraryKey
from h5p_python.limits import MIB, Limits
from h5p_python.manifest import Manifest
from h5p_python.reading import CONTENT, MANIFEST, PARAMS, Contents, read_archive

CORE_API = (1, 28)
"""The H5P core that the player speaks."""


@dataclass(frozen=True)
class Verdict:
    """Everything that one reading found. What could not be read is left out, and a fault says why."""

    faults: tuple[Fault, ...]
    manifest: Manifest | None = None
    libraries: Mapping[str, Library] = field(default_factory=dict)
    """By the name of their folder."""
    files: Mapping[str, str] = field(default_factory=dict, repr=False)
    """SHA-256 of each file besides content.json, by its path inside `content/`."""
    missing: tuple[LibraryKey, ...] = ()
    """Libraries that are needed, and neither here nor installed: what an administrator is asked for."""

    @property
    def is_valid(self) -> bool:
        return not self.faults


def open_archive(stream: BinaryIO, *, limits: Limits, faults: Faults) -> Archive | None:
    """The archive, unless it is none or too large to be looked at."""
    stream.seek(0, 2)
    if stream.tell() > limits.total_bytes:
        faults.add("total-size-too-large", limit=limits.total_bytes // MIB)
        return None
    try:
        return Archive(stream, limits=limits)
    except NotAnArchive:
        faults.add("unable-to-unzip")
    except TooManyMembers:
        faults.add("too-many-members", limit=limits.members)
    return None


def judge(
    archive: Archive, *, faults: Faults, core: tuple[int, int], installed: Container[LibraryKey]
) -> tuple[Verdict, Contents]:
    """The verdict on an open archive, and what was read for it."""
    contents = read_archive(archive, faults=faults)
    if not contents.is_complete:
        return Verdict(tuple(faults)), contents
    manifest = _manifest(contents, faults=faults)
    _look_at_params(contents, faults=faults)
    libraries = _libraries(contents, faults=faults, core=core)
    missing = _missing(contents, manifest, libraries, installed=installed, faults=faults)
    files = {path: sha256 for path, sha256 in contents.by_folder[CONTENT].items() if path != "content.json"}
    return Verdict(tuple(faults), manifest, libraries, files, missing), contents


def _manifest(contents: Contents, *, faults: Faults) -> Manifest | None:
    if MANIFEST not in contents.names:
        faults.add("missing-manifest", MANIFEST)
    if MANIFEST not in contents.documents:
        return None
    value = contents.documents[MANIFEST]
    if not schema.vet_manifest(value, path=MANIFEST, faults=faults):
        return None
    manifest = Manifest.from_json(value)
    if manifest is None:
        faults.add("main-library-not-listed", MANIFEST, library=value["mainLibrary"])
    return manifest


def _look_at_params(contents: Contents, *, faults: Faults) -> None:
    if PARAMS not in contents.names:
        faults.add("invalid-content-folder", PARAMS)
    if not isinstance(contents.documents.pop(PARAMS, {}), dict):
        faults.add("not-an-object", PARAMS)


def _libraries(contents: Contents, *, faults: Faults, core: tuple[int, int]) -> dict[str, Library]:
    """Every sound library, by its folder."""
    found: dict[LibraryKey, str] = {}
    libraries: dict[str, Library] = {}
    for folder in sorted({path.partition("/")[0] for path in contents.names if "/" in path} - {CONTENT}):
        library = None if folder in contents.broken_folders else _library(folder, contents, faults=faults, core=core)
        if library is None:
            contents.broken_folders.add(folder)
        elif found.setdefault(library.key, folder) != folder:
            faults.add("duplicate-library", folder, library=str(library.key))
        else:
            libraries[folder] = library
    return libraries


def _library(folder: str, contents: Contents, *, faults: Faults, core: tuple[int, int]) -> Library | None:
    path = f"{folder}/library.json"
    if path not in contents.names:
        if contents.by_folder[folder]:
            faults.add("library-missing-file", path)
        return None
    if path not in contents.documents or not schema.vet_library(contents.documents[path], path=path, faults=faults):
        return None
    files = {name: sha256 for name, sha256 in contents.by_folder[folder].items() if kinds.is_played(name)}
    library = Library.from_json(contents.documents.pop(path), files=files)
    _look_at_library(folder, library, names=contents.names, core=core, faults=faults)
    return library


def _look_at_library(
    folder: str, library: Library, *, names: Container[str], core: tuple[int, int], faults: Faults
) -> None:
    if folder not in {library.key.name, library.key.folder}:
        faults.add("library-directory-name-mismatch", folder, library=str(library.key))
    if library.core_api > core:
        needed, supported = (".".join(map(str, version)) for version in (library.core_api, core))
        faults.add("api-version-unsupported", f"{folder}/library.json", needed=needed, supported=supported)
    for path in dict.fromkeys((*library.js, *library.css)):
        if f"{folder}/{path}" not in names:
            faults.add("library-missing-file", f"{folder}/{path}")


def _missing(
    contents: Contents,
    manifest: Manifest | None,
    libraries: Mapping[str, Library],
    *,
    installed: Container[LibraryKey],
    faults: Faults,
) -> tuple[LibraryKey, ...]:
    """What is needed and not there. A library that is there and broken has had its fault already."""
    here = {library.key for library in libraries.values()}
    missing: dict[LibraryKey, str] = {}
    for path, key in _needs(manifest, libraries):
        if key not in here and key not in installed and not {key.name, key.folder} & contents.broken_folders:
            missing.setdefault(key, path)
    for key, path in missing.items():
        is_main = manifest is not None and key == manifest.main
        faults.add("missing-main-library" if is_main else "missing-required-library", path, library=str(key))
    return tuple(missing)


def _needs(manifest: Manifest | None, libraries: Mapping[str, Library]) -> Iterable[tuple[str, LibraryKey]]:
    for key in manifest.dependencies if manifest else ():
        yield MANIFEST, key
    for folder, library in libraries.items():
        for key in library.dependencies:
            yield f"{folder}/library.json", key
