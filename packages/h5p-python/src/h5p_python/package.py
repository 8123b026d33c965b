"""The way in: vet a package, or open one and read from it. How it is vetted stands in `vetting` and `reading`."""

from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from h5p_python.archive import Archive, Member
from h5p_python.faults import Fault, Faults
from h5p_python.library import Library, LibraryKey
from h5p_python.limits import Limits
from h5p_python.manifest import Manifest
from h5p_python.parsing import parse
from h5p_python.reading import CONTENT, PARAMS
from h5p_python.vetting import CORE_API, Verdict, judge, open_archive

Source = str | Path | BinaryIO


class InvalidPackage(ValueError):
    """The file is no valid H5P package; the verdict says all that is wrong with it."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__("; ".join(map(str, verdict.faults)))
        self.verdict = verdict

    @property
    def faults(self) -> tuple[Fault, ...]:
        return self.verdict.faults


class Package:
    """A valid package that is open: a source of libraries, and of one content."""

    def __init__(self, archive: Archive, manifest: Manifest, verdict: Verdict, members: dict[str, Member]) -> None:
        self.manifest = manifest
        self.libraries = tuple(verdict.libraries.values())
        self.files = verdict.files
        self._archive = archive
        self._members = members
        self._folders = {library.key: folder for folder, library in verdict.libraries.items()}

    def params(self) -> dict[str, Any]:
        """content.json, as it came: filter it before it is played."""
        return cast(dict[str, Any], parse(self._bytes(PARAMS), limits=self._archive.limits))

    def read_file(self, path: str) -> bytes:
        """A file of the content, by its path inside `content/`."""
        return self._bytes(f"{CONTENT}/{path}")

    def find(self, key: LibraryKey) -> Library | None:
        return next((library for library in self.libraries if library.key == key), None)

    def keys(self) -> Iterable[LibraryKey]:
        return tuple(self._folders)

    def read(self, key: LibraryKey, path: str) -> bytes:
        """A file of a library, by its path inside its folder."""
        return self._bytes(f"{self._folders[key]}/{path}")

    def _bytes(self, path: str) -> bytes:
        if path not in self._members:
            raise FileNotFoundError(path)
        return self._archive.unpack(self._members[path]).data


def vet(
    source: Source,
    *,
    installed: Container[LibraryKey] = (),
    core: tuple[int, int] = CORE_API,
    limits: Limits | None = None,
) -> Verdict:
    """All that is wrong with a package, and what it is. `installed` are the libraries that it need not bring."""
    with _stream(source) as stream:
        return _examine(stream, installed=installed, core=core, limits=limits or Limits())[0]


@contextmanager
def open_package(
    source: Source,
    *,
    installed: Container[LibraryKey] = (),
    core: tuple[int, int] = CORE_API,
    limits: Limits | None = None,
) -> Iterator[Package]:
    """A package to read from. Raises InvalidPackage, which carries the verdict."""
    with _stream(source) as stream:
        verdict, archive, members = _examine(stream, installed=installed, core=core, limits=limits or Limits())
        if archive is None or verdict.manifest is None or not verdict.is_valid:
            raise InvalidPackage(verdict)
        yield Package(archive, verdict.manifest, verdict, members)


def _examine(
    stream: BinaryIO, *, installed: Container[LibraryKey], core: tuple[int, int], limits: Limits
) -> tuple[Verdict, Archive | None, dict[str, Member]]:
    faults = Faults(limit=limits.faults)
    archive = open_archive(stream, limits=limits, faults=faults)
    if archive is None:
        return Verdict(tuple(faults)), None, {}
    verdict, contents = judge(archive, faults=faults, core=core, installed=installed)
    return verdict, archive, contents.members


@contextmanager
def _stream(source: Source) -> Iterator[BinaryIO]:
    if isinstance(source, str | Path):
        with Path(source).open("rb") as stream:
            yield stream
    else:
        yield source
