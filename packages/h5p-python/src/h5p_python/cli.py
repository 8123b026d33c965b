"""The command line: `h5p validate`, `info`, `bundle` and `export`. Prints; what it prints comes from elsewhere."""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from h5p_python.bundle import NoPlayer, Player, bundle
from h5p_python.content import as_json
from h5p_python.export import MissingLibraries, export
from h5p_python.faults import Fault
from h5p_python.library import Library, LibrarySource, Shelf
from h5p_python.package import InvalidPackage, Package, open_package, vet
from h5p_python.storage import FolderOfLibraries
from h5p_python.vetting import CORE_API, Verdict

VALID, INVALID, MISUSE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when all went well, 1 when a package is not valid or not complete, 2 on misuse."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        code = run(options)
        sys.stdout.flush()
        return code
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        _complain(f"h5p: cannot read {error.filename or error}")
        return MISUSE
    except InvalidPackage as error:
        _complain(f"h5p: a package of --libraries is not valid: {error}")
        return MISUSE
    except BrokenPipeError:
        # The reader of our lines has gone, as `head` does; Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INVALID


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="h5p", description="Vet, look into, bundle and export H5P packages.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, words in (
        ("validate", _validate, "say what is wrong with packages; a line for each fault: FILE: code: path: sentence"),
        ("info", _info, "say what is in packages: title, licence, authors, libraries, fingerprints"),
        ("bundle", _bundle, "make one self-contained page of a package"),
        ("export", _export, "write a package anew: filtered, with all its libraries and nothing else"),
    ):
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(run=run)
        command.add_argument(
            "--libraries",
            metavar="PLACE",
            action="append",
            type=Path,
            default=[],
            help="a package, or a folder of installed libraries, that has what FILE does not bring; may be repeated",
        )
        _ARGUMENTS[name](command)
    return parser


def _many(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", metavar="FILE", nargs="+", type=Path)
    command.add_argument("--json", action="store_true", help="one JSON list, for machines")


def _validate_arguments(command: argparse.ArgumentParser) -> None:
    _many(command)
    command.add_argument("--core", metavar="1.28", type=_version, default=CORE_API, help="the H5P core of the player")


def _one(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", type=Path)
    command.add_argument("-o", "--output", metavar="OUT", type=Path, required=True)


def _bundle_arguments(command: argparse.ArgumentParser) -> None:
    _one(command)
    player = os.environ.get("H5P_PLAYER")
    command.add_argument(
        "--player",
        metavar="FOLDER",
        type=Path,
        default=Path(player or "node_modules/h5p-standalone/dist"),
        help="the folder `dist` of the npm package h5p-standalone (default: $H5P_PLAYER, or node_modules here)",
    )


_ARGUMENTS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "validate": _validate_arguments,
    "info": _many,
    "bundle": _bundle_arguments,
    "export": _one,
}


def _version(text: str) -> tuple[int, int]:
    major, _, minor = text.partition(".")
    return int(major), int(minor)


def _validate(options: argparse.Namespace) -> int:
    with _installed(options.libraries) as installed:
        found = [(file, vet(file, installed=installed, core=options.core)) for file in options.files]
    if options.json:
        _say(as_json([_verdict_json(file, verdict) for file, verdict in found]))
    else:
        for file, verdict in found:
            _say_faults(file, verdict.faults)
    return VALID if all(verdict.is_valid for _, verdict in found) else INVALID


def _info(options: argparse.Namespace) -> int:
    with _installed(options.libraries) as installed:
        found = [(file, vet(file, installed=installed)) for file in options.files]
    if options.json:
        _say(as_json([_info_json(file, verdict) for file, verdict in found]))
    else:
        for file, verdict in found:
            _say("\n".join(_info_lines(file, verdict)))
    return VALID if all(verdict.is_valid for _, verdict in found) else INVALID


def _bundle(options: argparse.Namespace) -> int:
    def write(package: Package, shelf: Shelf) -> None:
        page = bundle(package, shelf, Player(options.player)).page
        options.output.write_text(page, encoding="utf-8")

    return _with_package(options, write)


def _export(options: argparse.Namespace) -> int:
    def write(package: Package, shelf: Shelf) -> None:
        whole = io.BytesIO()
        export(package, shelf, whole)
        options.output.write_bytes(whole.getvalue())

    return _with_package(options, write)


def _with_package(options: argparse.Namespace, write: Callable[[Package, Shelf], None]) -> int:
    if options.output.resolve() == options.file.resolve():
        _complain("h5p: FILE and OUT are the same")
        return MISUSE
    with _installed(options.libraries) as installed:
        try:
            with open_package(options.file, installed=installed) as package:
                write(package, Shelf(package, installed))
        except InvalidPackage as error:
            _say_faults(options.file, error.faults)
            return INVALID
        except MissingLibraries as error:
            faults = (
                Fault("missing-required-library", "content/content.json", {"library": str(k)}) for k in error.keys
            )
            _say_faults(options.file, tuple(faults))
            return INVALID
        except NoPlayer as error:
            _complain(
                f"h5p: no player at {error}; npm install --ignore-scripts h5p-standalone, and name its dist folder"
            )
            return MISUSE
    return VALID


@contextmanager
def _installed(places: Sequence[Path]) -> Iterator[Shelf]:
    with ExitStack() as stack:
        sources: list[LibrarySource] = []
        for place in places:
            if place.is_dir():
                sources.append(FolderOfLibraries(place))
            else:
                sources.append(stack.enter_context(open_package(place)))
        yield Shelf(*sources)


def _verdict_json(file: Path, verdict: Verdict) -> dict[str, Any]:
    return {"file": str(file), "valid": verdict.is_valid, "errors": [*map(_fault_json, verdict.faults)]}


def _fault_json(fault: Fault) -> dict[str, Any]:
    return {"code": fault.code, "path": fault.path, "sentence": fault.sentence, "details": dict(fault.details)}


def _info_json(file: Path, verdict: Verdict) -> dict[str, Any]:
    manifest = verdict.manifest
    return {
        **_verdict_json(file, verdict),
        "title": manifest.title if manifest else None,
        "language": manifest.language if manifest else None,
        "license": manifest.license if manifest else None,
        "authors": list(manifest.authors) if manifest else [],
        "main_library": str(manifest.main) if manifest else None,
        "libraries": [_library_json(library) for library in verdict.libraries.values()],
        "missing": [*map(str, verdict.missing)],
        "files": dict(verdict.files),
    }


def _library_json(library: Library) -> dict[str, Any]:
    return {
        "library": str(library.key),
        "patch": library.patch,
        "sha256": library.sha256,
        "author": library.author,
        "license": library.license,
    }


def _info_lines(file: Path, verdict: Verdict) -> Iterator[str]:
    yield str(file)
    if manifest := verdict.manifest:
        authors = ", ".join(manifest.authors)
        yield f"  title: {manifest.title}"
        yield f"  type: {manifest.main}"
        yield f"  language: {manifest.language}"
        yield f"  licence: {manifest.license}{f', by {authors}' if authors else ''}"
    yield f"  files: {len(verdict.files)}"
    for library in verdict.libraries.values():
        yield f"  library: {library.key}.{library.patch} {library.license or '(no licence)'} sha256:{library.sha256}"
    for key in verdict.missing:
        yield f"  needs: {key}"
    for fault in verdict.faults:
        yield f"  {fault}"


def _say_faults(file: Path, faults: Sequence[Fault]) -> None:
    for fault in faults:
        _say(f"{file}: {fault}")


def _say(text: str) -> None:
    # A name in an archive may hold what a terminal would obey.
    sys.stdout.write(_printable(text) + "\n")


def _complain(text: str) -> None:
    sys.stderr.write(_printable(text) + "\n")


def _printable(text: str) -> str:
    shown = (one if one.isprintable() or one == "\n" else json.dumps(one)[1:-1] for one in text)
    return "".join(shown).encode(errors="backslashreplace").decode()
